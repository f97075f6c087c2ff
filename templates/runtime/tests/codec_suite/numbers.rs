//! Numbers in every position, even if another crate in the build has enabled the feature
//! `arbitrary_precision` of `serde_json`: `cargo test -p oasmith-runtime --test codec_suite --features
//! serde_json/arbitrary_precision`.

use crate::check::{fast, findings, kept, round, writes};
use crate::runtime::codec::*;
use crate::sample::{Call, Choice, Content, Details, Input, Item, Labels, Part, Usage};

/// Whether that feature is enabled: numbers then have a string form, which must be preserved.
const AS_TEXT: bool = std::mem::needs_drop::<Number>();

#[test]
fn numbers_in_fields() {
    let details: Details = round(r#"{"cached":2.0,"ratio":1.5}"#);
    assert_eq!((details.cached, details.ratio), (Some(2), Some(1.5)));
    let details: Details = round(r#"{"cached":-3e2,"ratio":7}"#);
    assert_eq!((details.cached, details.ratio), (Some(-300), Some(7.0)));
    assert!(details.extra.is_empty());
    let labels: Labels = round(r#"{"name":"n","strict":true,"version":2,"a":1.0}"#);
    assert_eq!(labels.additional, BTreeMap::from([("a".to_owned(), 1)]));
}

#[test]
fn numbers_in_unions() {
    assert_eq!(round::<Choice>("0.5"), Choice::Weight(0.5));
    assert_eq!(round::<Choice>("2"), Choice::Weight(2.0));
    assert_eq!(round::<Content>("3.0"), Content::Count(3));
    assert!(
        matches!(round::<Content>("3.25"), Content::Unknown(unknown) if unknown.json().is_number())
    );
    assert!(matches!(round("[1,2.0]"), Input::Tokens(_)));
    assert!(matches!(round("[1,2.5]"), Input::Unknown(_)));
    assert!(matches!(round::<Part>("1.5"), Part::Unknown(unknown) if unknown.json().is_number()));
}

#[test]
fn numbers_before_and_after_the_tag() {
    for json in [
        r#"{"tool":"measure","type":"call","input_tokens":1.0,"details":{"ratio":0.5},"more":1.5}"#,
        r#"{"input_tokens":1.0,"details":{"ratio":0.5},"more":1.5,"type":"call","tool":"measure"}"#,
    ] {
        let Item::Call(Call::Measure(usage)) = round(json) else {
            panic!("not a measure: {json}")
        };
        assert_eq!((usage.input_tokens, usage.details.ratio), (1, Some(0.5)));
        assert!(usage.extra.get("more").is_some_and(Value::is_number));
    }
}

#[test]
fn numbers_in_place_of_other_types_are_mismatches() {
    let usage: Usage =
        kept(r#"{"input_tokens":1.5,"details":2.5,"tier":3.5,"note":4.5,"object":5.5}"#);
    writes(
        &usage,
        r#"{"input_tokens":1.5,"details":2.5,"tier":3.5,"note":4.5,"object":5.5}"#,
    );
    assert_eq!(
        findings(&usage),
        [
            "Mismatch /input_tokens",
            "Mismatch /details",
            "Mismatch /tier",
            "Mismatch /note",
            "Mismatch /object"
        ]
    );
    assert!(decode::<Usage>(b"1.5").is_err());
    assert!(decode::<BTreeMap<String, Value>>(b"1.5").is_err());
    let list: Vec<Usage> = kept("[1.5]");
    assert_eq!(findings(&list), ["Mismatch /0"]);
}

#[test]
fn a_float_rejects_integers_that_it_cannot_represent() {
    for json in [
        r#"{"ratio":9007199254740993}"#,
        r#"{"ratio":18446744073709551615}"#,
        r#"{"ratio":-9007199254740995}"#,
    ] {
        let details: Details = kept(json);
        assert_eq!(
            (details.ratio, findings(&details)),
            (None, vec!["Mismatch /ratio".to_owned()])
        );
        writes(&details, json);
    }
    let details: Details = round(r#"{"ratio":1000000000000000000}"#);
    assert_eq!(details.ratio, Some(1e18));
}

/// Returns a received number as it is sent.
fn again<T: Serialize + serde::de::DeserializeOwned>(json: &str) -> String {
    let value: T = kept(json);
    String::from_utf8(encode(&value).expect("JSON")).expect("UTF-8")
}

#[test]
fn integers_beyond_64_bits_keep_their_digits() {
    for number in [
        "-9223372036854776000",
        "18446744073709552000",
        "10000000000000000000000",
        "123456789012345680000",
        "-9223372036854775808",
        "18446744073709551615",
        "1.5",
        "-0.25",
        "1e-7",
    ] {
        let number = if !AS_TEXT && number.len() > 21 {
            "1e+22"
        } else {
            number
        };
        for (json, place) in [
            (format!(r#"{{"cached":{number}}}"#), "an integer"),
            (format!(r#"{{"new":[{number}]}}"#), "undeclared"),
        ] {
            assert_eq!(again::<Details>(&json), json, "{place}");
        }
        let json = format!(r#"{{"type":"new","x":{number}}}"#);
        assert_eq!(again::<Part>(&json), json);
    }
    assert_eq!(
        again::<Value>("100000000000000000000"),
        "100000000000000000000"
    );
}

/// With the feature, `serde_json` and the codec keep every digit.
#[test]
fn digits_beyond_a_double_are_preserved() {
    if !AS_TEXT {
        return;
    }
    for number in [
        "0.12345678901234567890123",
        "123456789012345678901234567890",
        "1.50",
    ] {
        for json in [
            format!(r#"{{"cached":{number}}}"#),
            format!(r#"{{"x":{number},"y":{{"z":[{number}]}}}}"#),
        ] {
            assert_eq!(again::<Details>(&json), json);
        }
        let json = format!(r#"{{"x":{number},"type":"new"}}"#);
        let back: Value = fast(&again::<Part>(&json));
        assert_eq!(back["x"].to_string(), number);
    }
}

#[test]
fn numbers_are_printed() {
    let details: Details = fast(r#"{"cached":2.0,"ratio":1.5,"x":[1.25e0]}"#);
    let printed = format!("{details:?}");
    assert!(
        printed.contains("ratio: 1.5") && printed.contains("1.25"),
        "{printed}"
    );
}
