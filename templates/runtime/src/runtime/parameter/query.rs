//! Parameters of a query.

use serde::Serialize;

use super::encode::in_query;
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
    let separator = match style.kind {
        StyleKind::Brackets => return encoded(pairs(name, value, ListNames::Brackets), style),
        StyleKind::DeepObject => return encoded(pairs(name, value, ListNames::Repeat), style),
        StyleKind::SpaceDelimited => "%20",
        StyleKind::PipeDelimited => "%7C",
        _ => ",",
    };
    if style.explode {
        return encoded(exploded(name, value), style);
    }
    let joined = join(value, separator, separator, |value| in_query(value, style))?;
    let name = in_query(name, Style::FORM);
    Ok(joined
        .map(|joined| format!("{name}={joined}"))
        .into_iter()
        .collect())
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
                let name = in_query(&name, Style::FORM);
                encoded.push(format!("{name}={}", in_query(&value, style)));
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
