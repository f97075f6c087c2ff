//! Other files of a Swagger 2.0 document.
//!
//! A file is a document, or any part of one: a path item, a parameter, a response, a schema, or a map of these.

use crate::diagnostic::Diagnostics;
use crate::dialect::references::FILES;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::grammar::is_method;

use super::{Shared, operation, parameter, response, sections};

/// Returns the parameters of other files by their references, as written.
pub(super) fn parameters(root: &Map) -> Map {
    let mut parameters = Map::default();
    let files = root.get(FILES).and_then(Node::as_object);
    for (path, file) in files.into_iter().flatten() {
        let own = file.get("parameters").and_then(Node::as_object);
        for (name, parameter) in own.into_iter().flatten() {
            let reference = format!("{}#/parameters/{}", path.text, name.text);
            let mut parameter = parameter.clone();
            name_file(&mut parameter, &path.text);
            parameters.insert(tree::key(&reference, name.origin), parameter);
        }
    }
    parameters
}

/// Adds the path of the file to references within it, so that the node can be used in the document.
fn name_file(node: &mut Node, path: &str) {
    match &mut node.value {
        Value::Object(map) => {
            if let Some(reference) = map.get_mut("$ref")
                && let Value::String(text) = &mut reference.value
                && text.starts_with('#')
            {
                text.insert_str(0, path);
            }
            map.values_mut().for_each(|child| name_file(child, path));
        }
        Value::Array(items) => items.iter_mut().for_each(|child| name_file(child, path)),
        _ => {}
    }
}

/// Converts all other files.
pub(super) fn convert(root: &mut Map, shared: &mut Shared, diagnostics: &mut Diagnostics) {
    let files = root.get_mut(FILES).and_then(tree::object_mut);
    for file in files.into_iter().flat_map(Map::values_mut) {
        let origin = file.origin;
        let Value::Object(map) = &mut file.value else {
            continue;
        };
        match is_document(map) {
            true => sections(map, origin, shared, diagnostics),
            false => part(file, shared, diagnostics, true),
        }
    }
}

/// Whether a file has sections of a document. The `parameters` of a path item are an array instead of an object.
fn is_document(map: &Map) -> bool {
    ["definitions", "parameters", "responses", "paths"]
        .iter()
        .any(|section| map.get(*section).is_some_and(|it| it.as_object().is_some()))
        && !is_operation(map)
}

fn is_operation(map: &Map) -> bool {
    map.contains_key("responses") && (map.contains_key("operationId") || map.contains_key("tags"))
}

/// Converts a part of a document. Only the root of a file may be a map of parts.
fn part(node: &mut Node, shared: &Shared, diagnostics: &mut Diagnostics, may_be_map: bool) {
    let Some(map) = node.as_object() else { return };
    let has = |name: &str| map.contains_key(name);
    let is_schema = has("type") || has("properties") || has("allOf");
    let has_text = |name: &str| tree::text(map, name).is_some();
    let is_path = map
        .iter()
        .any(|(key, value)| is_method(&key.text) && value.get("responses").is_some());
    if is_path {
        operation::convert_all(node, shared, diagnostics);
    } else if has_text("in") && has_text("name") {
        parameter::convert(node, diagnostics);
    } else if !is_schema && has("description") && (has("schema") || has("headers")) {
        response::convert(node, &shared.produces, diagnostics);
    } else if !is_schema && may_be_map {
        let map = tree::object_mut(node);
        for value in map.into_iter().flat_map(Map::values_mut) {
            part(value, shared, diagnostics, false);
        }
    }
}
