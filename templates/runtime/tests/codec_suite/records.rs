//! Records: the received JSON is sent unchanged.

use serde_json::json;

use crate::check::{fast, findings, kept, round, writes};
use crate::runtime::codec::*;
use crate::sample::{Details, Labels, Renamed, Response, ServiceTier, Usage};

#[test]
fn declared_fields_round_trip() {
    let usage: Usage = round(
        r#"{"input_tokens":3,"details":{"cached":1},"tier":"auto","note":"n","object":"usage"}"#,
    );
    assert_eq!(
        (
            usage.input_tokens,
            usage.details.cached,
            usage.note.as_deref()
        ),
        (3, Some(1), Some("n"))
    );
    assert_eq!(usage.tier, Some(ServiceTier::Auto));
    assert!(usage.extra.is_empty());
    assert!(findings(&usage).is_empty());
}

#[test]
fn a_property_is_read_by_name() {
    let usage: Usage = kept(
        r#"{"input_tokens":"x","details":{"cached":1},"tier":null,"note":null,"object":"usage","added":[1]}"#,
    );
    let property = |name: &str| property_json(&usage, &usage.extra, name);
    assert_eq!(property("input_tokens"), Some(json!("x")));
    assert_eq!(property("details"), Some(json!({ "cached": 1 })));
    assert_eq!(property("tier"), Some(json!(null)));
    assert_eq!(property("object"), Some(json!("usage")));
    assert_eq!(property("added"), Some(json!([1])));
    // Another name of the same length.
    assert_eq!(property("other"), None);
}

#[test]
fn made_by_hand() {
    writes(
        &Usage::new(1, Details::default()),
        r#"{"input_tokens":1,"details":{},"note":null,"object":"usage"}"#,
    );
    writes(
        &Usage::new(0, Details::default()).with_tier("x"),
        r#"{"input_tokens":0,"details":{},"tier":"x","note":null,"object":"usage"}"#,
    );
    writes(
        &Usage::new(0, Details::default()).with_tier_null(),
        r#"{"input_tokens":0,"details":{},"tier":null,"note":null,"object":"usage"}"#,
    );
}

