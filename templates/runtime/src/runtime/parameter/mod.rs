//! Parameters, serialized by their style for each location.
//!
//! Input: a serializable value, the parameter's name and its [`Style`]. Output: the encoded string of the location. The
//! shape of the value determines how a style is applied, since a parameter may accept one value or a list of them.

#[cfg(feature = "parameter-styles")]
mod cookie;
mod encode;
#[cfg(feature = "parameter-styles")]
mod header;
#[cfg(feature = "parameter-styles")]
mod join;
#[cfg(feature = "parameter-styles")]
mod path;
mod plain;
#[cfg(feature = "parameter-styles")]
mod query;

#[cfg(feature = "parameter-styles")]
use serde::Serialize;

#[cfg(feature = "parameter-styles")]
use crate::runtime::flatten::{FlattenError, Tree};
#[cfg(feature = "parameter-styles")]
use crate::runtime::spec::Style;

#[cfg(feature = "parameter-styles")]
pub(crate) use cookie::cookies;
#[cfg(feature = "parameter-styles")]
pub(crate) use header::header_value;
#[cfg(feature = "parameter-styles")]
pub(crate) use path::path_parameter;
pub(crate) use plain::{plain_path, plain_query};
#[cfg(feature = "multipart")]
pub(crate) use query::part_pairs;
#[cfg(feature = "parameter-styles")]
pub(crate) use query::{field_pairs, query_pairs};

/// Converts a value to the tree that is serialized in this style.
#[cfg(feature = "parameter-styles")]
fn tree(value: &(impl Serialize + ?Sized), style: Style) -> Result<Tree, FlattenError> {
    if !style.kind.is_json() {
        return Tree::of(value);
    }
    match serde_json::to_string(value) {
        Ok(json) if json == "null" => Ok(Tree::Null),
        Ok(json) => Ok(Tree::String(json)),
        Err(error) => Err(FlattenError(error.to_string())),
    }
}
