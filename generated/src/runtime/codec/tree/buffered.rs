//! Values that are read before their type is known.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{
    I128Deserializer, MapAccessDeserializer, SeqAccessDeserializer, U128Deserializer,
};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::runtime::codec::tree::Node;

/// A buffered value. A string, the most common case, is borrowed from the input where possible.
#[derive(Debug)]
pub(crate) enum Buffered<'de> {
    Text(Cow<'de, str>),
    Json(Value),
}

impl<'de> Buffered<'de> {
    /// Returns a view to decode from. With `contain`, mismatches are kept at the innermost level.
    pub(crate) fn node(&self, contain: bool) -> Node<'_> {
        match self {
            Self::Text(text) => Node::text(text).wired(),
            Self::Json(json) if contain => Node::tolerant(json).wired(),
            Self::Json(json) => Node::plain(json).wired(),
        }
    }

    /// Returns the JSON of a number or a boolean.
    pub(crate) fn literal(&self) -> Option<String> {
        match self {
            Self::Json(json @ (Value::Bool(_) | Value::Number(_))) => Some(json.to_string()),
            _ => None,
        }
    }

    pub(crate) fn into_json(self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.into_owned()),
            Self::Json(json) => json,
        }
    }
}

/// Reads a [`Buffered`].
pub(crate) struct BufferedSeed;

impl<'de> DeserializeSeed<'de> for BufferedSeed {
    type Value = Buffered<'de>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Buffered<'de>, D::Error> {
        from.deserialize_any(self)
    }
}

/// Forwards everything except strings to the visitor of `Value`.
macro_rules! other_than_text {
    ($($method:ident($value:ty))*) => {$(
        fn $method<E: Error>(self, value: $value) -> Result<Self::Value, E> {
            Ok(Buffered::Json(Value::from(value)))
        }
    )*};
}

impl<'de> Visitor<'de> for BufferedSeed {
    type Value = Buffered<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Text(Cow::Owned(text)))
    }

    other_than_text! { visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) }

    fn visit_unit<E: Error>(self) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Json(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Buffered<'de>, E> {
        Ok(Buffered::Json(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Buffered<'de>, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        from: D,
    ) -> Result<Buffered<'de>, D::Error> {
        from.deserialize_any(self)
    }

    // `Value` reads arrays and objects, including the numbers that `serde_json` represents as objects.

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Buffered<'de>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(access)).map(Buffered::Json)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Buffered<'de>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(access)).map(Buffered::Json)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Buffered<'de>, E> {
        Value::deserialize(I128Deserializer::new(value)).map(Buffered::Json)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Buffered<'de>, E> {
        Value::deserialize(U128Deserializer::new(value)).map(Buffered::Json)
    }
}
