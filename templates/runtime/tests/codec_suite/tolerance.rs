//! A mismatch affects only the value in which it occurs.

use crate::check::{findings, kept, writes};
use crate::runtime::codec::*;
use crate::sample::{Call, Details, Item, Part, Response, Text, Usage};

const WHOLE: &str = r#"{"id":"a","output":[],"usage":{"input_tokens":1,"details":{},"note":null,"object":"usage"},
    "history":[],"by_name":{},"limit":5,"free":null}"#;

/// Decodes [`WHOLE`] with one value replaced.
fn response_with(pointer: &str, value: Value) -> (Response, String) {
    let mut json: Value = serde_json::from_str(WHOLE).expect("JSON");
    *json.pointer_mut(pointer).expect("the pointer exists") = value;
    let json = json.to_string();
    assert!(
        serde_json::from_str::<Response>(&json).is_err(),
        "streaming should fail"
    );
    let response: Response = kept(&json);
    writes(&response, &json);
    (response, json)
}

#[test]
fn a_list_item_becomes_the_unknown_variant() {
    let (response, _) = response_with(
        "/output",
        serde_json::json!([{"type":"call","tool":"search","cached":"x"}, {"type":"call","tool":"search","cached":1}]),
    );
    let [Item::Unknown(unknown), Item::Call(Call::Search(_))] = &response.output[..] else {
        panic!("{response:?}")
    };
    assert_eq!(
        unknown.reason(),
        Some("/cached: invalid type: string \"x\", expected a 64-bit integer")
    );
    assert_eq!(findings(&response)[0], "UnknownVariant /output/0");
}

#[test]
fn a_record_inside_a_variant_keeps_its_own_mismatches() {
    let (response, _) = response_with(
        "/output",
        serde_json::json!([{"type":"call","tool":"measure","input_tokens":1,"details":{"cached":"x"},"note":null,"object":"usage"}]),
    );
    let Item::Call(Call::Measure(usage)) = &response.output[0] else {
        panic!("{response:?}")
    };
    assert_eq!(
        usage
            .details
            .extra
            .mismatches()
            .map(|(name, _)| name)
            .collect::<Vec<_>>(),
        ["cached"]
    );
}

#[test]
fn a_record_keeps_the_mismatch_of_a_field() {
    let (mut response, _) = response_with("/usage/input_tokens", "many".into());
    assert_eq!(response.usage.input_tokens, 0);
    assert_eq!(findings(&response), ["Mismatch /usage/input_tokens"]);
    let (name, reason) = response.usage.extra.reasons().next().expect("one");
    assert_eq!(
        (name, reason),
        (
            "input_tokens",
            "/input_tokens: invalid type: string \"many\", expected a 64-bit integer"
        )
    );
    response.usage.input_tokens = 3;
    assert_eq!(
        serde_json::to_value(&response.usage).expect("JSON")["input_tokens"],
        3
    );
}

#[test]
fn a_field_of_another_json_type_is_a_mismatch() {
    for (pointer, value) in [
        ("/usage", serde_json::json!("none")),
        ("/output", serde_json::json!({"a": 1})),
        ("/by_name", serde_json::json!([])),
        ("/id", serde_json::json!(1)),
        ("/limit", serde_json::json!("5")),
    ] {
        let (response, _) = response_with(pointer, value);
        assert_eq!(findings(&response), [format!("Mismatch {pointer}")]);
    }
}

#[test]
fn a_list_item_that_is_not_a_record_is_a_mismatch() {
    let (mut response, _) = response_with(
        "/history",
        serde_json::json!([null, 5, {"input_tokens": 1}]),
    );
    assert_eq!(response.history.len(), 3);
    assert_eq!(
        response.history[1].extra.raw().map(Unknown::json),
        Some(&Value::from(5))
    );
    assert!(
        response.history[1]
            .extra
            .reasons()
            .next()
            .is_some_and(|(name, _)| name.is_empty())
    );
    assert_eq!(
        findings(&response),
        [
            "Mismatch /history/0",
            "Mismatch /history/1",
            "Missing /history/2"
        ]
    );
    response.history[1].input_tokens = 6;
    writes(
        &response.history[1],
        r#"{"input_tokens":6,"details":{},"note":null,"object":"usage"}"#,
    );
}

