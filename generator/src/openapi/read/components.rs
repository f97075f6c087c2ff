//! Reads components.

use openapiv3::{Callback, Components, Link, LinkOperation, ReferenceOr};

use super::Reader;
use crate::document::Node;

impl Reader<'_> {
    pub(super) fn components(&mut self, node: &Node) -> Components {
        let Some(map) = self.object(node, "`components`") else {
            return Components::default();
        };
        Components {
            schemas: self.map_field(map, "schemas", Self::schema),
            responses: self.map_field(map, "responses", Self::response_or_reference),
            parameters: self.map_field(map, "parameters", Self::parameter_or_reference),
            examples: Default::default(),
            request_bodies: self.map_field(map, "requestBodies", Self::body_or_reference),
            headers: self.map_field(map, "headers", Self::header_or_reference),
            security_schemes: self
                .map_field(map, "securitySchemes", Self::scheme_or_reference)
                .into_iter()
                .filter_map(|(name, scheme)| Some((name, scheme?)))
                .collect(),
            links: self
                .map_field(map, "links", Self::link_or_reference)
                .into_iter()
                .filter_map(|(name, link)| Some((name, link?)))
                .collect(),
            callbacks: self.map_field(map, "callbacks", Self::callback_or_reference),
            extensions: Self::extensions(map),
        }
    }

    pub(super) fn link_or_reference(&mut self, node: &Node) -> Option<ReferenceOr<Link>> {
        if let Some(reference) = self.reference(node, "links") {
            return Some(ReferenceOr::Reference { reference });
        }
        let map = self.object(node, "a link")?;
        let operation = match (
            self.string(map, "operationRef"),
            self.string(map, "operationId"),
        ) {
            (Some(reference), _) => LinkOperation::OperationRef(reference),
            (None, Some(id)) => LinkOperation::OperationId(id),
            (None, None) => {
                self.invalid("a link needs `operationRef` or `operationId`", node.origin);
                return None;
            }
        };
        Some(ReferenceOr::Item(Link {
            description: self.string(map, "description"),
            operation,
            request_body: Self::json(map, "requestBody"),
            parameters: self.map_field(map, "parameters", |_, node| super::json::value(node)),
            server: map.get("server").map(|node| self.server(node)),
            extensions: Self::extensions(map),
        }))
    }

    fn callback_or_reference(&mut self, node: &Node) -> ReferenceOr<Callback> {
        self.reference_or(node, "callbacks", Self::callback)
    }

    pub(super) fn callback(&mut self, node: &Node) -> Callback {
        // A reference that could not be inlined is reported by the check of references.
        if self.reference(node, "callbacks").is_some() {
            return Callback::default();
        }
        let Some(map) = self.object(node, "a callback") else {
            return Callback::default();
        };
        map.iter()
            .filter(|(key, _)| !key.text.starts_with("x-"))
            .map(|(key, item)| (key.text.to_string(), self.path_item(item)))
            .collect()
    }
}
