//! Inside of types that know nothing of us, and in other formats than JSON.

use serde::de::DeserializeOwned;

use crate::check::{fast, round, same, writes};
use crate::runtime::codec::*;
use crate::sample::{Answer, Call, Content, Details, Item, Part, Tree, Usage};

#[derive(serde::Serialize, serde::Deserialize, Clone, PartialEq, Debug)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Parts(Vec<Part>),
    Usage(Usage),
}

#[derive(serde::Serialize, serde::Deserialize, Clone, PartialEq, Debug)]
#[serde(tag = "kind")]
enum Tagged {
    Part(Part),
    Usage(Usage),
    Fields { tree: Tree, content: Content },
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

#[test]
fn untagged() {
    let parts = r#"[{"text":"a","type":"text","annotations":[]},{"type":"new","x":1}]"#;
    assert!(matches!(round(parts), Untagged::Parts(parts) if parts.len() == 2));
    assert!(
        matches!(round(r#"{"input_tokens":1.0,"tier":null,"u":1}"#), Untagged::Usage(usage) if usage.input_tokens == 1)
    );
}

#[test]
fn tagged() {
    assert!(matches!(
        round(r#"{"kind":"Part","type":"text","text":"a","annotations":[]}"#),
        Tagged::Part(Part::Text(_))
    ));
    assert!(matches!(
        round(r#"{"kind":"Usage","input_tokens":1,"tier":"x"}"#),
        Tagged::Usage(_)
    ));
    assert!(matches!(
        round(
            r#"{"kind":"Fields","tree":{"children":[],"right":1},"content":[{"type":"image","url":""}]}"#
        ),
        Tagged::Fields {
            tree: Tree::Right(_),
            content: Content::Parts(_)
        }
    ));
}

#[test]
fn flattened() {
    // What `flatten` hands out is not taken away: our types keep `id` too.
    let flattened: Flattened =
        fast(r#"{"id":"a","input_tokens":1,"details":{"x":1},"note":null,"object":"usage","u":2}"#);
    assert_eq!(
        (flattened.usage.input_tokens, flattened.usage.extra.get("u")),
        (1, Some(&Value::from(2)))
    );
    let flattened: FlattenedUnion = fast(r#"{"id":"a","type":"image","url":"u"}"#);
    assert!(matches!(flattened.part, Part::Image(_)));
    let made = FlattenedUnion {
        id: "a".into(),
        part: fast(r#"{"type":"new"}"#),
    };
    writes(&made, r#"{"id":"a","type":"new"}"#);
}

#[test]
fn generic_serde_types() {
    let json = r#"{"id":"a","type":"image","url":"u"}"#;
    let value: Value = fast(json);
    assert_eq!(
        serde_json::from_value::<Part>(value.clone()).expect("fits"),
        fast(json)
    );
    assert_eq!(Part::deserialize(&value).expect("fits"), fast(json));
    assert_eq!(
        serde_json::from_reader::<_, Part>(json.as_bytes()).expect("fits"),
        fast(json)
    );
    assert_eq!(
        serde_json::to_value(fast::<Part>(json)).expect("JSON"),
        value
    );
    assert_eq!(
        round::<Option<Box<Vec<Details>>>>(r#"[{"cached":1}]"#)
            .expect("some")
            .len(),
        1
    );
}

#[test]
fn cbor() {
    fn through<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(json: &str) {
        let value: T = fast(json);
        let mut bytes = Vec::new();
        ciborium::into_writer(&value, &mut bytes).expect("CBOR");
        let back: T = ciborium::from_reader(&bytes[..]).expect("CBOR");
        assert_eq!(back, value);
        let json_of = |value: &T| serde_json::to_value(value).expect("JSON");
        assert!(same(&json_of(&back), &json_of(&value)));
    }
    through::<Usage>(
        r#"{"input_tokens":3,"details":{"ratio":0.5},"tier":null,"object":"usage","more":[1,null,{"a":true}]}"#,
    );
    through::<Vec<Part>>(
        r#"[{"text":"a","type":"text","annotations":[]},{"type":"new","x":-1},"a",null]"#,
    );
    through::<Vec<Item>>(
        r#"[{"type":"message","role":"user","content":"hi"},{"role":"user","content":[]},{"type":"call","tool":"search"}]"#,
    );
    through::<Call>(r#"{"x":1,"tool":"measure","input_tokens":1}"#);
    through::<Tree>(r#"{"children":[{"children":[],"right":1}]}"#);
    through::<Answer>(
        r#"{"id":"a","output":[],"limit":18446744073709551615,"free":{"a":[1.5]},"by_name":{"a":5}}"#,
    );
}
