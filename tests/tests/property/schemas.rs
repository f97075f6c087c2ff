//! The component schemas of the document as written, with overlays applied.
//!
//! Input: `spec/`. Output: schemas as JSON, and the targets of references. The generator parses the document and applies
//! overlays; schemas are interpreted independently in this test, so that it can detect errors of the generator.

use oasmith_core::document::write_json;
use oasmith_core::source::SourceFile;
use oasmith_tests::repository;
use serde_json::{Map, Value};

const DOCUMENT: &str = "spec/openai.yaml";

/// All component schemas, by name.
pub struct Schemas(Map<String, Value>);

impl Schemas {
    /// Reads the schemas of this repository. Returns `None` without a document.
    pub fn read() -> Option<Self> {
        let text = repository::text(&repository::path(DOCUMENT))?;
        let sources = repository::embedded(SourceFile::new(DOCUMENT, text));
        let tree = repository::tree(sources);
        let mut json: Value = serde_json::from_str(&write_json(&tree)).expect("JSON");
        match json["components"]["schemas"].take() {
            Value::Object(schemas) => Some(Self(schemas)),
            other => panic!("expected an object of component schemas, found {other}"),
        }
    }

    /// Returns the names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Returns a schema by name.
    pub fn get(&self, name: &str) -> &Value {
        self.0
            .get(name)
            .unwrap_or_else(|| panic!("unknown schema {name}"))
    }

    /// Returns the name of the component that a reference refers to.
    pub fn target<'r>(&self, reference: &'r str) -> &'r str {
        reference
            .strip_prefix("#/components/schemas/")
            .unwrap_or_else(|| panic!("{reference} does not refer to a component schema"))
    }
}

/// Returns the branches of a union: `anyOf` or `oneOf`.
pub fn branches(schema: &Value) -> Option<&[Value]> {
    ["anyOf", "oneOf"]
        .iter()
        .find_map(|keyword| schema.get(*keyword)?.as_array().map(Vec::as_slice))
}

/// Returns the items of an array keyword, or nothing if the schema does not have it.
pub fn list<'s>(schema: &'s Value, keyword: &str) -> &'s [Value] {
    schema
        .get(keyword)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
