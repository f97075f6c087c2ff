//! `Debug` prints the value as it would be sent, without secrets.

use crate::check::{fast, kept};
use crate::sample::{Item, Labels, Part, Usage};

#[test]
fn records_are_printed_with_their_names() {
    let usage: Usage = fast(
        r#"{"input_tokens":3,"details":{"cached":1,"x":null},"tier":"new","note":null,"object":"usage"}"#,
    );
    assert_eq!(
        format!("{usage:?}"),
        r#"Usage { input_tokens: 3, details: Details { cached: 1, x: null }, tier: Unknown("new"), note: null, object: "usage" }"#
    );
    assert_eq!(
        format!("{:?}", usage.details.extra),
        r#"{"x": Unknown(null)}"#
    );
    let usage: Usage = kept(r#"{"input_tokens":[]}"#);
    assert_eq!(format!("{usage:?}"), "Usage { input_tokens: Mismatch([]) }");
    assert_eq!(
        format!("{:?}", usage.extra),
        r#"{"input_tokens": Unknown([]), "details": missing, "note": missing, "object": missing}"#
    );
}

#[test]
fn pretty_printing_indents() {
    let part: Part = fast(r#"{"type":"text","text":"a","annotations":[{"ratio":0.5}]}"#);
    let printed = "Text {\n    type: \"text\",\n    text: \"a\",\n    annotations: [\n        Details {\n            ratio: 0.5,\n        },\n    ],\n}";
    assert_eq!(format!("{part:#?}"), printed);
}

#[test]
fn unknown_and_free_form_json_is_printed() {
    let item: Item = fast(r#"{"a":[1,"b"],"type":"new"}"#);
    assert_eq!(
        format!("{item:?}"),
        r#"Unknown({"a": [1, "b"], "type": "new"})"#
    );
    let item: Item = fast(r#"{"a":true,"type":"free"}"#);
    assert_eq!(format!("{item:?}"), r#"{"a": true, "type": "free"}"#);
}

#[test]
fn secrets_are_redacted() {
    let labels: Labels = fast(r#"{"name":"n","strict":true,"version":2,"key":"hunter2"}"#);
    assert_eq!(
        format!("{labels:?}"),
        r#"Labels { strict: true, version: 2, name: "n", key: [redacted] }"#
    );
    assert!(
        serde_json::to_string(&labels)
            .expect("JSON")
            .contains("hunter2")
    );
}
