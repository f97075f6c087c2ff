//! Values as plain strings, lists and objects, as parameters and forms carry them.
//!
//! Input: a serializable value. Output: a [`Tree`], or the [pairs](pairs()) of names and strings that a form or a query
//! consists of, in the order of the value's fields.

#[cfg(feature = "parameter-styles")]
mod collections;
mod error;
#[cfg(any(feature = "multipart", feature = "url-encoded"))]
mod json;
#[cfg(feature = "parameter-styles")]
mod pairs;
#[cfg(feature = "parameter-styles")]
mod serializer;

#[cfg(feature = "parameter-styles")]
use serde::Serialize;

pub(crate) use self::error::FlattenError;
#[cfg(feature = "parameter-styles")]
pub(crate) use self::pairs::{Leaf, ListNames, Pair, pairs};
#[cfg(all(feature = "parameter-styles", feature = "uploads"))]
use crate::runtime::upload::Upload;
#[cfg(feature = "parameter-styles")]
use serializer::TreeSerializer;

/// A value as parameters and forms carry it.
#[cfg(feature = "parameter-styles")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    String(String),
    /// A number or a boolean, as JSON writes it.
    Literal(String),
    #[cfg(feature = "uploads")]
    File(Upload),
    List(Vec<Self>),
    /// The properties in order.
    Object(Vec<(String, Self)>),
}

#[cfg(feature = "parameter-styles")]
impl Tree {
    /// Converts a value.
    pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> Result<Self, FlattenError> {
        value.serialize(TreeSerializer)
    }
}
