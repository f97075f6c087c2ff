//! A list that a union is about to read.

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use crate::runtime::codec::union::fit::{self, Fit, Trial};
use crate::runtime::codec::{Union, Unknown, Wire};

/// A list whose items have not been read yet.
pub struct Items<A>(pub(crate) A);

impl<'de, A: SeqAccess<'de>> Items<A> {
    /// Reads the list as a `T`: a list, a union that has one, or any JSON.
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the list does not match `T`.
    #[inline]
    pub fn read<T: Wire>(self) -> Result<T, A::Error> {
        T::read(List(self.0))
    }

    /// Keeps the list as a variant unknown to the union.
    ///
    /// # Errors
    /// Returns the errors of the format.
    pub fn unknown<U: Union>(self) -> Result<U, A::Error> {
        self.into_json().map(|json| U::unknown(Unknown::from(json)))
    }

    /// Tries several variants that no tag discriminates; see [`Trial`].
    ///
    /// # Errors
    /// Returns the errors of the format.
    pub fn best_fit<U: Union>(self, variants: &[fn(Trial<'_>) -> Fit<U>]) -> Result<U, A::Error> {
        self.into_json().map(|json| fit::best(json, variants))
    }

    fn into_json(mut self) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = self.0.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
}

/// A deserializer for a list. Unlike [`SeqAccessDeserializer`](serde::de::value::SeqAccessDeserializer), it reports
/// newtypes. A union within a union needs that, since it takes any other list for a trial of the tolerant tree.
struct List<A>(A);

impl<'de, A: SeqAccess<'de>> Deserializer<'de> for List<A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_seq(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
