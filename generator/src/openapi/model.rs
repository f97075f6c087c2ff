//! The output of this stage.

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::Origins;

/// The typed document.
#[derive(Debug)]
pub struct Document {
    /// Paths and components. Path items are never references.
    pub api: openapiv3::OpenAPI,
    /// Operations with methods that the model of OpenAPI 3.0 cannot represent, by path.
    pub additional: IndexMap<String, Vec<AdditionalOperation>>,
    /// Requests that the API sends, by name. The model of OpenAPI 3.0 cannot represent them.
    pub webhooks: IndexMap<String, openapiv3::PathItem>,
    /// Where each part was written.
    pub origins: Origins,
}

/// An operation with a method that the model of OpenAPI 3.0 cannot represent.
#[derive(Debug)]
pub struct AdditionalOperation {
    /// The method as it is sent: `QUERY`, or a name in `additionalOperations`.
    pub method: String,
    /// The operation.
    pub operation: openapiv3::Operation,
}

impl Document {
    /// Returns the operations of a path with other methods.
    pub fn additional_operations(&self, path: &str) -> &[AdditionalOperation] {
        self.additional.get(path).map_or(&[], Vec::as_slice)
    }

    /// Replaces a component schema with one that accepts any JSON.
    pub(super) fn accept_any_json(&mut self, index: usize) {
        let components = self.api.components.as_mut();
        if let Some((_, schema)) = components.and_then(|it| it.schemas.get_index_mut(index)) {
            *schema = ReferenceOr::Item(Schema {
                schema_data: SchemaData::default(),
                schema_kind: SchemaKind::Any(AnySchema::default()),
            });
        }
    }
}

/// A part of the document with its pointer.
#[derive(Clone, Debug)]
pub struct Located<'d, T> {
    /// The part.
    pub value: &'d T,
    /// Its pointer, after following references.
    pub pointer: String,
}
