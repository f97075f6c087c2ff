//! What every type of a field, item or case can do.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess};
use serde::ser::Serialize;
use serde_json::Value;

use super::Entries;

/// A type that stands in generated records and unions.
pub trait Wire: Sized + Serialize {
    /// What a field holds that was not received.
    fn blank() -> Self;

    /// Whether this is what [`blank`](Self::blank) makes.
    fn is_blank(&self) -> bool;

    /// Reads one value.
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;

    /// Reads one object of which a part was read already.
    ///
    /// # Errors
    /// Those of the format, and that the object does not fit.
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        Self::read(entries.into_json()?).map_err(Error::custom)
    }

    /// Whether nothing required is absent from the object `json`: the cheap question before a trial.
    fn has_required(json: &Value) -> bool {
        let _ = json;
        true
    }
}

/// [`Wire::blank`], short for generated code.
#[inline]
pub fn blank<T: Wire>() -> T {
    T::blank()
}

/// Reads a `T`, wherever serde asks for a seed.
pub(super) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    #[inline]
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Wire> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        T::read(from)
    }
}
