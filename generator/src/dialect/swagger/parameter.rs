//! Other parameters of Swagger 2.0: the type becomes a schema, and `collectionFormat` becomes a style.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::source::Origin;

/// The fields that are the same in OpenAPI 3.0. All others belong to the schema.
const KEPT: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "allowEmptyValue",
    "deprecated",
    "$ref",
];

/// The parameters that become components.
pub(super) fn components(parameters: &Map, diagnostics: &mut Diagnostics) -> Map {
    let mut components = Map::default();
    for (key, parameter) in parameters {
        if !is_body(parameter) {
            let mut parameter = parameter.clone();
            convert(&mut parameter, diagnostics);
            components.insert(key.clone(), parameter);
        }
    }
    components
}

/// Whether a parameter belongs to the body or a form.
pub(super) fn is_body(parameter: &Node) -> bool {
    let location = parameter.get("in").and_then(Node::as_str);
    matches!(location, Some("body" | "formData"))
}

/// Converts a parameter in a path, a query or a header.
pub(super) fn convert(parameter: &mut Node, diagnostics: &mut Diagnostics) {
    let origin = parameter.origin;
    let Some(map) = tree::object_mut(parameter) else {
        return;
    };
    if map.contains_key("$ref") {
        return;
    }
    let default = match tree::text(map, "in") {
        Some("query") => "form",
        _ => "simple",
    };
    type_to_schema(map, origin, default, diagnostics);
}

/// Moves the fields of the type into a schema.
pub(super) fn type_to_schema(
    map: &mut Map,
    origin: Origin,
    default_style: &str,
    diagnostics: &mut Diagnostics,
) {
    if map.contains_key("schema") {
        return;
    }
    let format = tree::take(map, "collectionFormat");
    let mut schema = Map::default();
    for (key, node) in std::mem::take(map) {
        let is_kept = KEPT.contains(&key.text.as_ref()) || key.text.starts_with("x-");
        // `x-nullable` and the names of values describe the type.
        match is_kept && !matches!(key.text.as_ref(), "x-nullable" | "x-enum-varnames") {
            true => map.insert(key, node),
            false => schema.insert(key, node),
        };
    }
    let is_list = tree::text(&schema, "type") == Some("array");
    remove_inner_formats(&mut schema);
    let schema_origin = schema.get("type").map_or(origin, |node| node.origin);
    tree::put(map, "schema", Value::Object(schema), schema_origin);
    if is_list {
        let (style, explode) = style(format.as_ref(), default_style, diagnostics);
        tree::put(map, "style", Value::String(style.to_owned()), origin);
        tree::put(map, "explode", Value::Bool(explode), origin);
    }
}

/// Returns the style of an array, and whether it is exploded.
pub(super) fn style<'s>(
    format: Option<&Node>,
    default: &'s str,
    diagnostics: &mut Diagnostics,
) -> (&'s str, bool) {
    let Some(format) = format else {
        return (default, false);
    };
    match (format.as_str(), default) {
        (Some("csv"), _) => (default, false),
        (Some("multi"), "form") => (default, true),
        (Some("ssv"), "form") => ("spaceDelimited", false),
        (Some("pipes"), "form") => ("pipeDelimited", false),
        _ => {
            let shown = format.as_str().unwrap_or_default();
            let message = format!("`collectionFormat: {shown}` is not supported here");
            diagnostics.push(
                Diagnostic::warning(Code::UnsupportedKeyword, message, format.origin)
                    .help("items are separated by commas instead"),
            );
            (default, false)
        }
    }
}

/// Removes `collectionFormat` from nested arrays, whose items are always separated by commas.
fn remove_inner_formats(schema: &mut Map) {
    tree::take(schema, "collectionFormat");
    if let Some(items) = schema.get_mut("items").and_then(tree::object_mut) {
        remove_inner_formats(items);
    }
}
