//! Values without content, or with errors in place of it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::runtime::error::is_wrapped_error;

/// `null`, an empty or zero value, or a list of objects that report errors. Any other value is an error, which is detected
/// without reading all of it.
#[derive(Default)]
pub(super) struct Blank {
    /// A list with the last of these objects.
    pub(super) error: Option<Value>,
}

impl<'de> Deserialize<'de> for Blank {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(BlankVisitor)
    }
}

struct BlankVisitor;

impl BlankVisitor {
    fn unless<E: Error>(has_content: bool) -> Result<Blank, E> {
        match has_content {
            true => Err(E::custom("a value with content")),
            false => Ok(Blank::default()),
        }
    }
}

impl<'de> Visitor<'de> for BlankVisitor {
    type Value = Blank;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }

    fn visit_unit<E: Error>(self) -> Result<Blank, E> {
        Ok(Blank::default())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Blank, E> {
        Self::unless(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Blank, E> {
        Self::unless(value != 0)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Blank, E> {
        Self::unless(value != 0)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Blank, E> {
        Self::unless(value != 0.0)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Blank, E> {
        Self::unless(!value.is_empty())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Blank, A::Error> {
        let mut error = None;
        while let Some(item) = items.next_element::<Value>()? {
            let list = Value::Array(vec![item]);
            if !is_wrapped_error(&list) {
                return Self::unless(true);
            }
            error = Some(list);
        }
        Ok(Blank { error })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Blank, A::Error> {
        Self::unless(properties.next_key::<IgnoredAny>()?.is_some())
    }
}
