//! JSON that a `serde_json::Value` cannot represent: it is kept where it occurs and written back unchanged.

use crate::runtime::codec::*;
use crate::sample::{Choice, Details, Input, Item, Labels, Part, Tree, Usage};

/// Numbers that fit neither into 64 bits nor into a double, so that serde's own types cannot represent them either.
const NUMBERS: &[&str] = &[
    "18446744073709551616",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "-100000000000000000000000000000000000001",
    "1e400",
    "-1E+400",
];

/// Decodes JSON and encodes the value, twice.
fn twice<T: Serialize + serde::de::DeserializeOwned>(json: &str) -> T {
    let value: T = decode(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"));
    let first = String::from_utf8(encode(&value).expect("JSON")).expect("UTF-8");
    assert_eq!(first, json);
    let again: T = decode(first.as_bytes()).expect("a second time");
    assert_eq!(
        encode(&again).expect("JSON"),
        json.as_bytes(),
        "a second time"
    );
    value
}

/// Whether numbers are kept as strings, because of a feature of `serde_json`.
const AS_TEXT: bool = std::mem::needs_drop::<Number>();

#[test]
fn numbers_come_back_as_written_from_every_position() {
    if AS_TEXT {
        return;
    }
    for number in NUMBERS {
        for json in [
            format!(r#"{{"cached":{number}}}"#),
            format!(r#"{{"ratio":{number}}}"#),
            format!(r#"{{"new":{number}}}"#),
            format!(r#"{{"cached":1,"new":[{{"a":{number}}},{number}]}}"#),
        ] {
            let details: Details = twice(&json);
            assert!(!details.extra.is_empty(), "{json}");
        }
        let details: Details = twice(&format!(r#"{{"cached":7,"ratio":{number}}}"#));
        assert_eq!((details.cached, details.ratio), (Some(7), None));
        twice::<Item>(&format!(
            r#"{{"type":"call","tool":"measure","input_tokens":{number}}}"#
        ));
        twice::<Part>(&format!(r#"{{"type":"new","x":{number}}}"#));
        twice::<Part>(number);
        twice::<Choice>(number);
        twice::<Input>(&format!("[1,{number}]"));
        twice::<Vec<Part>>(&format!(r#"[{number},{{"type":"new"}}]"#));
        twice::<Labels>(&format!(
            r#"{{"strict":true,"version":2,"name":"n","a":{number}}}"#
        ));
    }
}

#[test]
fn a_record_keeps_everything_around_a_number_that_it_cannot_hold() {
    if AS_TEXT {
        return;
    }
    let json = r#"{"input_tokens":3,"details":{"cached":1e400},"note":18446744073709551616,"object":"usage"}"#;
    let usage: Usage = decode(json.as_bytes()).expect("kept");
    assert_eq!(usage.input_tokens, 3);
    let kept = find_unmodeled(&usage);
    let found: Vec<_> = kept.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(found, ["/details/cached", "/note"]);
    let note = usage.extra.get("note");
    assert!(note.is_none_or(|note| note.as_f64() == Some(18446744073709551616.0)));
    assert!(!format!("{usage:?}").contains("private"), "{usage:?}");
}

#[test]
fn untyped_values_have_the_nearest_number() {
    if AS_TEXT {
        return;
    }
    let value: Value = decode(b"[18446744073709551616,1e400]").expect("JSON");
    assert_eq!(value, serde_json::json!([18446744073709551616.0, "1e400"]));
    let list: Vec<f64> = decode(b"[18446744073709551616]").expect("JSON");
    assert_eq!(list, [18446744073709551616.0]);
    assert!(decode::<Vec<f64>>(b"[1e400]").is_err());
    assert!(decode_strict::<Details>(br#"{"cached":18446744073709551616}"#).is_err());
    assert!(decode_strict::<Details>(br#"{"new":18446744073709551616}"#).is_ok());
}

#[test]
fn a_large_number_is_the_same_value_after_a_round_trip() {
    if AS_TEXT {
        return;
    }
    // Read as a double, written with all its digits, and read again as an integer beyond 64 bits.
    let number = "184467440737095516161.5";
    for json in [
        number.to_owned(),
        format!(r#"{{"type":"new","x":[{number}]}}"#),
    ] {
        let value: Part = decode(json.as_bytes()).expect("JSON");
        let again: Part = decode(&encode(&value).expect("JSON")).expect("JSON");
        assert_eq!(again, value);
        let other: Part = decode(json.replace("516161.5", "536161").as_bytes()).expect("JSON");
        assert_ne!(other, value);
    }
}

#[test]
fn integers_in_a_double_are_kept_if_it_would_write_other_digits() {
    if AS_TEXT {
        return;
    }
    for (number, ratio) in [
        ("9223372036854775808", None),
        ("9223372036854775807", None),
        ("-9223372036854775808", None),
        ("9007199254740993", None),
        ("9007199254740992.0", Some(9007199254740992.0)),
        ("1000000000000000000", Some(1e18)),
    ] {
        let json = format!(r#"{{"ratio":{number}}}"#);
        let details: Details = decode(json.as_bytes()).expect("JSON");
        assert_eq!(details.ratio, ratio, "{number}");
        if ratio.is_none() {
            twice::<Details>(&json);
        }
    }
}

#[test]
fn strings_that_look_like_numbers_are_strings() {
    for json in [
        r#"{"new":"18446744073709551616"}"#,
        r#"{"new":"\"18446744073709551616,1e400"}"#,
        r#"{"$oasmith::private::Text":"1e400","n":18446744073709551615}"#,
    ] {
        twice::<Details>(json);
    }
    assert!(decode::<Details>(br#"{"new":18446744073709551616"#).is_err());
    assert!(decode::<Details>(br#"{"new":1844674407370955161618446744073709551616x}"#).is_err());
}

#[test]
fn deep_nesting_and_lone_surrogates_cost_only_their_own_value() {
    let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
    for json in [
        format!(r#"{{"cached":7,"new":{deep}}}"#),
        format!(r#"{{"cached":7,"new":{{"a":[{deep}]}}}}"#),
    ] {
        let details: Details = twice(&json);
        assert_eq!(details.cached, Some(7));
    }
    let tree: Tree = twice(&format!(r#"{{"children":[],"right":1,"new":{deep}}}"#));
    assert!(!format!("{tree:?}").is_empty());
    let json = r#"{"cached":7,"new":"\ud83d","more":1e400}"#;
    let details: Details = decode(json.as_bytes()).expect("kept");
    assert_eq!(details.cached, Some(7));
    if !AS_TEXT {
        let expected = "{\"cached\":7,\"more\":1e400,\"new\":\"\u{fffd}\"}";
        assert_eq!(encode(&details).expect("JSON"), expected.as_bytes());
    }
}

#[test]
fn of_properties_with_one_name_the_last_one_counts() {
    let cases = [
        (r#"{"cached":1,"cached":2}"#, r#"{"cached":2}"#),
        (r#"{"cached":null,"cached":2}"#, r#"{"cached":2}"#),
        (r#"{"cached":1,"cached":null}"#, r#"{"cached":null}"#),
        (r#"{"cached":"x","cached":2}"#, r#"{"cached":2}"#),
        (r#"{"cached":1,"cached":"x"}"#, r#"{"cached":"x"}"#),
        (r#"{"new":1,"new":2}"#, r#"{"new":2}"#),
        (r#"{"new":{"a":1,"a":2}}"#, r#"{"new":{"a":2}}"#),
    ];
    for (json, expected) in cases {
        let details: Details = decode(json.as_bytes()).expect("JSON");
        assert_eq!(
            encode(&details).expect("JSON"),
            expected.as_bytes(),
            "{json}"
        );
        // The same through a tree, which another mismatch leads to.
        let damaged = json.replacen('{', r#"{"ratio":"x","#, 1);
        let expected = expected.replacen('{', r#"{"ratio":"x","#, 1);
        let details: Details = decode(damaged.as_bytes()).expect("JSON");
        let value: Value = serde_json::to_value(&details).expect("JSON");
        assert_eq!(
            value,
            serde_json::from_str::<Value>(&expected).expect("JSON"),
            "{json}"
        );
    }
    let labels: Labels =
        decode(br#"{"name":"n","strict":true,"version":2,"a":1,"a":3}"#).expect("JSON");
    assert_eq!(labels.additional, BTreeMap::from([("a".to_owned(), 3)]));
    // The last tag selects the variant, wherever it is.
    for json in [
        r#"{"type":"new","tool":"measure","type":"call","input_tokens":1}"#,
        r#"{"tool":"measure","input_tokens":1,"type":"new","type":"call"}"#,
    ] {
        let item: Item = decode(json.as_bytes()).expect("JSON");
        assert!(matches!(item, Item::Call(_)), "{item:?}");
    }
}
