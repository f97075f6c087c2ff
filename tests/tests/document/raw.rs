//! Access to the document as written, independent of how the generator interprets OpenAPI.

use oasmith_core::document::{Node, Value};

/// Returns the properties of an object.
pub fn properties(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let map = match &node.value {
        Value::Object(map) => Some(map),
        _ => None,
    };
    map.into_iter()
        .flatten()
        .map(|(key, node)| (&*key.text, node))
}

/// Returns the items of an array.
pub fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(items) => items,
        _ => &[],
    }
}

/// Returns the content of a string.
pub fn string(node: &Node) -> Option<&str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Returns the node at a path of property names.
pub fn at_path<'n>(node: &'n Node, path: &[&str]) -> Option<&'n Node> {
    path.iter().try_fold(node, |node, name| node.get(name))
}

/// Returns the target of a `$ref`, or the node itself.
pub fn resolved<'n>(root: &'n Node, node: &'n Node) -> &'n Node {
    let Some(reference) = node.get("$ref").and_then(string) else {
        return node;
    };
    let path: Vec<String> = reference
        .trim_start_matches("#/")
        .split('/')
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    at_path(root, &path).unwrap_or_else(|| panic!("{reference} has no target"))
}
