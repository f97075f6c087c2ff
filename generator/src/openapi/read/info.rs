//! Reads general information about the API: title, servers, tags.

use openapiv3::{Contact, ExternalDocumentation, Info, License, Server, ServerVariable, Tag};

use super::{Reader, json};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Map, Node};
use crate::source::Origin;

impl Reader<'_> {
    pub(super) fn info(&mut self, root: &Node) -> Info {
        let Some(node) = root.get("info") else {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::InvalidDocument,
                    "the document has no `info`",
                    root.origin,
                )
                .fallback("the API has no title and no version")
                .help("add `info` with `title` and `version`"),
            );
            return Info::default();
        };
        let Some(map) = self.object(node, "`info`") else {
            return Info::default();
        };
        let mut extensions = Self::extensions(map);
        // A field of OpenAPI 3.1 that the model of 3.0 does not have.
        if let Some(summary) = map.get("summary") {
            extensions.insert("x-summary".to_owned(), json::value(summary));
        }
        Info {
            title: self.info_string(map, node.origin, "title"),
            description: self.string(map, "description"),
            terms_of_service: self.string(map, "termsOfService"),
            contact: map.get("contact").and_then(|node| self.contact(node)),
            license: map.get("license").and_then(|node| self.license(node)),
            version: self.info_string(map, node.origin, "version"),
            extensions,
        }
    }

    /// Reads a required string of `info`, which nothing depends on.
    fn info_string(&mut self, map: &Map, at: Origin, name: &str) -> String {
        if !map.contains_key(name) {
            let message = format!("`info` needs `{name}`");
            self.diagnostics.push(
                Diagnostic::error(Code::InvalidDocument, message, at)
                    .fallback("it is treated as empty"),
            );
        }
        self.string(map, name).unwrap_or_default()
    }

    fn contact(&mut self, node: &Node) -> Option<Contact> {
        let map = self.object(node, "`contact`")?;
        Some(Contact {
            name: self.string(map, "name"),
            url: self.string(map, "url"),
            email: self.string(map, "email"),
            extensions: Self::extensions(map),
        })
    }

    fn license(&mut self, node: &Node) -> Option<License> {
        let map = self.object(node, "`license`")?;
        let mut extensions = Self::extensions(map);
        if let Some(identifier) = map.get("identifier") {
            extensions.insert("x-identifier".to_owned(), json::value(identifier));
        }
        Some(License {
            name: self.required_string(map, node.origin, "`license`", "name"),
            url: self.string(map, "url"),
            extensions,
        })
    }

    pub(super) fn server(&mut self, node: &Node) -> Server {
        let Some(map) = self.object(node, "a server") else {
            return Server::default();
        };
        let variables = self.map_field(map, "variables", Self::server_variable);
        let mut extensions = Self::extensions(map);
        // A field of OpenAPI 3.2 that the model of 3.0 does not have.
        if let Some(name) = map.get("name") {
            extensions.insert("x-server-name".to_owned(), json::value(name));
        }
        Server {
            url: self.required_string(map, node.origin, "a server", "url"),
            description: self.string(map, "description"),
            variables: map.contains_key("variables").then_some(variables),
            extensions,
        }
    }

    fn server_variable(&mut self, node: &Node) -> ServerVariable {
        let Some(map) = self.object(node, "a server variable") else {
            return ServerVariable::default();
        };
        ServerVariable {
            enumeration: self.strings(map, "enum"),
            default: self.required_string(map, node.origin, "a server variable", "default"),
            description: self.string(map, "description"),
            extensions: Self::extensions(map),
        }
    }

    pub(super) fn tag(&mut self, node: &Node) -> Tag {
        let Some(map) = self.object(node, "a tag") else {
            return Tag::default();
        };
        Tag {
            name: self.required_string(map, node.origin, "a tag", "name"),
            description: self.string(map, "description"),
            external_docs: self.external_docs(map),
            extensions: Self::extensions(map),
        }
    }

    pub(super) fn external_docs(&mut self, map: &Map) -> Option<ExternalDocumentation> {
        let node = map.get("externalDocs")?;
        let docs = self.object(node, "`externalDocs`")?;
        Some(ExternalDocumentation {
            description: self.string(docs, "description"),
            url: self.required_string(docs, node.origin, "`externalDocs`", "url"),
            extensions: Self::extensions(docs),
        })
    }
}