#[test]
fn null_and_absent_are_distinguished() {
    let null: Usage =
        round(r#"{"input_tokens":3,"details":{},"tier":null,"note":null,"object":"usage"}"#);
    let absent: Usage = round(r#"{"input_tokens":3,"details":{},"object":"usage"}"#);
    assert_eq!(
        (null.tier.clone(), null.note.clone()),
        (absent.tier.clone(), absent.note.clone())
    );
    assert_ne!(null, absent);
    assert!(null.extra.is_null(2));
    assert!(absent.extra.is_missing("note") && !absent.extra.is_missing("tier"));
}

#[test]
fn missing_and_null_required_properties_are_kept() {
    let usage: Usage = round("{}");
    assert_eq!(
        usage.extra.missing().collect::<Vec<_>>(),
        ["input_tokens", "details", "note", "object"]
    );
    assert_eq!(findings(&usage), ["Missing "]);

    let mut usage: Usage =
        round(r#"{"input_tokens":null,"details":null,"note":null,"object":null}"#);
    assert_eq!(
        (usage.input_tokens, &usage.details),
        (0, &Details::default())
    );
    usage.input_tokens = 7;
    usage.details.cached = Some(1);
    writes(
        &usage,
        r#"{"input_tokens":7,"details":{"cached":1},"note":null,"object":null}"#,
    );
}

#[test]
fn a_field_that_was_set_is_sent() {
    let mut usage: Usage = fast("{}");
    usage.input_tokens = 7;
    usage.note = Some("n".into());
    writes(&usage, r#"{"input_tokens":7,"note":"n"}"#);
}

#[test]
fn undeclared_properties_are_kept() {
    let mut usage: Usage = round(
        r#"{"input_tokens":3,"details":{"x":{"y":[1,2.5]}},"note":null,"object":"usage","b":1,"a":null}"#,
    );
    assert_eq!(
        usage.extra.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert_eq!(usage.extra.get("b"), Some(&Value::from(1)));
    assert_eq!(
        findings(&usage),
        ["Undeclared /details/x", "Undeclared /a", "Undeclared /b"]
    );
    assert_eq!(usage.extra.remove("b"), Some(Value::from(1)));
    assert_eq!(usage.extra.remove("a"), Some(Value::Null));
    assert!(usage.extra.is_empty());
    usage.extra.insert("c", "d");
    usage.extra.insert("note", 5);
    writes(
        &usage,
        r#"{"input_tokens":3,"details":{"x":{"y":[1,2.5]}},"object":"usage","c":"d","note":5}"#,
    );
}

#[test]
fn constants_are_checked() {
    let labels: Labels = round(r#"{"name":"n","strict":true,"version":2,"kind":"labels"}"#);
    assert!(findings(&labels).is_empty());
    let labels: Labels = round(r#"{"name":"n","strict":null,"kind":"labels"}"#);
    assert_eq!(findings(&labels), ["Missing "]);
    let labels: Labels = round(r#"{"name":"n","strict":false,"version":["2"]}"#);
    assert_eq!(findings(&labels), ["Mismatch /strict", "Mismatch /version"]);
    assert_eq!(
        labels.extra.reasons().next(),
        Some(("strict", "expected true"))
    );
}

#[test]
fn alternative_names_of_a_constant_are_kept() {
    for name in ["text.now", "text.then", "text"] {
        let renamed: Renamed = round(&format!(r#"{{"type":"{name}","text":"t"}}"#));
        assert!(findings(&renamed).is_empty(), "{name}");
        assert_eq!(renamed.extra.mismatches().count(), 0, "{name}");
        let text = format!(r#"{{"type":"{name}"}}"#);
        assert!(
            decode_strict::<Renamed>(text.as_bytes()).is_ok(),
            "{name} does not match its declaration"
        );
    }
    let renamed: Renamed = round(r#"{"type":"image","text":"t"}"#);
    assert_eq!(findings(&renamed), ["Mismatch /type"]);
}

#[test]
fn additional_properties_are_typed() {
    let labels: Labels = round(r#"{"name":"n","strict":true,"version":2,"a":1,"b":null}"#);
    assert_eq!(labels.additional, BTreeMap::from([("a".to_owned(), 1)]));
    let labels: Labels = kept(r#"{"name":"n","strict":true,"version":2,"a":1,"b":"x"}"#);
    writes(
        &labels,
        r#"{"name":"n","strict":true,"version":2,"a":1,"b":"x"}"#,
    );
    assert_eq!(labels.extra.get("b"), Some(&Value::from("x")));
    assert!(
        labels
            .extra
            .reasons()
            .next()
            .is_some_and(|(name, _)| name == "b")
    );
}

#[test]
fn the_last_duplicate_key_wins() {
    let usage: Usage = fast(r#"{"input_tokens":null,"input_tokens":3,"tier":"auto","tier":null}"#);
    writes(&usage, r#"{"input_tokens":3,"tier":null}"#);
}

#[test]
fn numbers_keep_their_value() {
    let response = |limit: &str| {
        let json = format!(
            r#"{{"id":"a","output":[],"usage":{{}},"history":[],"by_name":{{}},"limit":{limit},"free":{limit}}}"#
        );
        (round::<Response>(&json), json)
    };
    for limit in [
        "9223372036854775807",
        "18446744073709551615",
        "-9223372036854775808",
        "1",
        "1.0",
        "0.1",
        "1e300",
        "-0.0",
    ] {
        let (response, json) = response(limit);
        let written = serde_json::to_string(&response).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Value>(&written).expect("JSON"),
            serde_json::from_str::<Value>(&json).expect("JSON"),
            "the digits of {limit} changed"
        );
    }
    for (json, value) in [("1.0", 1), ("1e3", 1000), ("-2.50e1", -25)] {
        let details: Details = round(&format!(r#"{{"cached":{json}}}"#));
        assert_eq!(details.cached, Some(value));
    }
    for json in ["1.5", "9223372036854775808", "1e19", "-1e300"] {
        let details: Details = kept(&format!(r#"{{"cached":{json}}}"#));
        assert_eq!(details.cached, None);
        writes(&details, &format!(r#"{{"cached":{json}}}"#));
    }
    let details: Details = round(r#"{"ratio":1}"#);
    assert_eq!(details.ratio, Some(1.0));
}

/// Requires the feature `float_roundtrip` of `serde_json`: without it, the last digit of some floats changes.
#[test]
fn floats_keep_their_last_digit() {
    for number in [
        "2.638344616030823e-256",
        "51.24817837550540",
        "-0.00013156789",
        "0.1234567890123456789",
    ] {
        let details: Details = fast(&format!(r#"{{"ratio":{number}}}"#));
        assert_eq!(details.ratio, number.parse().ok());
    }
}

#[test]
fn string_enums() {
    let tier: ServiceTier = round("\"flex\"");
    assert_eq!(tier, ServiceTier::Unknown("flex".into()));
    assert_eq!(findings(&tier), ["UnknownValue "]);
    assert_eq!(
        (
            tier.to_string(),
            tier.as_str(),
            format!("{:?}", ServiceTier::Auto)
        ),
        ("flex".into(), "flex", "\"auto\"".into())
    );
    assert_eq!(ServiceTier::from("auto"), ServiceTier::Auto);
    assert_eq!(
        ServiceTier::from(String::from("default")),
        ServiceTier::Default
    );
    assert!(serde_json::from_str::<ServiceTier>("5").is_err());
}

#[test]
fn the_id_of_a_request_is_not_part_of_the_value() {
    for json in [
        r#"{"input_tokens":1,"details":{},"note":null,"object":"usage"}"#,
        r#"{"input_tokens":1,"x":2}"#,
    ] {
        let plain: Usage = decode(json.as_bytes()).expect("valid");
        let mut identified = plain.clone();
        Wire::response_data(&mut identified)
            .expect("valid")
            .set_request_id(Some("req_1"));
        assert_eq!(identified.extra.request_id(), Some("req_1"));
        assert_eq!(identified, plain);
        assert_eq!(identified.extra.is_empty(), plain.extra.is_empty());
        assert_eq!(
            encode(&identified).expect("valid"),
            encode(&plain).expect("valid")
        );
        assert_eq!(format!("{identified:?}"), format!("{plain:?}"));
        identified.extra.insert("y", 1);
        identified.extra.remove("y");
        assert_eq!(identified.extra.request_id(), Some("req_1"));
    }
}
