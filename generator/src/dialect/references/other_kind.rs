//! References to a component of another kind, such as to a schema where a response is expected.
//!
//! Input: the document, the target, and the expected kind. Output: what the reference must refer to instead, and an
//! error for each such reference. The document is not changed.

use super::component::{Component, component_reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::tree;
use crate::document::{Map, Node, Value, push_pointer};
use crate::grammar::ObjectKind;
use crate::media_type;

/// What a reference must refer to instead.
pub(super) enum Replacement {
    /// A part of the target.
    Part(String),
    /// A new component of the expected kind.
    Component { name: String, node: Node },
}

/// Returns the replacement for a target of another kind, or `None` if there is no sensible one.
pub(super) fn replacement(
    root: &Node,
    target: &Component<'_>,
    pointer: &str,
    expected: ObjectKind,
) -> Option<Replacement> {
    let node = root.at_pointer(pointer)?;
    let map = node.as_object()?;
    if expected == ObjectKind::Schema && target.section != "schemas" {
        if let Some(part) = schema_in(map, pointer) {
            return Some(Replacement::Part(part));
        }
        // A schema in the wrong section.
        return ["type", "properties", "allOf", "anyOf", "oneOf", "enum"]
            .iter()
            .any(|keyword| map.contains_key(*keyword))
            .then(|| copy(root, target, node.clone(), expected));
    }
    if fits(map, expected) {
        return Some(copy(root, target, node.clone(), expected));
    }
    if target.section != "schemas" {
        return None;
    }
    let schema = tree::reference(component_reference("schemas", &target.name), node.origin);
    let wrapped = match expected {
        ObjectKind::Response | ObjectKind::RequestBody => {
            let media_type = tree::single("schema", schema, node.origin);
            let content = tree::single("application/json", media_type, node.origin);
            tree::single("content", content, node.origin)
        }
        ObjectKind::Header => tree::single("schema", schema, node.origin),
        _ => return None,
    };
    Some(copy(root, target, wrapped, expected))
}

/// The error about the reference.
pub(super) fn diagnostic(
    written: &Node,
    target: &Component<'_>,
    expected: ObjectKind,
) -> Diagnostic {
    let text = written.as_str().unwrap_or_default();
    let message = format!(
        "`{text}` is in `components.{}` but used as {}",
        target.section,
        expected.context().trim_start_matches("in ")
    );
    Diagnostic::error(Code::DanglingReference, message, written.origin)
        .fallback("the target is read as the expected kind")
        .help(format!(
            "refer to a component in `components.{}`",
            expected.section()
        ))
}

/// The pointer of the schema in a parameter, header, request body or response; JSON is preferred.
fn schema_in(map: &Map, pointer: &str) -> Option<String> {
    let mut pointer = pointer.to_owned();
    if map.contains_key("schema") {
        push_pointer(&mut pointer, "schema");
        return Some(pointer);
    }
    let content = map.get("content")?.as_object()?;
    let mut with_schema = content.iter().filter(|(_, it)| it.get("schema").is_some());
    let first = with_schema.clone().next();
    let (media_type, _) = with_schema
        .find(|(name, _)| media_type::is_json(&name.text))
        .or(first)?;
    for token in ["content", &media_type.text, "schema"] {
        push_pointer(&mut pointer, token);
    }
    Some(pointer)
}

/// Whether an object has the form of the expected kind.
fn fits(map: &Map, expected: ObjectKind) -> bool {
    match expected {
        ObjectKind::Parameter => map.contains_key("in") && map.contains_key("name"),
        ObjectKind::RequestBody | ObjectKind::Response => {
            matches!(
                map.get("content"),
                Some(Node {
                    value: Value::Object(_),
                    ..
                })
            )
        }
        ObjectKind::Header => map.contains_key("schema"),
        _ => false,
    }
}

/// A component of the expected kind with the name of the target, or a longer one if that is in use.
fn copy(root: &Node, target: &Component<'_>, node: Node, expected: ObjectKind) -> Replacement {
    let section = expected.section();
    let is_used = root
        .get("components")
        .and_then(|components| components.get(section)?.get(&target.name))
        .is_some();
    let name = match is_used {
        true => format!("{}_{}", target.name, target.section),
        false => target.name.to_string(),
    };
    Replacement::Component { name, node }
}
