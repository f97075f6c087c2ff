//! A list that a union is about to read.

use serde::de::SeqAccess;
use serde::de::value::SeqAccessDeserializer;
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
        T::read(SeqAccessDeserializer::new(self.0))
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
