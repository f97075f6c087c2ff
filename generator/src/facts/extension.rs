//! Recognizes `x-` extensions that are documentation, and extracts the facts in them.
//!
//! Input: the name and value of an extension. It recognizes the typical form of documentation rather than particular
//! extensions.

use crate::document::{Map, Node, Value};

/// A longer string with spaces is a sentence, not an identifier.
const MAX_IDENTIFIER: usize = 100;

/// Whether an extension contains prose, examples or sample code.
pub(super) fn is_documentation(name: &str, value: &Node) -> bool {
    let name = name.to_ascii_lowercase();
    ["sample", "example", "description"]
        .iter()
        .any(|word| name.contains(word))
        || has_prose(value)
}

fn has_prose(node: &Node) -> bool {
    const PROSE: [&str; 5] = ["description", "summary", "example", "examples", "markdown"];
    match &node.value {
        Value::String(text) => {
            text.contains('\n') || (text.len() > MAX_IDENTIFIER && text.contains(' '))
        }
        Value::Array(items) => items.iter().any(has_prose),
        Value::Object(map) => map
            .iter()
            .any(|(key, node)| PROSE.contains(&&*key.text) || has_prose(node)),
        _ => false,
    }
}

/// Returns the facts in a documentation extension: the group and the name that the API gives to the object.
pub(super) fn facts(value: &Node) -> Option<Node> {
    let map = value.as_object()?;
    let kept: Map = map
        .iter()
        .filter(|(key, node)| matches!(&*key.text, "group" | "name") && node.as_str().is_some())
        .map(|(key, node)| (key.clone(), node.clone()))
        .collect();
    (!kept.is_empty()).then(|| Node::new(Value::Object(kept), value.origin))
}
