//! Rule: parameters and headers.
//!
//! In: a parameter or header. Out: it has a `schema` or `content`; one in the path is required. Keywords of a schema
//! that stand directly in it, as Swagger 2.0 had them, move into `schema`.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::dialect::grammar::{Kind, Member, member};
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::source::Origin;

/// Location and name of a parameter: no operation has two that agree in both.
pub(in crate::dialect) fn identity(node: &Node) -> Option<(String, String)> {
    let map = node.as_object()?;
    Some((
        tree::text(map, "in")?.to_owned(),
        tree::text(map, "name")?.to_owned(),
    ))
}

/// Adds what is missing.
pub(super) fn complete(map: &mut Map, kind: Kind, origin: Origin, cx: &mut Context<'_>) {
    if !map.contains_key("schema") && !map.contains_key("content") {
        let schema = misplaced(map, kind, origin, cx);
        tree::put(map, "schema", schema, origin);
    }
    if kind == Kind::Parameter
        && tree::text(map, "in") == Some("path")
        && !tree::is_true(map, "required")
    {
        cx.found.push(
            Diagnostic::warning(
                Code::IrregularDocument,
                "a parameter in the path must be `required: true`",
                origin,
            )
            .help("read as required"),
        );
        tree::put(map, "required", Value::Bool(true), origin);
    }
}

/// The schema made of keywords beside `name` and `in`; a string when there are none.
fn misplaced(map: &mut Map, kind: Kind, origin: Origin, cx: &mut Context<'_>) -> Value {
    let mut schema = Map::default();
    for (key, node) in std::mem::take(map) {
        if member(kind, &key.text) == Member::Unknown {
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
        "its keywords are read as those of its `schema`"
    };
    let message = match kind {
        Kind::Header => "a header without `schema` or `content`",
        _ => "a parameter without `schema` or `content`",
    };
    cx.found
        .push(Diagnostic::warning(Code::IrregularDocument, message, origin).help(help));
    Value::Object(schema)
}
