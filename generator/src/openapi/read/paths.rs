//! Reads paths and path items.

use openapiv3::{Operation, PathItem, Paths, ReferenceOr};

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Map, Node};

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
            if let Some(query) = item.get("query") {
                let query = self.operation(query);
                self.queries.insert(key.text.to_string(), query);
            }
            let item = self.path_item(item);
            paths
                .paths
                .insert(key.text.to_string(), ReferenceOr::Item(item));
        }
        paths
    }

    /// Reads a webhook. Only paths have operations with the method `query`.
    pub(super) fn webhook(&mut self, node: &Node) -> PathItem {
        if let Some(query) = node.get("query") {
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::UnsupportedKeyword,
                    "the method `query` is not supported in webhooks",
                    query.origin,
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

    fn method(&mut self, map: &Map, name: &str) -> Option<Operation> {
        map.get(name).map(|node| self.operation(node))
    }
}
