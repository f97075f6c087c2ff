//! Values as plain strings, lists and objects, as parameters and forms carry them.
//!
//! Input: a serializable value. Output: a [`Tree`], or the [pairs](pairs()) of names and strings that a form or a query
//! consists of, in the order of the value's fields.

mod collections;
#[cfg(any(feature = "multipart", feature = "url-encoded"))]
mod json;
mod pairs;
mod serializer;

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser;

pub(crate) use self::pairs::{Leaf, ListNames, Pair, pairs};
#[cfg(feature = "uploads")]
use crate::runtime::upload::Upload;
use serializer::TreeSerializer;

/// A value as parameters and forms carry it.
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

impl Tree {
    /// Converts a value.
    pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> Result<Self, FlattenError> {
        value.serialize(TreeSerializer)
    }
}

/// Why a value cannot be flattened.
#[derive(Debug)]
pub(crate) struct FlattenError(pub(crate) String);

impl Display for FlattenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FlattenError {}

impl ser::Error for FlattenError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
