//! Properties in any order, and properties that occur again.

use serde_json::json;

use crate::check::{fast, findings, kept, patiently, round, writes};
use crate::runtime::codec::*;
use crate::sample::{Content, Details, Part, Usage};

#[test]
fn the_tag_may_be_in_any_position() {
    let entries = [
        r#""text": "a \"quoted\" {[,:]} \\ text""#,
        r#""annotations" :[ {"cached":1,"type":"x"}, {"ratio":0.5} ]"#,
        r#" "new":{"type":"image","list":[1,"type",{"type":"text"}]}"#,
        r#""type":"text" "#,
    ];
    for turn in 0..entries.len() {
        let mut entries = entries;
        entries.rotate_left(turn);
        for json in [
            format!("{{{}}}", entries.join(",")),
            format!("{{\n{}\n}}", entries.join(" ,\n")),
        ] {
            let Part::Text(text) = round::<Part>(&json) else {
                panic!("another variant of {json}");
            };
            assert_eq!(text.text, r#"a "quoted" {[,:]} \ text"#);
            assert_eq!(text.annotations.len(), 2);
            let Content::Part(_) = round::<Content>(&json) else {
                panic!("another variant of {json}");
            };
            let list = format!("[{json},{json}]");
            assert_eq!(round::<Vec<Part>>(&list).len(), 2);
        }
    }
}

#[test]
fn a_tag_is_found_only_at_its_own_level() {
    for json in [
        r#"{"text":"\"type\":\"text\"","a":{"type":"text"}}"#,
        r#"{"a":"type","b":"text"}"#,
        r#"{"a":1,"type":["text"]}"#,
        r#"{"a":1,"type":null}"#,
        r#"{"a":1,"type":"new"}"#,
        r#"{"a":1}"#,
        "{}",
    ] {
        assert!(matches!(round::<Part>(json), Part::Unknown(_)), "{json}");
    }
    // The name of the tag may contain escapes.
    assert!(matches!(
        kept::<Part>(r#"{"text":"a","annotations":[],"t\u0079pe":"text"}"#),
        Part::Text(_)
    ));
}

#[test]
fn the_last_of_several_tags_counts() {
    for (json, same) in [
        (
            r#"{"text":"a","type":"text","annotations":[],"type":"image"}"#,
            r#"{"text":"a","annotations":[],"type":"image"}"#,
        ),
        (
            r#"{"url":"u","type":"text","type":"image"}"#,
            r#"{"url":"u","type":"image"}"#,
        ),
        (
            r#"{"type":"image","text":"a","type":"text","annotations":[]}"#,
            r#"{"text":"a","annotations":[],"type":"text"}"#,
        ),
    ] {
        assert_eq!(kept::<Part>(json), kept::<Part>(same), "{json}");
    }
}

#[test]
fn invalid_json_before_and_after_a_late_tag_is_rejected() {
    for json in [
        r#"{"text":a,"type":"text"}"#,
        r#"{"text":"a" "annotations":[],"type":"text"}"#,
        r#"{"text":"a",,"type":"text"}"#,
        r#"{"text":"a","type":"text",}"#,
        r#"{"text":"a","type":"text"]"#,
        r#"{"text":"a","type":"text""#,
        r#"{"text":"a","type" "text"}"#,
        r#"{"text":[1},"type":"text"}"#,
        r#"{"text":"a","type":"text"}}"#,
        "{\"text\":\"\n\",\"type\":\"text\"}",
    ] {
        assert!(decode::<Part>(json.as_bytes()).is_err(), "{json}");
    }
}

#[test]
fn a_record_that_occurs_again_is_replaced() {
    let json = r#"{"input_tokens":1,"details":{"cached":1,"new":true},"tier":"auto","note":"n",
        "details":{"ratio":2.5},"tier":null,"note":null,"object":"usage"}"#;
    let expected =
        r#"{"input_tokens":1,"details":{"ratio":2.5},"tier":null,"note":null,"object":"usage"}"#;
    for usage in [fast::<Usage>(json), kept(json), patiently(json)] {
        writes(&usage, expected);
    }
}

#[test]
fn a_record_that_is_set_again_is_replaced() {
    let details = Details {
        cached: Some(1),
        ..Details::default()
    };
    let usage = Usage::new(1, details).with_tier("auto");
    let replaced = usage.clone().with_json("details", json!({"ratio": 2.5}));
    assert_eq!(
        (replaced.details.cached, replaced.details.ratio),
        (None, Some(2.5))
    );
    let mistyped = usage.clone().with_json("details", "none");
    assert_eq!(mistyped.details, Details::default());
    assert_eq!(findings(&mistyped), ["Mismatch /details"]);
    assert_eq!(usage.with_tier_null().tier, None);
}

#[test]
fn a_record_is_blank_after_a_mismatch_within_it() {
    let json = r#"{"input_tokens":1,"details":[{"cached":1}],"note":null,"object":"usage"}"#;
    let usage: Usage = kept(json);
    assert_eq!(usage.details, Details::default());
    writes(&usage, json);
}
