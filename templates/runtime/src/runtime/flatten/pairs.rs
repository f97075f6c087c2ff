//! A value as pairs of a name and a string or file, as forms and exploded queries carry it.

use super::Tree;
#[cfg(feature = "uploads")]
use crate::runtime::upload::Upload;

/// The names of the items of a list. Without brackets, an item that is a list or an object is named `key[0]`, since its
/// own items and properties would otherwise be mixed with those of the other items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListNames {
    /// `key[]` for each item. A name that ends in `[]` is used unchanged.
    Brackets,
    /// `key` for each item.
    Repeat,
}

/// The value of a pair.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf {
    Null,
    String(String),
    #[cfg(feature = "uploads")]
    File(Upload),
}

/// A name and its value.
pub(crate) type Pair = (String, Leaf);

/// Returns the pairs of a value. A property of an object is named `key[property]`.
pub(crate) fn pairs(name: &str, value: Tree, list_names: ListNames) -> Vec<Pair> {
    let mut pairs = Vec::new();
    push(name.to_owned(), value, list_names, &mut pairs);
    pairs
}

fn push(name: String, value: Tree, list_names: ListNames, pairs: &mut Vec<Pair>) {
    match value {
        Tree::Null => pairs.push((name, Leaf::Null)),
        Tree::String(string) | Tree::Literal(string) => pairs.push((name, Leaf::String(string))),
        #[cfg(feature = "uploads")]
        Tree::File(file) => pairs.push((name, Leaf::File(file))),
        Tree::List(items) => {
            let name = match list_names {
                ListNames::Brackets if !name.ends_with("[]") => format!("{name}[]"),
                _ => name,
            };
            for (index, item) in items.into_iter().enumerate() {
                let is_nested = matches!(item, Tree::List(_) | Tree::Object(_));
                let name = match list_names {
                    ListNames::Repeat if is_nested => format!("{name}[{index}]"),
                    _ => name.clone(),
                };
                push(name, item, list_names, pairs);
            }
        }
        Tree::Object(properties) => {
            for (key, value) in properties {
                push(format!("{name}[{key}]"), value, list_names, pairs);
            }
        }
    }
}
