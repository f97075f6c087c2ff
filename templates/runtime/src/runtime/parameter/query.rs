//! Parameters of a query.

use serde::Serialize;

use super::encode::{in_query, in_styled_query, item_in_query};
use super::join::join;
use super::tree;
use crate::runtime::flatten::{FlattenError, Leaf, ListNames, Pair, Tree, pairs};
use crate::runtime::spec::{Style, StyleKind};

/// Returns the encoded pairs `name=value` of a parameter. There are none for null, and for an empty list or object.
pub(crate) fn query_pairs(
    name: &str,
    value: &(impl Serialize + ?Sized),
    style: Style,
) -> Result<Vec<String>, FlattenError> {
    field_pairs(name, tree(value, style)?, style)
}

/// Returns the encoded pairs `name=value` of a value in a query or a form.
pub(crate) fn field_pairs(
    name: &str,
    value: Tree,
    style: Style,
) -> Result<Vec<String>, FlattenError> {
    let value = match separate(name, value, style) {
        Separated::Pairs(pairs) => return encoded(pairs, style),
        Separated::Joined(value) => value,
    };
    let separator = match style.kind {
        StyleKind::SpaceDelimited => "%20",
        StyleKind::PipeDelimited => "%7C",
        _ => ",",
    };
    let joined = match value {
        Tree::String(value) | Tree::Literal(value) => Some(in_styled_query(&value, style)),
        value => join(value, separator, separator, |item| {
            item_in_query(item, style)
        })?,
    };
    let is_complete = matches!(
        style.kind,
        StyleKind::QueryString | StyleKind::JsonQueryString
    );
    let name = in_query(name);
    Ok(joined
        .map(|joined| match is_complete {
            true => joined,
            false => format!("{name}={joined}"),
        })
        .into_iter()
        .collect())
}

/// Returns the pairs of a value in a multipart form, which are not encoded.
#[cfg(feature = "multipart")]
pub(crate) fn part_pairs(name: &str, value: Tree, style: Style) -> Result<Vec<Pair>, FlattenError> {
    let value = match separate(name, value, style) {
        Separated::Pairs(pairs) => return Ok(pairs),
        Separated::Joined(value) => value,
    };
    let separator = match style.kind {
        StyleKind::SpaceDelimited => " ",
        StyleKind::PipeDelimited => "|",
        _ => ",",
    };
    let joined = join(value, separator, separator, str::to_owned)?;
    let pair = joined.map(|joined| (name.to_owned(), Leaf::String(joined)));
    Ok(pair.into_iter().collect())
}

/// A value in a style that writes it as pairs, or as one string.
enum Separated {
    Pairs(Vec<Pair>),
    Joined(Tree),
}

fn separate(name: &str, value: Tree, style: Style) -> Separated {
    match style.kind {
        StyleKind::Brackets => Separated::Pairs(pairs(name, value, ListNames::Brackets)),
        StyleKind::DeepObject => Separated::Pairs(pairs(name, value, ListNames::Repeat)),
        _ if style.explode => Separated::Pairs(exploded(name, value)),
        _ => Separated::Joined(value),
    }
}

/// The pairs of an exploded value: those of an object have the names of its properties.
pub(super) fn exploded(name: &str, value: Tree) -> Vec<Pair> {
    match value {
        Tree::Object(properties) => properties
            .into_iter()
            .flat_map(|(name, value)| pairs(&name, value, ListNames::Repeat))
            .collect(),
        value => pairs(name, value, ListNames::Repeat),
    }
}

fn encoded(pairs: Vec<Pair>, style: Style) -> Result<Vec<String>, FlattenError> {
    let mut encoded = Vec::with_capacity(pairs.len());
    for (name, leaf) in pairs {
        match leaf {
            Leaf::String(value) => {
                let name = in_query(&name);
                encoded.push(format!("{name}={}", in_styled_query(&value, style)));
            }
            Leaf::Null => {}
            #[cfg(feature = "uploads")]
            Leaf::File(_) => {
                return Err(FlattenError(
                    "only a multipart form can carry a file".to_owned(),
                ));
            }
        }
    }
    Ok(encoded)
}
