//! Reads paths and path items.

use openapiv3::{Operation, PathItem, Paths, ReferenceOr};

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Map, Node};
use crate::openapi::AdditionalOperation;

impl Reader<'_> {
    pub(super) fn paths(&mut self, root: &Map) -> Paths {
        let Some(node) = root.get("paths") else {
            return Paths::default();
        };
        let Some(map) = self.object(node, "`paths`") else {
            return Paths::default();
        };
        let mut paths = Paths {
            extensions: Self::extensions(map),
            ..Paths::default()
        };
        for (key, item) in map {
            if key.text.starts_with("x-") {
                continue;
            }
            if !key.text.starts_with('/') {
                self.diagnostics.push(
                    Diagnostic::warning(
                        Code::IrregularDocument,
                        format!("the path `{}` does not start with `/`", key.text),
                        key.origin,
                    )
                    .help(format!("it is read as `/{}`", key.text)),
                );
            }
            let additional = self.additional_operations(item);
            if !additional.is_empty() {
                self.additional.insert(key.text.to_string(), additional);
            }
            let item = self.path_item(item);
            paths
                .paths
                .insert(key.text.to_string(), ReferenceOr::Item(item));
        }
        paths
    }

    /// Reads a webhook. Only paths have operations with other methods.
    pub(super) fn webhook(&mut self, node: &Node) -> PathItem {
        let query = node.field("query").into_iter();
        let named = node.get("additionalOperations").and_then(Node::as_object);
        for (method, _) in query.chain(named.into_iter().flatten()) {
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::UnsupportedKeyword,
                    format!("the method `{}` is not supported in webhooks", method.text),
                    method.origin,
                )
                .help("the payload is left out"),
            );
        }
        self.path_item(node)
    }

    pub(super) fn path_item(&mut self, node: &Node) -> PathItem {
        // A reference that could not be inlined is reported by the check of references.
        if self.reference(node, "pathItems").is_some() {
            return PathItem::default();
        }
        let Some(map) = self.object(node, "a path item") else {
            return PathItem::default();
        };
        PathItem {
            summary: self.string(map, "summary"),
            description: self.string(map, "description"),
            get: self.method(map, "get"),
            put: self.method(map, "put"),
            post: self.method(map, "post"),
            delete: self.method(map, "delete"),
            options: self.method(map, "options"),
            head: self.method(map, "head"),
            patch: self.method(map, "patch"),
            trace: self.method(map, "trace"),
            servers: self.items(map, "servers", Self::server),
            parameters: self.items(map, "parameters", Self::parameter_or_reference),
            extensions: Self::extensions(map),
        }
    }

    /// Reads the operations with methods that OpenAPI 3.0 does not have.
    fn additional_operations(&mut self, item: &Node) -> Vec<AdditionalOperation> {
        let query = item.get("query").map(|node| ("QUERY", node));
        let named = item.get("additionalOperations").and_then(Node::as_object);
        let named = named.into_iter().flatten();
        let named = named
            .map(|(key, node)| (key.as_str(), node))
            .filter(|(name, _)| !name.starts_with("x-"));
        let operations = query.into_iter().chain(named);
        operations
            .map(|(method, node)| AdditionalOperation {
                method: method.to_owned(),
                operation: self.operation(node),
            })
            .collect()
    }

    fn method(&mut self, map: &Map, name: &str) -> Option<Operation> {
        map.get(name).map(|node| self.operation(node))
    }
}
