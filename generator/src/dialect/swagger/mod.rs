//! Converts Swagger 2.0 to OpenAPI 3.0.
//!
//! Input: the document as published. Output: an equivalent OpenAPI 3.0 document; each node has the origin of the node
//! it was made from, so that later diagnostics point at the source. A document of another version is unchanged.
//!
//! - `server`: `host`, `basePath` and `schemes` become `servers`.
//! - `operation`: parameters in the body and in forms become request bodies in the media types of `consumes`.
//! - `parameter`: types and `collectionFormat` of all other parameters become schemas and styles.
//! - `response`: schemas become content in the media types of `produces`.
//! - `files`: other files, by what they contain.
//! - `security`, `schema`: security schemes, and the few keywords of schemas that differ.

mod files;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;
mod server;

use crate::diagnostic::Diagnostics;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::source::Origin;

/// The parts of a document that its operations refer to.
struct Shared {
    /// The parameters of the document by name, as written.
    parameters: Map,
    /// The parameters of other files by their references, `common.yaml#/parameters/Limit`, as written.
    elsewhere: Map,
    /// `consumes` and `produces` of the document.
    consumes: Vec<Node>,
    produces: Vec<Node>,
}

/// Converts a Swagger 2.0 document, and the other files that it refers to.
pub(super) fn convert(root: &mut Node, diagnostics: &mut Diagnostics) {
    let origin = root.origin;
    let Value::Object(map) = &mut root.value else {
        return;
    };
    if !is_swagger(map) || map.contains_key("openapi") {
        return;
    }
    let at = tree::take(map, "swagger").map_or(origin, |version| version.origin);
    let version = tree::string("3.0.3", at);
    tree::insert_at(map, 0, "openapi", version);
    server::convert(map);
    let mut shared = Shared {
        parameters: Map::default(),
        elsewhere: files::parameters(map),
        consumes: take_list(map, "consumes"),
        produces: take_list(map, "produces"),
    };
    sections(map, origin, &mut shared, diagnostics);
    files::convert(map, &mut shared, diagnostics);
    schema::convert(root);
}

fn is_swagger(map: &Map) -> bool {
    map.get("swagger")
        .is_some_and(|version| match &version.value {
            Value::String(text) => text.as_str() == "2.0" || text.as_str() == "2",
            Value::Number(number) => matches!(number.0.as_ref(), "2.0" | "2"),
            _ => false,
        })
}

/// Converts the operations of a document, and what they share. The sections become components.
fn sections(map: &mut Map, origin: Origin, shared: &mut Shared, diagnostics: &mut Diagnostics) {
    shared.parameters = take_map(map, "parameters");
    let mut components = Map::default();
    if let Some(schemas) = tree::take(map, "definitions") {
        components.insert(tree::key("schemas", schemas.origin), schemas);
    }
    if let Some(mut responses) = tree::take(map, "responses") {
        let all = tree::object_mut(&mut responses).into_iter();
        for response in all.flat_map(Map::values_mut) {
            response::convert(response, &shared.produces, diagnostics);
        }
        components.insert(tree::key("responses", responses.origin), responses);
    }
    let parameters = parameter::components(&shared.parameters, diagnostics);
    if !parameters.is_empty() {
        tree::put(
            &mut components,
            "parameters",
            Value::Object(parameters),
            origin,
        );
    }
    if let Some(mut schemes) = tree::take(map, "securityDefinitions") {
        security::convert(&mut schemes);
        components.insert(tree::key("securitySchemes", schemes.origin), schemes);
    }
    let paths = map.get_mut("paths").and_then(tree::object_mut);
    for item in paths.into_iter().flat_map(Map::values_mut) {
        operation::convert_all(item, shared, diagnostics);
    }
    if !components.is_empty() {
        tree::put(map, "components", Value::Object(components), origin);
    }
}

/// Removes an object and returns its fields.
fn take_map(map: &mut Map, name: &str) -> Map {
    match tree::take(map, name).map(|node| node.value) {
        Some(Value::Object(fields)) => fields,
        _ => Map::default(),
    }
}

/// Removes an array and returns its items.
fn take_list(map: &mut Map, name: &str) -> Vec<Node> {
    tree::take_array(map, name).map_or_else(Vec::new, |(items, _)| items)
}

/// Returns a `content` object that has the schema for each media type.
fn content(media_types: &[Node], schema: &Node) -> Node {
    let mut content = Map::default();
    for name in media_types {
        if let Some(text) = name.as_str() {
            let media_type = tree::single("schema", schema.clone(), schema.origin);
            content.insert(tree::key(text, name.origin), media_type);
        }
    }
    tree::node(Value::Object(content), schema.origin)
}

#[cfg(test)]
mod tests;
