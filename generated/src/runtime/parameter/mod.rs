//! Parameters, serialized by their style for each location.
//!
//! Input: a serializable value, the parameter's name and its [`Style`]. Output: the encoded string of the location. The
//! shape of the value determines how a style is applied, since a parameter may accept one value or a list of them.

mod cookie;
mod encode;
mod header;
mod join;
mod path;
mod plain;
mod query;

use serde::Serialize;

use crate::runtime::flatten::{FlattenError, Tree};
use crate::runtime::spec::Style;

pub(crate) use cookie::cookies;
pub(crate) use header::header_value;
pub(crate) use path::path_parameter;
pub(crate) use plain::{plain_path, plain_query};
pub(crate) use query::part_pairs;
pub(crate) use query::{field_pairs, query_pairs};

/// Converts a value to the tree that is serialized in this style.
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
