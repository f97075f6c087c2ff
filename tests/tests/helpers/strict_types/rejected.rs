//! Types without a strict schema.
#![allow(dead_code, reason = "the types are used only for their schemas")]

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::rejects;
use super::structs::{Plain, types};

types! {
    struct Map { inner: BTreeMap<String, u8> }
    struct Keys { inner: HashMap<u8, Plain> }
    struct Anything { inner: Option<Value> }
    struct Tuple { inner: (u8, String) }
    struct FlatMap { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> }
    enum Variants { Pair(u8, u8), Unit }
    #[serde(tag = "k")]
    enum MapVariant { Map(BTreeMap<String, String>) }
    #[serde(tag = "k")]
    enum TagTwice { A(HasTag) }
    struct HasTag { k: u8 }
    #[serde(tag = "t")]
    enum UnitInside { Units(Units) }
    enum Units { A, B }
    struct OneWay { #[serde(rename(serialize = "out"))] value: u8 }
    struct OnlyWritten { a: u8, #[serde(skip_deserializing)] b: u8 }
    struct OnlyRead { a: u8, #[serde(skip_serializing, default)] b: u8 }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Pair(u8, Plain);

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(from = "u8")]
pub struct From8 {
    value: u8,
}

impl From<u8> for From8 {
    fn from(value: u8) -> Self {
        Self { value }
    }
}

pub fn check() {
    rejects::<Map>("/properties/inner", "a map with arbitrary keys");
    rejects::<Keys>("/properties/inner", "key patterns");
    rejects::<Anything>("/properties/inner", "any type");
    rejects::<Tuple>("/properties/inner", "a tuple");
    rejects::<Pair>("/properties/value", "a tuple");
    rejects::<FlatMap>("/properties/value", "a map with arbitrary keys");
    rejects::<Variants>("/properties/Pair", "a tuple");
    rejects::<MapVariant>("/oneOf/0", "a map with arbitrary keys");
    rejects::<TagTwice>("/properties/k", "two schemas");
    rejects::<UnitInside>("/0", "contradict");
    rejects::<OneWay>("/value", "serialized form");
    rejects::<OnlyWritten>("/b", "serialized form");
    rejects::<OnlyRead>("/b", "serialized form");
    rejects::<From8>("", "serialized form");
}
