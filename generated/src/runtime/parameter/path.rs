//! Parameters of a path.

use serde::Serialize;

use super::encode::in_styled_path;
use super::join::{join, plain};
use super::tree;
use crate::runtime::flatten::{FlattenError, Tree};
use crate::runtime::spec::{Style, StyleKind};

/// Encodes a parameter. In the styles `label` and `matrix`, null and an empty list or object become an empty string.
pub(crate) fn path_parameter(
    name: &str,
    value: &(impl Serialize + ?Sized),
    style: Style,
) -> Result<String, FlattenError> {
    let value = tree(value, style)?;
    let encode = |value: &str| in_styled_path(value, style);
    Ok(match (style.kind, style.explode) {
        (StyleKind::Matrix, explode) => matrix(name, value, explode, encode)?,
        (StyleKind::Label, true) => prefixed(".", join(value, ".", "=", encode)?),
        (StyleKind::Label, false) => prefixed(".", join(value, ",", ",", encode)?),
        (_, true) => required(join(value, ",", "=", encode)?)?,
        (_, false) => required(join(value, ",", ",", encode)?)?,
    })
}

/// An empty segment would address another resource.
fn required(joined: Option<String>) -> Result<String, FlattenError> {
    joined
        .filter(|joined| !joined.is_empty())
        .ok_or_else(|| FlattenError("it must not be empty".to_owned()))
}

fn prefixed(prefix: &str, joined: Option<String>) -> String {
    joined.map_or_else(String::new, |joined| format!("{prefix}{joined}"))
}

fn matrix(
    name: &str,
    value: Tree,
    explode: bool,
    encode: impl Fn(&str) -> String,
) -> Result<String, FlattenError> {
    let name = encode(name);
    let pair = |value: &str| match value {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    Ok(match value {
        Tree::List(items) if explode => {
            let items = items.into_iter().map(plain);
            let items = items.map(|item| Ok(pair(&encode(&item?.unwrap_or_default()))));
            items.collect::<Result<String, FlattenError>>()?
        }
        value @ Tree::Object(_) if explode => prefixed(";", join(value, ";", "=", encode)?),
        value => {
            let joined = join(value, ",", ",", encode)?;
            joined.map_or_else(String::new, |joined| pair(&joined))
        }
    })
}
