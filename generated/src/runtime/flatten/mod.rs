//! Values as names and texts, the way queries and forms carry them.
//!
//! In: any value that can be serialized, and the name it goes under. Out: pairs of a name and a text (or a file), in
//! the order of the value's own fields: `a[b]` for members, `a[]` for items.
//! Must not know: how the pairs are written, in a query or in a form.

mod collections;
mod serializer;

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser;

use super::upload::Upload;
use serializer::Flattener;

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListStyle {
    /// `key[]=a&key[]=b`; a name that ends in `[]` stays as it is.
    #[default]
    Brackets,
    /// `key=a&key=b`
    Repeat,
    /// `key=a,b`
    Comma,
}

/// What stands at the end of a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf {
    Null,
    Text(String),
    File(Upload),
}

/// The pairs of a value under this name.
pub(crate) fn flatten(
    name: &str,
    value: &(impl Serialize + ?Sized),
    lists: ListStyle,
) -> Result<Vec<(String, Leaf)>, FlattenError> {
    let mut pairs = Vec::new();
    value.serialize(Flattener {
        name: Name::Given(name.to_owned()),
        lists,
        pairs: &mut pairs,
    })?;
    Ok(pairs)
}

/// The pairs of a record: one or more for each of its fields.
pub(crate) fn flatten_fields(
    value: &(impl Serialize + ?Sized),
) -> Result<Vec<(String, Leaf)>, FlattenError> {
    let mut pairs = Vec::new();
    value.serialize(Flattener {
        name: Name::Root,
        lists: ListStyle::Brackets,
        pairs: &mut pairs,
    })?;
    Ok(pairs)
}

/// Why a value has no such form.
#[derive(Debug)]
pub(crate) struct FlattenError(String);

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

#[derive(Clone)]
enum Name {
    /// The value is the whole; only its members have names.
    Root,
    Given(String),
}

impl Name {
    fn member(&self, key: &str) -> Self {
        Self::Given(match self {
            Self::Root => key.to_owned(),
            Self::Given(name) => format!("{name}[{key}]"),
        })
    }

    fn item(&self, lists: ListStyle) -> Self {
        match self {
            Self::Given(name) if lists == ListStyle::Brackets && !name.ends_with("[]") => {
                Self::Given(format!("{name}[]"))
            }
            same => same.clone(),
        }
    }
}

/// Several values as one, as headers and path segments write lists.
pub fn comma_separated(values: &[impl AsRef<str>]) -> String {
    let texts: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    texts.join(",")
}
