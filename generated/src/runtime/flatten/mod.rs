//! Values as plain strings, lists and objects, as parameters and forms carry them.
//!
//! Input: a serializable value. Output: a [`Tree`], or the [pairs](pairs()) of names and strings that a form or a query
//! consists of, in the order of the value's fields.

mod collections;
mod error;
mod json;
mod pairs;
mod serializer;

use serde::Serialize;

pub(crate) use self::error::FlattenError;
pub(crate) use self::pairs::{Leaf, ListNames, Pair, pairs};
use crate::runtime::upload::Upload;
use serializer::TreeSerializer;

/// A value as parameters and forms carry it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    String(String),
    /// A number or a boolean, as JSON writes it.
    Literal(String),
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
