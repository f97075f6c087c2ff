//! Reads the tree into typed structs, with one small function for each.
//!
//! Input: nodes. Output: the structs of `openapiv3`, all references, and a diagnostic for each invalid part. The
//! readers are hand-written because the crate's deserialization buffers each schema several times, and its errors have
//! no location.

mod components;
mod fields;
mod info;
mod json;
mod media;
mod operation;
mod parameter;
mod paths;
mod schema;
mod security;
mod typed;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, PathItem};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Node;
use crate::openapi::AdditionalOperation;
use crate::source::Origin;

/// A reference in the document.
#[derive(Debug)]
pub(super) struct Reference {
    /// The section of `components` it must refer to.
    pub(super) section: &'static str,
    /// The reference, as written.
    pub(super) text: String,
    /// Where it was written.
    pub(super) origin: Origin,
}

/// The typed document with all references in it.
pub(super) struct ReadDocument {
    pub(super) api: OpenAPI,
    /// Operations with methods that OpenAPI 3.0 does not have, by path.
    pub(super) additional: IndexMap<String, Vec<AdditionalOperation>>,
    /// Webhooks by name.
    pub(super) webhooks: IndexMap<String, PathItem>,
    pub(super) references: Vec<Reference>,
}

/// The state that all readers share.
struct Reader<'f> {
    diagnostics: &'f mut Diagnostics,
    references: Vec<Reference>,
    additional: IndexMap<String, Vec<AdditionalOperation>>,
}

/// Reads a document.
pub(super) fn document(root: &Node, diagnostics: &mut Diagnostics) -> ReadDocument {
    let mut reader = Reader {
        diagnostics,
        references: Vec::new(),
        additional: IndexMap::new(),
    };
    let (api, webhooks) = reader.document(root);
    ReadDocument {
        api,
        additional: reader.additional,
        webhooks,
        references: reader.references,
    }
}

impl Reader<'_> {
    fn document(&mut self, root: &Node) -> (OpenAPI, IndexMap<String, PathItem>) {
        let Some(map) = self.object(root, "the document") else {
            return Default::default();
        };
        let api = OpenAPI {
            openapi: self.required_string(map, root.origin, "the document", "openapi"),
            info: self.info(root),
            servers: self.items(map, "servers", Self::server),
            paths: self.paths(map),
            components: map.get("components").map(|node| self.components(node)),
            security: self.security(map),
            tags: self.items(map, "tags", Self::tag),
            external_docs: self.external_docs(map),
            extensions: Self::extensions(map),
        };
        let webhooks = self.map_field(map, "webhooks", Self::webhook);
        (api, webhooks)
    }

    /// Reports an invalid part.
    fn invalid(&mut self, message: impl Into<String>, at: Origin) {
        self.diagnostics
            .push(Diagnostic::error(Code::InvalidDocument, message, at));
    }
}
