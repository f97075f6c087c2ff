//! JSON that does not match a type, kept unchanged.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::codec::json::{contain, encode};
use crate::runtime::codec::{debug, markers};

/// JSON that this version has no type for, or that did not match its type. It is encoded unchanged.
#[derive(Clone, Default)]
pub struct Unknown {
    json: Value,
    notes: Option<Box<Notes>>,
}

/// What is known about JSON in addition to its value.
#[derive(Clone, Default)]
struct Notes {
    reason: Option<Box<str>>,
    /// The text of JSON that a [`Value`] cannot represent.
    exact: Option<Box<RawValue>>,
}

impl Unknown {
    /// Returns the received JSON.
    ///
    /// An integer beyond 64 bits is the nearest double here. A number beyond the range of doubles, and JSON that is
    /// nested too deeply, are strings that contain their text. All of these are encoded as received.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// Returns the JSON, like [`json`](Self::json).
    pub fn into_json(self) -> Value {
        self.json
    }

    /// Returns why the JSON did not match its type. `None` if it is merely unknown to this version.
    pub fn reason(&self) -> Option<&str> {
        self.notes.as_ref()?.reason.as_deref()
    }

    /// Returns a property of the JSON. `None` if the JSON is not an object with that property.
    pub fn get(&self, property: &str) -> Option<&Value> {
        self.json.get(property)
    }

    pub(crate) fn because(json: Value, reason: impl fmt::Display) -> Self {
        let (json, exact) = contain::split(json);
        let reason = Some(reason.to_string().into_boxed_str());
        Self {
            json,
            notes: Some(Box::new(Notes { reason, exact })),
        }
    }

    /// Returns the JSON for encoding it as received.
    pub(crate) fn exact(&self) -> Exact<'_> {
        Exact(self)
    }

    fn text(&self) -> Option<&RawValue> {
        self.notes.as_ref()?.exact.as_deref()
    }

    pub(crate) fn is_null(&self) -> bool {
        self.json.is_null()
    }
}

/// Compares only the JSON: the reason is not part of the value. For a large number, one value may have the received
/// digits and the other only the double, which is written with the same digits.
impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        let has_text = self.text().is_some() || other.text().is_some();
        let is_encoded_alike = || encode(&self.exact()).ok() == encode(&other.exact()).ok();
        self.json == other.json && (!has_text || is_encoded_alike())
    }
}

impl From<Value> for Unknown {
    fn from(json: Value) -> Self {
        let (json, exact) = contain::split(json);
        let notes = exact.map(|exact| {
            Box::new(Notes {
                reason: None,
                exact: Some(exact),
            })
        });
        Self { json, notes }
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(markers::UNKNOWN, &self.exact())
    }
}

/// JSON that is encoded as received. Only text formats can contain the text.
pub(crate) struct Exact<'a>(&'a Unknown);

impl Serialize for Exact<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0.text() {
            Some(text) if to.is_human_readable() => text.serialize(to),
            _ => self.0.json.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Unknown {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Value::deserialize(from).map(Self::from)
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self, f)
    }
}
