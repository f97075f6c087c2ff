//! What every type of a field, item or case can do.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess};
use serde::ser::Serialize;
use serde_json::Value;

use super::Entries;

/// A type that stands in generated records and unions.
///
/// What it can do is said by its [`Kind`], once for all types of the kind: a generated type has no code of its own
/// for it, which is most of what keeps crates of thousands of types quick to compile.
pub trait Wire: Sized + Serialize {
    /// The kind of type it is.
    type Kind: Kind<Self>;

    /// What a field holds that was not received.
    #[inline]
    fn blank() -> Self {
        Self::Kind::blank()
    }

    /// Whether this is what [`blank`](Self::blank) makes.
    #[inline]
    fn is_blank(&self) -> bool {
        Self::Kind::is_blank(self)
    }

    /// Reads one value.
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::Kind::read(from)
    }

    /// Reads one object of which a part was read already.
    ///
    /// # Errors
    /// Those of the format, and that the object does not fit.
    #[inline]
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        Self::Kind::from_entries(entries)
    }

    /// Whether nothing required is absent from the object `json`: the cheap question before a trial.
    #[inline]
    fn has_required(json: &Value) -> bool {
        Self::Kind::has_required(json)
    }
}

/// What the types of one kind can do; see [`Wire`] for each.
pub trait Kind<T> {
    /// Whether `null` is a value like any other.
    const TAKES_NULL: bool = false;

    /// [`Wire::blank`]
    fn blank() -> T;

    /// [`Wire::is_blank`]
    fn is_blank(value: &T) -> bool;

    /// [`Wire::read`]
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error>;

    /// [`Wire::from_entries`]
    ///
    /// # Errors
    /// Those of the format, and that the object does not fit.
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<T, A::Error> {
        Self::read(entries.into_json()?).map_err(Error::custom)
    }

    /// [`Wire::has_required`]
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
