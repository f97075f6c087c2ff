//! Lists and objects as one string.

use crate::runtime::flatten::{FlattenError, Tree};

/// Joins the items of a list, or the properties of an object, each encoded by `encode`.
///
/// A property is written as its name, `equals` and its value. Null properties are left out.
pub(super) fn join(
    value: Tree,
    separator: &str,
    equals: &str,
    encode: impl Fn(&str) -> String,
) -> Result<Option<String>, FlattenError> {
    Ok(match value {
        Tree::Null => None,
        Tree::String(string) | Tree::Literal(string) => Some(encode(&string)),
        Tree::List(items) => {
            let items = items.into_iter().map(plain);
            let items: Vec<String> = items
                .map(|item| item.map(|item| encode(&item.unwrap_or_default())))
                .collect::<Result<_, _>>()?;
            (!items.is_empty()).then(|| items.join(separator))
        }
        Tree::Object(properties) => {
            let mut parts = Vec::new();
            for (name, value) in properties {
                if let Some(value) = plain(value)? {
                    parts.push(format!("{}{equals}{}", encode(&name), encode(&value)));
                }
            }
            (!parts.is_empty()).then(|| parts.join(separator))
        }
        Tree::File(_) => return Err(not_plain()),
    })
}

/// Returns a plain value, or `None` for null.
pub(super) fn plain(value: Tree) -> Result<Option<String>, FlattenError> {
    match value {
        Tree::Null => Ok(None),
        Tree::String(string) | Tree::Literal(string) => Ok(Some(string)),
        Tree::List(_) | Tree::Object(_) => Err(not_plain()),
        Tree::File(_) => Err(not_plain()),
    }
}

fn not_plain() -> FlattenError {
    FlattenError(
        "the style of the parameter does not allow nested lists, objects or files".to_owned(),
    )
}
