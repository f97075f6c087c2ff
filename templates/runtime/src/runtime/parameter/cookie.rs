//! Parameters in cookies.

use serde::Serialize;

use super::encode::in_query;
use super::query::query_pairs;
use super::tree;
use crate::runtime::flatten::{FlattenError, Tree};
use crate::runtime::spec::Style;

/// Returns the cookies `name=value` of a parameter: several for an exploded list or object.
///
/// Values are percent-encoded, since a cookie cannot contain commas, semicolons and spaces.
pub(crate) fn cookies(
    name: &str,
    value: &(impl Serialize + ?Sized),
    style: Style,
) -> Result<Vec<String>, FlattenError> {
    match tree(value, style)? {
        Tree::String(value) | Tree::Literal(value) => {
            let (name, value) = (in_query(name, Style::FORM), in_query(&value, Style::FORM));
            Ok(vec![format!("{name}={value}")])
        }
        _ => query_pairs(name, value, style),
    }
}
