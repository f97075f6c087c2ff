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
        spread_query_string(map);
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

/// Turns a `querystring` parameter with a form (OpenAPI 3.2) into an exploded query parameter: each property is sent as
/// a separate parameter.
fn spread_query_string(map: &mut Map) {
    let content = map.get("content").and_then(Node::as_object);
    let form = content.and_then(|content| content.get("application/x-www-form-urlencoded"));
    let Some(schema) = form.and_then(|form| form.get("schema")).cloned() else {
        return;
    };
    let origin = schema.origin;
    tree::take(map, "content");
    tree::put(map, "in", Value::String("query".to_owned()), origin);
    tree::put(map, "style", Value::String("form".to_owned()), origin);
    tree::put(map, "explode", Value::Bool(true), origin);
    map.insert(tree::key("schema", origin), schema);
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
