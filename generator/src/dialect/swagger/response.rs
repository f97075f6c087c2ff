//! Responses of Swagger 2.0: the schema becomes content, and the types of headers become schemas.

use crate::diagnostic::Diagnostics;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::{content, parameter};
use crate::media_type;

/// Converts a response. `produces` are the media types of the operation.
pub(super) fn convert(response: &mut Node, produces: &[Node], diagnostics: &mut Diagnostics) {
    let origin = response.origin;
    let Some(map) = tree::object_mut(response) else {
        return;
    };
    if map.contains_key("$ref") {
        return;
    }
    tree::take(map, "examples");
    if let Some(schema) = tree::take(map, "schema") {
        let is_file = schema.get("type").and_then(Node::as_str) == Some("file");
        let default = match is_file {
            true => "application/octet-stream",
            false => "application/json",
        };
        let default = [tree::string(default, origin)];
        // A file is not JSON, even if all other responses are.
        let is_json = |it: &&Node| it.as_str().is_some_and(media_type::is_json);
        let produces = produces.iter().filter(|it| !is_file || !is_json(it));
        let produces: Vec<Node> = produces.cloned().collect();
        let media_types = match produces.is_empty() {
            true => &default[..],
            false => &produces,
        };
        let content = content(media_types, &schema);
        map.insert(tree::key("content", schema.origin), content);
    }
    let headers = map.get_mut("headers").and_then(tree::object_mut);
    for header in headers.into_iter().flat_map(Map::values_mut) {
        let origin = header.origin;
        if let Value::Object(map) = &mut header.value {
            parameter::type_to_schema(map, origin, "simple", diagnostics);
        }
    }
}
