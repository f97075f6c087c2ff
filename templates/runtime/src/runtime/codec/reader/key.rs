//! The names of entries in JSON text.

use std::borrow::Cow;

use serde::de::value::CowStrDeserializer;
use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::runtime::codec::reader::access::Entries;
use crate::runtime::codec::reader::{Reader, Stop, visit_string};

/// The name of an entry. It is a string, from which the types of keys read numbers and booleans.
pub(super) struct Key<'k, 'a, 'de> {
    pub(super) text: Cow<'de, str>,
    /// Where the entry starts, if it is the first one.
    pub(super) first: Option<usize>,
    pub(super) entries: &'k mut Entries<'a, 'de>,
}

impl Key<'_, '_, '_> {
    /// Reads a value from the text of the key.
    fn read<T>(&self, read: impl FnOnce(&mut Reader<'_>) -> Result<T, Stop>) -> Result<T, Stop> {
        let mut reader = Reader {
            text: &self.text,
            at: 0,
            depth: 0,
        };
        let value = read(&mut reader)?;
        match reader.at == self.text.len() {
            true => Ok(value),
            false => Err(Stop),
        }
    }
}

/// Reads keys that are numbers.
macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
            self.read(|reader| reader.number())?.visit(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'_, '_, 'de> {
    type Error = Stop;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visit_string(self.text, visitor)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visit_string(self.text, visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match &*self.text {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Stop),
        }
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_i128(self.read(|reader| reader.parse())?)
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_u128(self.read(|reader| reader.parse())?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_some(self)
    }

    /// A union requests its first key by the name of its tag.
    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if let Some(first) = self.first
            && self.text != name
            && self.entries.move_to_front(first, name)
        {
            self.text = Cow::Borrowed(name);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_enum(CowStrDeserializer::new(self.text))
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        char string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
