//! The component schemas of the document as they are written, overlays applied.
//!
//! In: `spec/`. Out: schemas as plain JSON, and what a reference leads to. Reading and overlays are the generator's;
//! what schemas mean is said anew in this test, or it would prove nothing.

use oasmith::document::write_json;
use oasmith::source::SourceFile;
use oasmith_tests::repository;
use serde_json::{Map, Value};

const DOCUMENT: &str = "spec/openai.yaml";

/// All component schemas, by name.
pub struct Schemas(Map<String, Value>);

impl Schemas {
    /// Those of this repository; none where there is no document.
    pub fn read() -> Option<Self> {
        let text = repository::text(&repository::path(DOCUMENT))?;
        let sources = repository::embedded(SourceFile::new(DOCUMENT, text));
        let tree = repository::tree(sources);
        let mut json: Value = serde_json::from_str(&write_json(&tree)).expect("JSON");
        match json["components"]["schemas"].take() {
            Value::Object(schemas) => Some(Self(schemas)),
            other => panic!("component schemas are {other}"),
        }
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The schema of this name.
    pub fn get(&self, name: &str) -> &Value {
        self.0
            .get(name)
            .unwrap_or_else(|| panic!("there is no schema {name}"))
    }

    /// The name of the component that a reference leads to.
    pub fn name_of<'r>(&self, reference: &'r str) -> &'r str {
        reference
            .strip_prefix("#/components/schemas/")
            .unwrap_or_else(|| panic!("{reference} is no component schema"))
    }
}

/// The branches of a union: `anyOf` or `oneOf`.
pub fn branches(schema: &Value) -> Option<&[Value]> {
    ["anyOf", "oneOf"]
        .iter()
        .find_map(|keyword| schema.get(*keyword)?.as_array().map(Vec::as_slice))
}

/// The items of an array below a schema; none if there is no such keyword.
pub fn list<'s>(schema: &'s Value, keyword: &str) -> &'s [Value] {
    schema
        .get(keyword)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
