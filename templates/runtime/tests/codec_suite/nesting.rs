//! Generated types inside user-defined types that use serde's own tagging and flattening.

use serde::de::DeserializeOwned;

use crate::check::{fast, findings, round, writes};
use crate::formats::through_formats;
use crate::runtime::codec::*;
use crate::sample::{Choice, Content, Details, Part, ServiceTier, Text, Tree, Usage};

#[derive(serde::Serialize, serde::Deserialize, Clone, PartialEq, Debug)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Ratio(f64),
    Parts(Vec<Part>),
    Usage(Usage),
}

#[derive(serde::Serialize, serde::Deserialize, Clone, PartialEq, Debug)]
#[serde(tag = "kind")]
enum Tagged {
    Part(Part),
    Usage(Usage),
    Fields {
        tree: Tree,
        content: Content,
        tier: ServiceTier,
    },
}

#[derive(serde::Serialize, serde::Deserialize, Clone, PartialEq, Debug)]
#[serde(tag = "kind", content = "value")]
enum Adjacent {
    Part(Part),
    Usage(Usage),
    Choice(Choice),
}

#[derive(serde::Serialize, serde::Deserialize, Clone, PartialEq, Debug)]
struct Flattened {
    id: String,
    #[serde(flatten)]
    usage: Usage,
}

#[derive(serde::Serialize, serde::Deserialize, Clone, PartialEq, Debug)]
struct FlattenedUnion {
    id: String,
    #[serde(flatten)]
    part: Part,
}

#[derive(serde::Serialize, serde::Deserialize, Clone, PartialEq, Debug)]
struct FlattenedTag {
    id: String,
    #[serde(flatten)]
    tagged: Tagged,
}

/// Reads JSON both ways, and the other formats.
fn everywhere<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(json: &str) -> T {
    let value: T = round(json);
    through_formats(&value);
    value
}

#[test]
fn untagged_enums_contain_generated_types() {
    let parts = r#"[{"text":"a","type":"text","annotations":[]},{"type":"new","x":1.5}]"#;
    assert!(matches!(everywhere(parts), Untagged::Parts(parts) if parts.len() == 2));
    assert!(
        matches!(everywhere(r#"{"input_tokens":1.0,"tier":null,"u":1}"#), Untagged::Usage(usage) if usage.input_tokens == 1)
    );
    let half = r#"{"input_tokens":1,"details":{"ratio":0.5},"note":null,"object":"usage"}"#;
    assert!(
        matches!(everywhere(half), Untagged::Usage(usage) if usage.details.ratio == Some(0.5) && usage.extra.is_empty())
    );
    assert_eq!(everywhere::<Untagged>("5"), Untagged::Number(5));
}

#[test]
fn tagged_enums_contain_generated_types() {
    let text = r#"{"kind":"Part","type":"text","text":"a","annotations":[{"ratio":1.25}]}"#;
    let Tagged::Part(Part::Text(text)) = everywhere(text) else {
        panic!("not a text")
    };
    assert_eq!(text.annotations[0].ratio, Some(1.25));
    assert!(
        matches!(everywhere(r#"{"input_tokens":1,"kind":"Usage","tier":"x","more":1.5}"#), Tagged::Usage(usage)
            if usage.extra.get("kind").is_none() && usage.extra.get("more").is_some())
    );
    assert!(matches!(
        everywhere(r#"{"kind":"Part","type":"new","x":[0.5]}"#),
        Tagged::Part(Part::Unknown(_))
    ));
    assert!(matches!(
        everywhere(
            r#"{"kind":"Fields","tree":{"children":[],"right":1},"content":[{"type":"image","url":""}],"tier":"flex"}"#
        ),
        Tagged::Fields {
            tree: Tree::Right(_),
            content: Content::Parts(_),
            tier: ServiceTier::Unknown(_),
        }
    ));
}

#[test]
fn adjacently_tagged_enums_contain_generated_types() {
    for json in [
        r#"{"kind":"Part","value":{"url":"u","type":"image"}}"#,
        r#"{"value":{"url":"u","type":"image"},"kind":"Part"}"#,
    ] {
        assert!(matches!(everywhere(json), Adjacent::Part(Part::Image(_))));
    }
    for (json, choice) in [
        (r#"{"value":0.5,"kind":"Choice"}"#, Choice::Weight(0.5)),
        (r#"{"kind":"Choice","value":"auto"}"#, Choice::Auto),
    ] {
        assert_eq!(everywhere::<Adjacent>(json), Adjacent::Choice(choice));
    }
    assert!(matches!(
        everywhere(r#"{"value":{"details":{"ratio":0.25,"x":0.75}},"kind":"Usage"}"#),
        Adjacent::Usage(_)
    ));
}

#[test]
fn generated_types_can_be_flattened() {
    let json =
        r#"{"id":"a","input_tokens":1,"details":{"x":1.5},"note":null,"object":"usage","u":2}"#;
    let flattened: Flattened = everywhere(json);
    assert_eq!(flattened.usage.input_tokens, 1);
    // The inner type does not receive the properties that the outer type has taken.
    assert_eq!(
        flattened
            .usage
            .extra
            .iter()
            .map(|(name, _)| name)
            .collect::<Vec<_>>(),
        ["u"]
    );
    assert_eq!(
        findings(&flattened),
        ["Undeclared /details/x", "Undeclared /u"]
    );

    let flattened: FlattenedUnion = everywhere(r#"{"url":"u","id":"a","type":"image"}"#);
    assert!(matches!(flattened.part, Part::Image(_)));
    let flattened: FlattenedUnion = everywhere(r#"{"id":"a","type":"new","x":[1.5]}"#);
    assert!(matches!(flattened.part, Part::Unknown(_)));
    let made = FlattenedUnion {
        id: "a".into(),
        part: fast(r#"{"type":"new"}"#),
    };
    writes(&made, r#"{"id":"a","type":"new"}"#);

    let flattened: FlattenedTag =
        everywhere(r#"{"text":"t","id":"a","kind":"Part","annotations":[],"type":"text"}"#);
    assert!(matches!(flattened.tagged, Tagged::Part(Part::Text(_))));
}

/// A flattened union that holds a string is not an object: serde returns an error, and nothing panics.
#[test]
fn flattening_a_string_is_an_error() {
    let part = Part::unknown(Value::from("text").into());
    assert!(
        serde_json::to_string(&FlattenedUnion {
            id: "a".into(),
            part
        })
        .is_err()
    );
}

#[test]
fn generic_types_contain_generated_types() {
    let list: Option<Box<Vec<Details>>> = everywhere(r#"[{"cached":1}]"#);
    assert_eq!(list.expect("some").len(), 1);
    let pair: (Part, Usage) = everywhere(r#"[{"type":"new"},{"input_tokens":2}]"#);
    assert_eq!(pair.1.input_tokens, 2);
    let map: std::collections::HashMap<String, Text> = everywhere(r#"{"a":{"text":"t"}}"#);
    assert_eq!(map["a"].text, "t");
}
