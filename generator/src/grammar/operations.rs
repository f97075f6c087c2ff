//! The operations of a path item: those of the fixed methods, and those of `additionalOperations`.

use super::METHODS;
use crate::document::{Key, Map, Node, Value};

/// The field with the operations of all other methods (OpenAPI 3.2).
const ADDITIONAL: &str = "additionalOperations";

/// Whether a field of a path item is an operation.
pub(crate) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

/// Returns the name of a method in HTTP. A fixed method is written in lower case in the document.
pub(crate) fn http_method(name: &str) -> String {
    match is_method(name) {
        true => name.to_ascii_uppercase(),
        false => name.to_owned(),
    }
}

/// Returns the operations of a path item with the keys of their methods.
pub(crate) fn operations(item: &Node) -> impl Iterator<Item = (&Key, &Node)> {
    let fixed = item.as_object().into_iter().flatten();
    let fixed = fixed.filter(|(key, _)| is_method(&key.text));
    let additional = item.get(ADDITIONAL).and_then(Node::as_object);
    let additional = additional.into_iter().flatten();
    fixed.chain(additional.filter(|(key, _)| is_named(key)))
}

/// Like [`operations`], for changing them.
pub(crate) fn operations_mut(item: &mut Map) -> impl Iterator<Item = (&Key, &mut Node)> {
    item.iter_mut().flat_map(|(key, node)| match key.as_str() {
        ADDITIONAL => additional_mut(node),
        name if is_method(name) => vec![(key, node)],
        _ => Vec::new(),
    })
}

fn additional_mut(node: &mut Node) -> Vec<(&Key, &mut Node)> {
    match &mut node.value {
        Value::Object(map) => map.iter_mut().filter(|(key, _)| is_named(key)).collect(),
        _ => Vec::new(),
    }
}

/// Whether a key is the name of a method rather than an extension.
fn is_named(key: &Key) -> bool {
    !key.text.starts_with("x-")
}
