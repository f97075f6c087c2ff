//! Reads the tree into typed structs: one small function for each.
//!
//! In: nodes. Out: the structs of `openapiv3`, the references seen on the way, and a diagnostic for each part that does
//! not fit. Written out by hand because the crate's own deserialization buffers each schema several times and its
//! errors name neither place nor part.

mod components;
mod info;
mod json;
mod media;
mod members;
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
use crate::source::Origin;

/// A reference as it was read.
#[derive(Debug)]
pub(super) struct Reference {
    /// The section of the components it must lead to.
    pub(super) section: &'static str,
    /// Its text.
    pub(super) text: String,
    /// Where it stands.
    pub(super) origin: Origin,
}

/// What all readers share.
struct Reader<'f> {
    found: &'f mut Diagnostics,
    references: Vec<Reference>,
}

/// Reads a whole document.
pub(super) fn document(
    root: &Node,
    found: &mut Diagnostics,
) -> (OpenAPI, IndexMap<String, PathItem>, Vec<Reference>) {
    let mut reader = Reader {
        found,
        references: Vec::new(),
    };
    let (api, webhooks) = reader.document(root);
    (api, webhooks, reader.references)
}

impl Reader<'_> {
    fn document(&mut self, root: &Node) -> (OpenAPI, IndexMap<String, PathItem>) {
        let Some(map) = self.object(root, "the document") else {
            return Default::default();
        };
        let api = OpenAPI {
            openapi: self.needed_text(map, root.origin, "the document", "openapi"),
            info: self.info(root),
            servers: self.items(map, "servers", Self::server),
            paths: self.paths(map),
            components: map.get("components").map(|node| self.components(node)),
            security: self.security(map),
            tags: self.items(map, "tags", Self::tag),
            external_docs: self.external_docs(map),
            extensions: Self::extensions(map),
        };
        let webhooks = self.named(map, "webhooks", Self::path_item);
        (api, webhooks)
    }

    /// Reports a part that is not what it should be.
    fn invalid(&mut self, message: impl Into<String>, at: Origin) {
        self.found
            .push(Diagnostic::error(Code::InvalidDocument, message, at));
    }
}
