//! Operations as OpenAPI operation objects.
//!
//! Input: an [`Operation`] of the SDK. Output: an operation object.

use oasmith_core::document::Node;

use super::build::{array, boolean, insert, object, string};
use super::components::Components;
use super::ids::operation_id;
use super::names::Names;
use crate::config::Config;
use crate::sdk::{Body, Operation, RecordField, Response, Type, record};

/// Converts an operation.
pub fn operation(
    operation: &Operation,
    components: &mut Components<'_>,
    names: &Names<'_>,
    config: &Config,
) -> Node {
    let mut written = object([("operationId", string(operation_id(operation, config)))]);
    if operation.deprecated {
        insert(&mut written, "deprecated", boolean(true));
    }
    let parameters = parameters(operation, components);
    if !parameters.is_empty() {
        insert(&mut written, "parameters", array(parameters));
    }
    if let Some(body) = &operation.body {
        insert(&mut written, "requestBody", request_body(body, components));
    }
    let ok = response(&operation.response, components);
    insert(&mut written, "responses", object([("200", ok)]));
    let schemes: Vec<&String> = operation
        .security
        .iter()
        .filter_map(|name| config.security.get(name))
        .collect();
    if !schemes.is_empty() && schemes != config.default_security.iter().collect::<Vec<_>>() {
        let one = |name: &String| object([(name.clone(), array([]))]);
        insert(
            &mut written,
            "security",
            array(schemes.into_iter().map(one)),
        );
    }
    let headers = operation.fixed_headers.iter();
    let headers: Vec<(String, Node)> = headers
        .filter(|(name, _)| name != "Content-Type")
        .map(|(name, value)| (name.clone(), string(value.clone())))
        .collect();
    if !headers.is_empty() {
        insert(&mut written, "x-headers", object(headers));
    }
    insert(&mut written, "x-source", names.source(&operation.module));
    written
}

/// A parameter object.
pub fn parameter(place: &str, field: &RecordField, components: &mut Components<'_>) -> Node {
    let name = field.wire.trim_end_matches("[]");
    let mut written = object([("name", string(name)), ("in", string(place))]);
    if field.required || place == "path" {
        insert(&mut written, "required", boolean(true));
    }
    if place == "query" && is_object(&field.ty, components) {
        insert(&mut written, "style", string("deepObject"));
        insert(&mut written, "explode", boolean(true));
    }
    let schema = components.schema(&without_null(&field.ty));
    insert(&mut written, "schema", schema);
    written
}

fn parameters(operation: &Operation, components: &mut Components<'_>) -> Vec<Node> {
    let path = operation
        .path_parameters
        .iter()
        .map(|(name, ty)| RecordField {
            name: name.clone(),
            wire: name.clone(),
            ty: ty.clone(),
            required: true,
        });
    let mut written: Vec<Node> = path
        .map(|field| parameter("path", &field, components))
        .collect();
    for (place, fields) in [("query", &operation.query), ("header", &operation.headers)] {
        for field in fields {
            written.push(parameter(place, field, components));
        }
    }
    written
}

/// Removes `null` from a type: it cannot be sent in a query, so the parameter is left out instead.
fn without_null(ty: &Type) -> Type {
    match ty {
        Type::Union(types, tag) => {
            let types: Vec<Type> = types
                .iter()
                .filter(|it| **it != Type::Null)
                .cloned()
                .collect();
            match types.as_slice() {
                [only] => only.clone(),
                _ => Type::Union(types, tag.clone()),
            }
        }
        ty => ty.clone(),
    }
}

fn is_object(ty: &Type, components: &Components<'_>) -> bool {
    match ty {
        Type::Map(_) => true,
        Type::Named(id) => match components.types.alias(id) {
            Some(ty) => is_object(&ty, components),
            None => record(components.types, id).is_some(),
        },
        Type::Union(types, _) => {
            let mut types = types.iter().filter(|it| **it != Type::Null);
            types.all(|ty| is_object(ty, components))
        }
        _ => false,
    }
}

fn request_body(body: &Body, components: &mut Components<'_>) -> Node {
    let schema = body_schema(body, components);
    let media = match body.multipart {
        true => "multipart/form-data",
        false => "application/json",
    };
    let content = object([(media, object([("schema", schema)]))]);
    let required = body.fields.iter().any(|it| it.required);
    object([("required", boolean(required)), ("content", content)])
}

/// The schema of a body. A body that is declared as a union remains one.
fn body_schema(body: &Body, components: &mut Components<'_>) -> Node {
    match &body.declared {
        Some(id) if components.types.is_union(id) => {
            let declared = components.types.alias(id).unwrap_or(Type::Any);
            components.schema(&declared)
        }
        _ => components.fields(&body.fields),
    }
}

fn response(response: &Response, components: &mut Components<'_>) -> Node {
    let mut content = Vec::new();
    let schema = |schema: Node| object([("schema", schema)]);
    if let Some(ty) = &response.json {
        let item = components.schema(ty);
        let json = match &response.page {
            Some(page) => self::page(page, item),
            None => item,
        };
        content.push(("application/json".to_owned(), schema(json)));
    }
    if let Some(media) = &response.binary {
        let bytes = components.schema(&Type::Binary);
        content.push((media.clone(), schema(bytes)));
    }
    if let Some(event) = &response.event {
        let event = components.schema(event);
        content.push(("text/event-stream".to_owned(), schema(event)));
    }
    let mut written = object([("description", string(""))]);
    if !content.is_empty() {
        insert(&mut written, "content", object(content));
    }
    written
}

/// The schema of a page: its items, and the properties of the page class that lead to the next page.
fn page(class: &str, item: Node) -> Node {
    let list = object([("type", string("array")), ("items", item)]);
    let typed = |name| object([("type", string(name))]);
    let cursor = || {
        let types = ["string", "null"].map(|name| object([("type", string(name))]));
        object([("anyOf", array(types))])
    };
    let mut properties = vec![("data", list)];
    match class {
        "Page" => properties.push(("object", typed("string"))),
        "ConversationCursorPage" => {
            properties.push(("has_more", typed("boolean")));
            properties.push(("last_id", cursor()));
        }
        "NextCursorPage" | "TokenPage" => {
            properties.push(("has_more", typed("boolean")));
            properties.push(("next", cursor()));
        }
        _ => properties.push(("has_more", typed("boolean"))),
    }
    object([
        ("type", string("object")),
        ("properties", object(properties)),
        ("required", array([string("data")])),
    ])
}
