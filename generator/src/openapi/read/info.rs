//! What the document says of the API as a whole: title, servers, tags.

use openapiv3::{Contact, ExternalDocumentation, Info, License, Server, ServerVariable, Tag};

use super::{Reader, json};
use crate::document::{Map, Node};

impl Reader<'_> {
    pub(super) fn info(&mut self, root: &Node) -> Info {
        let Some(node) = root.get("info") else {
            self.invalid("the document has no `info`", root.origin);
            return Info::default();
        };
        let Some(map) = self.object(node, "`info`") else {
            return Info::default();
        };
        let mut extensions = Self::extensions(map);
        // Of 3.1, without a place in the model of 3.0.
        if let Some(summary) = map.get("summary") {
            extensions.insert("x-summary".to_owned(), json::value(summary));
        }
        Info {
            title: self.needed_text(map, node.origin, "`info`", "title"),
            description: self.text(map, "description"),
            terms_of_service: self.text(map, "termsOfService"),
            contact: map.get("contact").and_then(|node| self.contact(node)),
            license: map.get("license").and_then(|node| self.license(node)),
            version: self.needed_text(map, node.origin, "`info`", "version"),
            extensions,
        }
    }

    fn contact(&mut self, node: &Node) -> Option<Contact> {
        let map = self.object(node, "`contact`")?;
        Some(Contact {
            name: self.text(map, "name"),
            url: self.text(map, "url"),
            email: self.text(map, "email"),
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
            name: self.needed_text(map, node.origin, "`license`", "name"),
            url: self.text(map, "url"),
            extensions,
        })
    }

    pub(super) fn server(&mut self, node: &Node) -> Server {
        let Some(map) = self.object(node, "a server") else {
            return Server::default();
        };
        let variables = self.named(map, "variables", Self::server_variable);
        Server {
            url: self.needed_text(map, node.origin, "a server", "url"),
            description: self.text(map, "description"),
            variables: map.contains_key("variables").then_some(variables),
            extensions: Self::extensions(map),
        }
    }

    fn server_variable(&mut self, node: &Node) -> ServerVariable {
        let Some(map) = self.object(node, "a server variable") else {
            return ServerVariable::default();
        };
        ServerVariable {
            enumeration: self.texts(map, "enum"),
            default: self.needed_text(map, node.origin, "a server variable", "default"),
            description: self.text(map, "description"),
            extensions: Self::extensions(map),
        }
    }

    pub(super) fn tag(&mut self, node: &Node) -> Tag {
        let Some(map) = self.object(node, "a tag") else {
            return Tag::default();
        };
        Tag {
            name: self.needed_text(map, node.origin, "a tag", "name"),
            description: self.text(map, "description"),
            external_docs: self.external_docs(map),
            extensions: Self::extensions(map),
        }
    }

    pub(super) fn external_docs(&mut self, map: &Map) -> Option<ExternalDocumentation> {
        let node = map.get("externalDocs")?;
        let docs = self.object(node, "`externalDocs`")?;
        Some(ExternalDocumentation {
            description: self.text(docs, "description"),
            url: self.needed_text(docs, node.origin, "`externalDocs`", "url"),
            extensions: Self::extensions(docs),
        })
    }
}
