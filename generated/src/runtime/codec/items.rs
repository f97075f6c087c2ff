//! A list that a union is about to read.

use serde::de::SeqAccess;
use serde_json::Value;

use super::collections::list;
use super::fit::{self, Fit, Trial};
use super::{Union, Unknown, Wire};

/// A list that is being read, none of its items yet.
pub struct Items<A>(pub(super) A);

impl<'de, A: SeqAccess<'de>> Items<A> {
    /// Reads all items.
    ///
    /// # Errors
    /// Those of the format, and that an item does not fit.
    #[inline]
    pub fn read<T: Wire>(self) -> Result<Vec<T>, A::Error> {
        list(self.0)
    }

    /// Keeps it as a case that the union does not know.
    ///
    /// # Errors
    /// Those of the format.
    pub fn unknown<U: Union>(self) -> Result<U, A::Error> {
        self.into_json().map(|json| U::unknown(Unknown::from(json)))
    }

    /// Tries several cases that nothing tells apart; see [`Trial`].
    ///
    /// # Errors
    /// Those of the format.
    pub fn best_fit<U: Union>(self, cases: &[fn(Trial<'_>) -> Fit<U>]) -> Result<U, A::Error> {
        self.into_json().map(|json| fit::best(json, cases))
    }

    fn into_json(mut self) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = self.0.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
}
