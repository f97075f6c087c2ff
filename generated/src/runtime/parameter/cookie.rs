//! Parameters in cookies.

use serde::Serialize;

use super::encode::in_query;
use super::join::join;
use super::query::{exploded, query_pairs};
use super::tree;
use crate::runtime::flatten::{FlattenError, Leaf, Tree};
use crate::runtime::spec::{Style, StyleKind};

/// Returns the cookies `name=value` of a parameter: several for an exploded list or object.
///
/// Values are percent-encoded, since a cookie cannot contain commas, semicolons and spaces. In the style `cookie`, they
/// are sent unchanged.
pub(crate) fn cookies(
    name: &str,
    value: &(impl Serialize + ?Sized),
    style: Style,
) -> Result<Vec<String>, FlattenError> {
    if style.kind == StyleKind::Cookie {
        return unencoded(name, tree(value, style)?, style.explode);
    }
    match tree(value, style)? {
        Tree::String(value) | Tree::Literal(value) => {
            let (name, value) = (in_query(name), in_query(&value));
            Ok(vec![format!("{name}={value}")])
        }
        _ => query_pairs(name, value, style),
    }
}

/// Returns the cookies of a value that is not encoded, or an error if it would end a cookie or the header.
fn unencoded(name: &str, value: Tree, explode: bool) -> Result<Vec<String>, FlattenError> {
    let pairs = match explode {
        true => exploded(name, value),
        false => join(value, ",", ",", str::to_owned)?
            .map(|joined| (name.to_owned(), Leaf::String(joined)))
            .into_iter()
            .collect(),
    };
    let mut cookies = Vec::new();
    for (name, leaf) in pairs {
        let Leaf::String(value) = leaf else { continue };
        if value.contains(|it: char| it == ';' || it.is_control()) {
            let reason = "it must not contain semicolons or control characters";
            return Err(FlattenError(reason.to_owned()));
        }
        cookies.push(format!("{name}={value}"));
    }
    Ok(cookies)
}
