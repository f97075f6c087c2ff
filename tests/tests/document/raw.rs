//! The document as it is written, overlays applied: read without anything the generator knows of OpenAPI.

use oasmith::document::{Node, Value};

/// The members of an object.
pub fn members(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let map = match &node.value {
        Value::Object(map) => Some(map),
        _ => None,
    };
    map.into_iter()
        .flatten()
        .map(|(key, node)| (&*key.text, node))
}

/// The items of an array.
pub fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(items) => items,
        _ => &[],
    }
}

/// The text of a string.
pub fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The node below by member names.
pub fn below<'n>(node: &'n Node, path: &[&str]) -> Option<&'n Node> {
    path.iter().try_fold(node, |node, name| node.get(name))
}

/// What a `$ref` names, or the node itself.
pub fn resolved<'n>(root: &'n Node, node: &'n Node) -> &'n Node {
    let Some(reference) = node.get("$ref").and_then(text) else {
        return node;
    };
    let path: Vec<String> = reference
        .trim_start_matches("#/")
        .split('/')
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    below(root, &path).unwrap_or_else(|| panic!("{reference} leads to nothing"))
}
