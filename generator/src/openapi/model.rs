//! The output of this stage.

use indexmap::IndexMap;

use super::Origins;

/// The typed document.
#[derive(Debug)]
pub struct Document {
    /// Paths and components. Path items are never references.
    pub api: openapiv3::OpenAPI,
    /// Requests the API sends, by name: the model of OpenAPI 3.0 has no place for them.
    pub webhooks: IndexMap<String, openapiv3::PathItem>,
    /// Where each part was written.
    pub origins: Origins,
}

/// A part of the document and the pointer of the place where it stands.
#[derive(Clone, Debug)]
pub struct Located<'d, T> {
    /// The part.
    pub value: &'d T,
    /// Where it stands, after following references.
    pub pointer: String,
}
