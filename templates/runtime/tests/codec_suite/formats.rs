//! Formats other than JSON: everything that can be received can be stored and reads back as the same value.

use serde::de::DeserializeOwned;

use crate::check::{fast, kept, same};
use crate::runtime::codec::*;
use crate::sample::{
    Call, Choice, Content, Details, Input, Item, Labels, Part, Response, ServiceTier, Tree, Usage,
};

/// Asserts that a round trip through CBOR and MessagePack returns the same value, and therefore the same JSON.
pub fn through_formats<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let mut cbor = Vec::new();
    ciborium::into_writer(value, &mut cbor).expect("CBOR");
    let from_cbor: T = ciborium::from_reader(&cbor[..]).expect("CBOR");
    // Encode records as maps: encoded as lists they would lose their names.
    let pack = rmp_serde::to_vec_named(value).expect("MessagePack");
    let from_pack: T = rmp_serde::from_slice(&pack).expect("MessagePack");
    let json = |value: &T| serde_json::to_value(value).expect("JSON");
    for back in [from_cbor, from_pack] {
        assert_eq!(&back, value);
        assert!(same(&json(&back), &json(value)));
    }
}

fn through<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(json: &str) {
    through_formats(&fast::<T>(json));
    through_formats(&kept::<T>(json));
}

#[test]
fn records_round_trip() {
    through::<Usage>(
        r#"{"input_tokens":3,"details":{"ratio":0.5},"tier":null,"object":"usage","more":[1,null,{"a":true}]}"#,
    );
    through::<Usage>("{}");
    through::<Usage>(r#"{"input_tokens":null,"details":null,"note":"n","object":"else"}"#);
    through::<Labels>(
        r#"{"name":"n","strict":true,"version":2,"kind":"labels","key":"k","a":1,"b":-9007199254740993,"c":null}"#,
    );
}

#[test]
fn unions_round_trip() {
    through::<Vec<Part>>(
        r#"[{"text":"a","type":"text","annotations":[{"cached":1,"x":0.25}]},{"type":"image","url":""}]"#,
    );
    through::<Vec<Item>>(
        r#"[{"type":"message","role":"user","content":"hi"},{"role":"user","content":[]},{"type":"call","tool":"search"},
            {"name":"n","strict":true,"version":2},{"type":"free","a":{"b":null}},{"type":"tree","children":[]}]"#,
    );
    through::<Call>(r#"{"x":1,"tool":"measure","input_tokens":1}"#);
    through::<Tree>(r#"{"children":[{"children":[],"right":1}]}"#);
    through::<Vec<Content>>(r#"["a",[{"type":"image","url":"u"}],3,-3,true,null,{"type":"new"}]"#);
    through::<Vec<Input>>(r#"["a",["a"],[1,-2],[[1],[]],[]]"#);
    through::<Vec<Choice>>(r#"["auto","never",0.5,1,{"type":"t","url":"u"}]"#);
}

#[test]
fn unknown_values_round_trip() {
    through::<Vec<ServiceTier>>(r#"["auto","flex",""]"#);
    through::<Vec<Part>>(
        r#"[{"type":"new","x":-1,"y":[1.5,{"z":null}]},"a",null,true,1.5,[],18446744073709551615]"#,
    );
    through::<Vec<Choice>>(r#"["sometimes",null,{},[1]]"#);
    through::<Details>(r#"{"cached":-5,"ratio":2,"x":9007199254740993,"y":[0.1,1e300,-0.0]}"#);
}

/// A mismatch is part of the value as JSON and is written as such. The other formats read streams, which cannot be
/// rewound, so that the value would have to match there.
#[test]
fn mismatches_are_written() {
    let response = r#"{"id":5,"output":[{"type":"text"},{"type":"call","tool":"search","cached":"x"}],"usage":"none",
        "history":[null],"by_name":{"a":5},"limit":"5","free":null}"#;
    let response: Response = kept(response);
    let mut cbor = Vec::new();
    ciborium::into_writer(&response, &mut cbor).expect("CBOR");
    let json: Value = ciborium::from_reader(&cbor[..]).expect("CBOR");
    assert!(same(&json, &serde_json::to_value(&response).expect("JSON")));
    let pack = rmp_serde::to_vec_named(&response).expect("MessagePack");
    let json: Value = rmp_serde::from_slice(&pack).expect("MessagePack");
    assert!(same(&json, &serde_json::to_value(&response).expect("JSON")));
    assert!(ciborium::from_reader::<Response, _>(&cbor[..]).is_err());
}

#[test]
fn composed_types_round_trip() {
    through::<Response>(
        r#"{"id":"a","output":[{"id":"m","type":"message","role":"assistant","content":[{"type":"text","text":"t"}]}],
            "limit":18446744073709551615,"free":{"a":[1.5]},"by_name":{"a":5,"b":{"type":"new"}},
            "history":[{"tier":"flex"},{}],"more":{}}"#,
    );
    through::<Option<Vec<Box<Details>>>>(r#"[{"cached":1}]"#);
    through::<BTreeMap<String, Option<Part>>>(r#"{"a":null,"b":{"type":"image","url":"u"}}"#);
}

#[test]
fn every_serde_json_entry_point_decodes_the_same() {
    let json = r#"{"id":"a","type":"image","url":"u"}"#;
    let value: Value = fast(json);
    let part: Part = fast(json);
    assert_eq!(
        serde_json::from_value::<Part>(value.clone()).expect("matches"),
        part
    );
    assert_eq!(Part::deserialize(&value).expect("matches"), part);
    assert_eq!(
        serde_json::from_reader::<_, Part>(json.as_bytes()).expect("matches"),
        part
    );
    assert_eq!(
        serde_json::from_slice::<Part>(json.as_bytes()).expect("matches"),
        part
    );
    assert_eq!(serde_json::to_value(&part).expect("JSON"), value);
}
