//! Rule: parameters and headers.
//!
//! Input: a parameter or header. Output: it has `schema` or `content`, and a path parameter is required. Schema keywords
//! directly in a parameter, as in Swagger 2.0, are moved into `schema`.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::grammar::{Field, ObjectKind, field};
use crate::source::Origin;

/// Adds missing fields.
pub(super) fn complete(map: &mut Map, kind: ObjectKind, origin: Origin, cx: &mut Context<'_>) {
    if !map.contains_key("schema") && !map.contains_key("content") {
        let schema = misplaced(map, kind, origin, cx);
        tree::put(map, "schema", schema, origin);
    }
    if kind == ObjectKind::Parameter && tree::text(map, "in") == Some("querystring") {
        query_string(map, cx);
    }
    if tree::text(map, "in") == Some("cookie") && tree::text(map, "style") == Some("cookie") {
        mark_style(map, "cookie", origin);
    }
    if kind == ObjectKind::Parameter {
        allow_reserved(map, cx);
    }
    if kind == ObjectKind::Parameter && tree::text(map, "in") == Some("header") {
        report_header_of_client(map, cx);
    }
    if kind == ObjectKind::Parameter
        && tree::text(map, "in") == Some("path")
        && !tree::is_true(map, "required")
    {
        cx.diagnostics.push(
            Diagnostic::warning(
                Code::IrregularDocument,
                "a path parameter must have `required: true`",
                origin,
            )
            .help("read as required"),
        );
        tree::put(map, "required", Value::Bool(true), origin);
    }
}

/// Turns a `querystring` parameter (OpenAPI 3.2) into a query parameter. A form is exploded: each property is sent as a
/// separate parameter. Any other media type is the complete query.
fn query_string(map: &mut Map, cx: &mut Context<'_>) {
    let content = map.get("content").and_then(Node::as_object);
    let Some((_, media)) = content.and_then(|content| content.first()) else {
        return;
    };
    let origin = media.origin;
    let form = content.and_then(|content| content.get("application/x-www-form-urlencoded"));
    let encoding = form.and_then(|form| form.field("encoding"));
    if let Some((key, _)) = encoding {
        cx.diagnostics.push(
            Diagnostic::warning(
                Code::UnsupportedKeyword,
                "`encoding` of a query string is not supported",
                key.origin,
            )
            .help("each property is sent in the style `form`"),
        );
    }
    let schema = form.and_then(|form| form.get("schema")).cloned();
    tree::put(map, "in", Value::String("query".to_owned()), origin);
    match schema {
        Some(schema) => {
            tree::take(map, "content");
            tree::put(map, "style", Value::String("form".to_owned()), origin);
            tree::put(map, "explode", Value::Bool(true), origin);
            map.insert(tree::key("schema", origin), schema);
        }
        None => mark_style(map, "query-string", origin),
    }
}

/// Marks a path parameter with `allowReserved` (OpenAPI 3.2). Reports the field where nothing would be encoded, or where
/// a reserved character would end the value.
fn allow_reserved(map: &mut Map, cx: &mut Context<'_>) {
    let Some((key, _)) = map.get_key_value("allowReserved") else {
        return;
    };
    let origin = key.origin;
    if !tree::is_true(map, "allowReserved") {
        return;
    }
    match tree::text(map, "in") {
        Some("path") => tree::put(map, "x-allow-reserved", Value::Bool(true), origin),
        Some(location @ ("header" | "cookie")) => cx.diagnostics.push(Diagnostic::warning(
            Code::IneffectiveKeyword,
            format!("`allowReserved` has no effect in a {location} parameter"),
            origin,
        )),
        _ => {}
    }
}

/// Replaces the style by one that OpenAPI 3.0 does not have.
fn mark_style(map: &mut Map, style: &str, origin: Origin) {
    tree::take(map, "style");
    tree::put(map, "x-style", Value::String(style.to_owned()), origin);
}

/// Reports a header that the client sets from the media types and the security of the operation.
fn report_header_of_client(map: &Map, cx: &mut Context<'_>) {
    const NAMES: [&str; 3] = ["accept", "authorization", "content-type"];
    let Some(node) = map.get("name") else { return };
    let name = node.as_str().unwrap_or_default();
    if NAMES.contains(&name.to_ascii_lowercase().as_str()) {
        cx.diagnostics.push(
            Diagnostic::warning(
                Code::IneffectiveKeyword,
                format!("the header parameter `{name}` has no effect"),
                node.origin,
            )
            .help("its value follows from the media types and the security of the operation"),
        );
    }
}

/// Moves schema keywords out of the parameter into a schema. If there are none, the schema is a string.
fn misplaced(map: &mut Map, kind: ObjectKind, origin: Origin, cx: &mut Context<'_>) -> Value {
    let mut schema = Map::default();
    for (key, node) in std::mem::take(map) {
        if field(kind, &key.text) == Field::Unknown {
            schema.insert(key, node);
        } else {
            map.insert(key, node);
        }
    }
    let help = if schema.is_empty() {
        tree::put(
            &mut schema,
            "type",
            Value::String("string".to_owned()),
            origin,
        );
        "read as a string"
    } else {
        "its other keywords are read as its `schema`"
    };
    let message = match kind {
        ObjectKind::Header => "this header has neither `schema` nor `content`",
        _ => "this parameter has neither `schema` nor `content`",
    };
    cx.diagnostics
        .push(Diagnostic::warning(Code::IrregularDocument, message, origin).help(help));
    Value::Object(schema)
}
