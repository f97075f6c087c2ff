//! The operations of every type of a field, item or variant.

mod collections;
mod convert;
pub(crate) mod numbers;
mod plain;
mod scalars;
mod seed;

pub use self::convert::StringLike;
pub use self::convert::{JsonObject, list, map};
pub use self::plain::{from_boolean, from_null, from_number, from_string};
pub(crate) use self::seed::Seed;
pub(crate) use self::seed::{Fill, FillOption, Push};

use serde::de::Deserializer;
use serde::de::{Error, MapAccess};
use serde::ser::Serialize;
use serde_json::Value;

use crate::runtime::codec::Entries;
use crate::runtime::codec::Extra;

/// A type that is used in generated records and unions.
///
/// Its [`Kind`] implements the operations once for all types of that kind. A generated type has no code
/// for them, which is the main reason that crates with thousands of types compile quickly.
pub trait Wire: Sized + Serialize {
    /// The kind of this type.
    type Kind: Kind<Self>;

    /// Returns the value of a field that was not received.
    #[inline]
    fn blank() -> Self {
        Self::Kind::blank()
    }

    /// Returns whether this equals the value that [`blank`](Self::blank) creates.
    #[inline]
    fn is_blank(&self) -> bool {
        Self::Kind::is_blank(self)
    }

    /// Reads one value.
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the value does not match.
    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::Kind::read(from)
    }

    /// Reads one value into a blank one, which spares moving it. After an error, it may be only partly read.
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the value does not match.
    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(blank: &mut Self, from: D) -> Result<(), D::Error> {
        Self::Kind::read_into(blank, from)
    }

    /// Reads an object that has been partly read.
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the object does not match.
    #[inline]
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        Self::Kind::from_entries(entries)
    }

    /// Reads an object that has been partly read into a blank value, as [`read_into`](Self::read_into) does.
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the object does not match.
    #[inline]
    fn entries_into<'de, A: MapAccess<'de>>(
        blank: &mut Self,
        entries: Entries<'de, A>,
    ) -> Result<(), A::Error> {
        Self::Kind::entries_into(blank, entries)
    }

    /// Returns whether the object `json` has all required properties: a cheap check before a trial.
    #[inline]
    fn has_required(json: &Value) -> bool {
        Self::Kind::has_required(json)
    }

    /// Returns where data about the response is kept, if this value is a response.
    #[doc(hidden)]
    #[inline]
    fn response_data(&mut self) -> Option<&mut Extra> {
        Self::Kind::response_data(self)
    }
}

/// The operations of the types of one kind; see [`Wire`] for each.
pub trait Kind<T> {
    /// Whether `null` is an ordinary value.
    const TAKES_NULL: bool = false;

    /// Whether values are read into a blank one. Otherwise they replace it.
    const IN_PLACE: bool = false;

    /// [`Wire::blank`]
    fn blank() -> T;

    /// [`Wire::is_blank`]
    fn is_blank(value: &T) -> bool;

    /// [`Wire::read`]
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the value does not match.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error>;

    /// [`Wire::read_into`]
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the value does not match.
    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(blank: &mut T, from: D) -> Result<(), D::Error> {
        *blank = Self::read(from)?;
        Ok(())
    }

    /// [`Wire::from_entries`]
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the object does not match.
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<T, A::Error> {
        Self::read(entries.into_json()?).map_err(Error::custom)
    }

    /// [`Wire::entries_into`]
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the object does not match.
    #[inline]
    fn entries_into<'de, A: MapAccess<'de>>(
        blank: &mut T,
        entries: Entries<'de, A>,
    ) -> Result<(), A::Error> {
        *blank = Self::from_entries(entries)?;
        Ok(())
    }

    /// [`Wire::has_required`]
    fn has_required(json: &Value) -> bool {
        let _ = json;
        true
    }

    /// [`Wire::response_data`]
    #[doc(hidden)]
    fn response_data(value: &mut T) -> Option<&mut Extra> {
        let _ = value;
        None
    }
}

/// [`Wire::blank`], as a function for generated code.
#[inline]
pub fn blank<T: Wire>() -> T {
    T::blank()
}