#[test]
fn unions_in_a_map_and_at_the_top_level_become_unknown() {
    let (response, _) = response_with(
        "/by_name",
        serde_json::json!({"x": {"type":"call","tool":"search","cached":{}}, "y": 5}),
    );
    assert_eq!(
        findings(&response),
        ["UnknownVariant /by_name/x", "UnknownVariant /by_name/y"]
    );
    let part: Part = kept(r#"{"type":"text","text":{},"annotations":[]}"#);
    assert!(
        part.as_unknown()
            .is_some_and(|unknown| unknown.reason().is_some())
    );
}

#[test]
fn a_list_inside_a_record_keeps_its_mismatches() {
    let text: Text =
        kept(r#"{"type":"text","text":"t","annotations":[{"cached":1},{"cached":"x"},"y"]}"#);
    writes(
        &text,
        r#"{"type":"text","text":"t","annotations":[{"cached":1},{"cached":"x"},"y"]}"#,
    );
    assert_eq!(text.annotations[0].cached, Some(1));
    assert_eq!(
        findings(&text),
        ["Mismatch /annotations/1/cached", "Mismatch /annotations/2"]
    );
}

#[test]
fn a_top_level_value_of_another_json_type_is_an_error() {
    let error = decode::<Usage>(b"[1]").expect_err("not a record");
    assert_eq!((error.path(), error.body()), ("", &b"[1]"[..]));
    assert!(
        error.reason().contains("sequence") && error.reason().contains("Usage"),
        "{error}"
    );
    let error = decode::<Vec<Usage>>(b"{}").expect_err("not a list");
    assert_eq!(error.path(), "");
    let error =
        decode::<BTreeMap<String, Vec<i64>>>(br#"{"a/b":[1,"x"]}"#).expect_err("not a number");
    assert_eq!(error.path(), "/a~1b/1");
}

#[test]
fn invalid_json_is_an_error() {
    for body in [&b""[..], b"{", b"nonsense", b"{} {}", b"\xff"] {
        assert!(decode::<Usage>(body).is_err());
        assert!(decode::<Part>(body).is_err());
    }
    // Half of a surrogate pair is replaced.
    let usage = decode::<Usage>(b"{\"a\":\"\\ud800\"}").expect("JSON");
    assert_eq!(usage.extra.get("a"), Some(&Value::from("\u{fffd}")));
}

#[test]
fn user_defined_types_are_tolerant_inside() {
    #[derive(serde::Deserialize, serde::Serialize, PartialEq, Debug)]
    struct Mine {
        kind: Kind,
        parts: Vec<Part>,
        details: Option<Details>,
    }
    #[derive(serde::Deserialize, serde::Serialize, PartialEq, Debug)]
    enum Kind {
        One,
        Two(i64),
    }
    let json = r#"{"kind":{"Two":2},"parts":[{"type":"text","text":5}],"details":{"cached":"x"}}"#;
    let mine: Mine = kept(json);
    writes(&mine, json);
    assert_eq!(
        findings(&mine),
        ["UnknownVariant /parts/0", "Mismatch /details/cached"]
    );
    assert_eq!(kept::<Mine>(r#"{"kind":"One","parts":[]}"#).kind, Kind::One);
    assert!(decode::<Mine>(br#"{"kind":"Three","parts":[]}"#).is_err());
}

#[test]
fn strict_decoding_rejects_mismatches() {
    let strict = |pointer: &str, value: Option<Value>| {
        let mut json: Value = serde_json::from_str(WHOLE).expect("JSON");
        let (object, name) = pointer.rsplit_once('/').expect("a pointer");
        let object = json.pointer_mut(object).and_then(Value::as_object_mut);
        let object = object.expect("an object");
        match value {
            Some(value) => drop(object.insert(name.to_owned(), value)),
            None => drop(object.remove(name).expect("the property exists")),
        }
        decode_strict::<Response>(json.to_string().as_bytes())
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    assert_eq!(strict("/usage/new", Some(Value::from(1))), Ok(()));
    let new_case = serde_json::json!([{"type":"new"}]);
    assert_eq!(strict("/output", Some(new_case)), Ok(()));
    let refused = [
        strict("/usage/input_tokens", None),
        strict("/usage/input_tokens", Some(Value::Null)),
        strict("/usage/input_tokens", Some(Value::from("x"))),
        strict("/usage/object", Some(Value::from("other"))),
    ];
    assert_eq!(
        refused.map(|it| it.expect_err("rejected")),
        [
            "at /usage: missing field `input_tokens`",
            "at /usage: `input_tokens` is null",
            "at /usage/input_tokens: invalid type: string \"x\", expected a 64-bit integer",
            "at /usage: `object`: expected \"usage\"",
        ]
    );
    // Decoding is tolerant again afterwards.
    assert!(decode::<Response>(b"{}").is_ok());
}

#[test]
fn strict_errors_have_their_location_behind_a_tag() {
    fn path<T: serde::de::DeserializeOwned>(json: &str) -> String {
        match decode_strict::<Vec<T>>(json.as_bytes()) {
            Ok(_) => "no error".to_owned(),
            Err(error) => error.path().to_owned(),
        }
    }
    // The mismatch is before the tag or after it.
    assert_eq!(path::<Part>(r#"[{"url":1,"type":"image"}]"#), "/0/url");
    assert_eq!(path::<Part>(r#"[{"type":"image","url":1}]"#), "/0/url");
    let text = r#"[{"annotations":[],"text":{},"type":"text"}]"#;
    assert_eq!(path::<Part>(text), "/0/text");
    // In a union within a union.
    let call = r#"[{"input_tokens":"x","tool":"measure","type":"call"}]"#;
    assert_eq!(path::<Item>(call), "/0/input_tokens");
}
