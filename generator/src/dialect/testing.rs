//! Documents for the tests of this stage, as JSON.

use crate::diagnostic::Diagnostics;
use crate::document::testing::node;
use crate::document::{Node, Value};

/// Normalizes a document.
pub(crate) fn normalize(json: &str) -> Node {
    super::normalize(node(json), &mut Diagnostics::default())
}

/// The codes of the diagnostics about a document.
pub(crate) fn codes(json: &str) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    super::normalize(node(json), &mut diagnostics);
    diagnostics
        .iter()
        .map(|it| format!("{:?}", it.code))
        .collect()
}

/// A document with component schemas.
pub(crate) fn with_schemas(schemas: &str) -> String {
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {schemas}}}}}"#
    )
}

/// Normalizes a schema.
pub(crate) fn schema(json: &str) -> serde_json::Value {
    let document = normalize(&with_schemas(&format!(
        r#"{{"S": {json}, "A": {{"type": "object"}}}}"#
    )));
    to_json(
        document
            .at_pointer("/components/schemas/S")
            .expect("the schema of the test"),
    )
}

/// The codes of the diagnostics about a schema.
pub(crate) fn schema_codes(json: &str) -> Vec<String> {
    codes(&with_schemas(&format!(
        r#"{{"S": {json}, "A": {{"type": "object"}}}}"#
    )))
}

/// Converts a tree to a JSON value, for comparison.
pub(crate) fn to_json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => {
            serde_json::from_str(&number.0).unwrap_or_else(|_| number.0.to_string().into())
        }
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(to_json).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, node)| (key.text.to_string(), to_json(node)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
