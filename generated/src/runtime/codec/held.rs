//! Keys, and values read before it was known what they are for.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{
    I128Deserializer, MapAccessDeserializer, SeqAccessDeserializer, U128Deserializer,
};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::tree::Node;

/// A value read ahead. A string, the usual case, is not copied where the input lends it.
#[derive(Debug)]
pub(super) enum Held<'de> {
    Text(Cow<'de, str>),
    Json(Value),
}

impl<'de> Held<'de> {
    /// A view that can be decoded. `contain`: what does not fit is kept as far in as possible, else it fails.
    pub(super) fn node(&self, contain: bool) -> Node<'_> {
        match self {
            Self::Text(text) => Node::text(text),
            Self::Json(json) if contain => Node::tolerant(json),
            Self::Json(json) => Node::plain(json),
        }
    }

    pub(super) fn into_json(self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.into_owned()),
            Self::Json(json) => json,
        }
    }
}

/// Reads a [`Held`].
pub(super) struct HeldSeed;

impl<'de> DeserializeSeed<'de> for HeldSeed {
    type Value = Held<'de>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Held<'de>, D::Error> {
        from.deserialize_any(self)
    }
}

/// Hands everything but text on to the visitor of `Value`.
macro_rules! other_than_text {
    ($($method:ident($value:ty))*) => {$(
        fn $method<E: Error>(self, value: $value) -> Result<Self::Value, E> {
            Ok(Held::Json(Value::from(value)))
        }
    )*};
}

impl<'de> Visitor<'de> for HeldSeed {
    type Value = Held<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Held<'de>, E> {
        Ok(Held::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Held<'de>, E> {
        Ok(Held::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Held<'de>, E> {
        Ok(Held::Text(Cow::Owned(text)))
    }

    other_than_text! { visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) }

    fn visit_unit<E: Error>(self) -> Result<Held<'de>, E> {
        Ok(Held::Json(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Held<'de>, E> {
        Ok(Held::Json(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Held<'de>, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Held<'de>, D::Error> {
        from.deserialize_any(self)
    }

    // `Value` reads lists and objects, and what else `serde_json` may hide in an object.

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Held<'de>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(access)).map(Held::Json)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Held<'de>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(access)).map(Held::Json)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Held<'de>, E> {
        Value::deserialize(I128Deserializer::new(value)).map(Held::Json)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Held<'de>, E> {
        Value::deserialize(U128Deserializer::new(value)).map(Held::Json)
    }
}

/// Reads a key: borrowed where the input lends it.
pub(super) struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Cow<'de, str>, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_string<E: Error>(self, key: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(key))
    }
}
