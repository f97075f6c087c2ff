//! The output of this stage.

use indexmap::IndexMap;

use super::Origins;

/// The typed document.
#[derive(Debug)]
pub struct Document {
    /// Paths and components. Path items are never references.
    pub api: openapiv3::OpenAPI,
    /// Requests that the API sends, by name. The model of OpenAPI 3.0 cannot represent them.
    pub webhooks: IndexMap<String, openapiv3::PathItem>,
    /// Where each part was written.
    pub origins: Origins,
}

/// A part of the document with its pointer.
#[derive(Clone, Debug)]
pub struct Located<'d, T> {
    /// The part.
    pub value: &'d T,
    /// Its pointer, after following references.
    pub pointer: String,
}
