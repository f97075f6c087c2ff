//! Unions: the tag selects the variant, regardless of its position.

use crate::check::{findings, round, writes};
use crate::runtime::codec::*;
use crate::sample::{Body, Call, Choice, Content, Image, Item, Part, Tree};

#[test]
fn the_tag_may_be_in_any_position() {
    for json in [
        r#"{"type":"text","text":"a","annotations":[]}"#,
        r#"{"text":"a","type":"text","annotations":[]}"#,
        r#"{"annotations":[],"text":"a","type":"text"}"#,
    ] {
        assert!(matches!(round::<Part>(json), Part::Text(text) if text.text == "a"));
    }
}

#[test]
fn entries_before_the_tag_are_decoded() {
    let json = r#"{"text":null,"x":[1],"annotations":[{"cached":1,"y":2}],"type":"text"}"#;
    let Part::Text(text) = round(json) else {
        panic!("not a text")
    };
    assert_eq!(
        (text.text.as_str(), text.annotations[0].cached),
        ("", Some(1))
    );
    assert_eq!(text.extra.get("x"), Some(&serde_json::json!([1])));
}

#[test]
fn keys_and_tags_may_contain_escapes() {
    let json = r#"{"te\u0078t":"a","ty\u0070e":"te\u0078t","annotations":[],"\u00e4\n":1}"#;
    let Part::Text(text) = round(json) else {
        panic!("not a text")
    };
    assert_eq!(text.extra.get("ä\n"), Some(&Value::from(1)));
}

#[test]
fn a_variant_may_keep_the_tag_as_a_field() {
    let Part::Image(image) = round(r#"{"type":"picture","url":"u"}"#) else {
        panic!("not an image")
    };
    assert_eq!(image.r#type, "picture");
    writes(
        &Part::from(Box::new(Image {
            r#type: "image".into(),
            ..Record::blank()
        })),
        r#"{"type":"image","url":""}"#,
    );
}

#[test]
fn unknown_json_is_kept_unchanged() {
    for json in [
        r#"{"type":"video","id":5,"more":{"a":[null,1.5]}}"#,
        r#"{"id":5,"type":"video"}"#,
        r#"{"type":5,"text":"a"}"#,
        r#"{"type":null}"#,
        r#"{"text":"a"}"#,
        "{}",
        "[]",
        "[1,{}]",
        "\"text\"",
        "1.5",
        "true",
        "null",
    ] {
        let part: Part = round(json);
        assert!(
            part.as_unknown()
                .is_some_and(|unknown| unknown.reason().is_none()),
            "{json}"
        );
        assert_eq!(findings(&part), ["UnknownVariant "]);
    }
}

#[test]
fn the_json_type_selects_the_variant() {
    assert_eq!(round::<Content>("\"a\""), Content::Text("a".into()));
    assert_eq!(round::<Content>("3"), Content::Count(3));
    assert_eq!(round::<Content>("false"), Content::Flag(false));
    assert_eq!(round::<Content>("null"), Content::Null);
    assert!(matches!(round::<Content>("3.5"), Content::Unknown(_)));
    assert!(matches!(round::<Content>("[]"), Content::Parts(parts) if parts.is_empty()));
    assert!(matches!(
        round::<Content>(r#"{"x":1,"type":"image","url":"u"}"#),
        Content::Part(Part::Image(_))
    ));
    assert!(matches!(
        round::<Content>(r#"{"type":"new"}"#),
        Content::Part(Part::Unknown(_))
    ));
}

#[test]
fn a_union_within_a_union_uses_its_own_tag() {
    for json in [
        r#"{"type":"call","tool":"search","cached":1}"#,
        r#"{"tool":"search","type":"call","cached":1}"#,
        r#"{"cached":1,"tool":"search","type":"call"}"#,
        r#"{"type":"call","cached":1,"tool":"search"}"#,
    ] {
        let Item::Call(Call::Search(details)) = round(json) else {
            panic!("not a search: {json}")
        };
        assert_eq!(details.cached, Some(1));
        assert_eq!(
            details.extra.iter().count(),
            2,
            "the variant declares neither tag"
        );
    }
    assert!(matches!(
        round(r#"{"type":"call","tool":"new"}"#),
        Item::Call(Call::Unknown(_))
    ));
    assert!(matches!(
        round(r#"{"type":"call"}"#),
        Item::Call(Call::Unknown(_))
    ));
    assert!(matches!(
        round(r#"{"tool":5,"type":"call"}"#),
        Item::Call(Call::Unknown(_))
    ));
}

#[test]
fn an_untagged_union_within_a_tagged_union() {
    for json in [
        r#"{"type":"tree","children":[],"right":1}"#,
        r#"{"children":[],"type":"tree","right":1}"#,
    ] {
        let Item::Tree(Tree::Right(branch)) = round(json) else {
            panic!("not a branch: {json}")
        };
        assert_eq!(branch.extra.get("type"), Some(&Value::from("tree")));
    }
}

#[test]
fn strings_may_be_variants() {
    assert_eq!(round::<Choice>("\"auto\""), Choice::Auto);
    assert_eq!(Choice::from("never"), Choice::Never);
    assert_eq!(round::<Choice>("0.5"), Choice::from(0.5));
    assert!(matches!(
        round(r#"{"type":"t","url":"u"}"#),
        Choice::Named(_)
    ));
    assert!(matches!(round("\"sometimes\""), Choice::Unknown(_)));
    assert!(matches!(
        Choice::from(String::from("sometimes")),
        Choice::Unknown(_)
    ));
}

#[test]
fn a_variant_may_be_free_form_json() {
    let Item::Free(free) = round(r#"{"a":1,"type":"free","b":{"c":null}}"#) else {
        panic!("not free-form")
    };
    assert_eq!(free.len(), 3);
}

#[test]
fn unknown_by_hand() {
    let part = Part::unknown(serde_json::json!({"type": "new"}).into());
    writes(&part, r#"{"type":"new"}"#);
    let Part::Unknown(unknown) = part else {
        panic!("not unknown")
    };
    assert_eq!(unknown.get("type"), Some(&Value::from("new")));
}

#[test]
fn a_variant_may_be_a_union() {
    for (json, expected) in [
        (r#""a""#, Content::Text("a".into())),
        ("3", Content::Count(3)),
        ("true", Content::Flag(true)),
        ("null", Content::Null),
    ] {
        assert!(
            matches!(round(json), Body::Content(content) if content == expected),
            "{json}"
        );
    }
    let json = r#"{"type":"text","text":"a","annotations":[]}"#;
    assert!(matches!(round(json), Body::Content(Content::Part(_))));
    assert!(matches!(round("[]"), Body::Parts(_)));
}
