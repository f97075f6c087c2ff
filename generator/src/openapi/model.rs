//! The output of this stage.

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::Origins;

/// The typed document.
#[derive(Debug)]
pub struct Document {
    /// Paths and components. Path items are never references.
    pub api: openapiv3::OpenAPI,
    /// Operations with the method `QUERY`, by path. The model of OpenAPI 3.0 cannot represent them.
    pub queries: IndexMap<String, openapiv3::Operation>,
    /// Requests that the API sends, by name. The model of OpenAPI 3.0 cannot represent them.
    pub webhooks: IndexMap<String, openapiv3::PathItem>,
    /// Where each part was written.
    pub origins: Origins,
}

impl Document {
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
