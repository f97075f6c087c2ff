//! JSON that does not match a type, kept unchanged.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::runtime::codec::{debug, markers};

/// JSON that this version has no type for, or that did not match its type. Encodes as that JSON.
#[derive(Clone, Default)]
pub struct Unknown {
    json: Value,
    reason: Option<Box<str>>,
}

impl Unknown {
    /// The JSON as received.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// Returns the JSON as received.
    pub fn into_json(self) -> Value {
        self.json
    }

    /// Why the JSON did not match. `None` if it is merely new.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// A property of the JSON, if it is an object with that property.
    pub fn get(&self, property: &str) -> Option<&Value> {
        self.json.get(property)
    }

    pub(crate) fn because(json: Value, reason: impl fmt::Display) -> Self {
        Self {
            json,
            reason: Some(reason.to_string().into_boxed_str()),
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.json.is_null()
    }
}

/// Compares the JSON only: the reason is not part of the value.
impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl From<Value> for Unknown {
    fn from(json: Value) -> Self {
        Self { json, reason: None }
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(markers::UNKNOWN, &self.json)
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
