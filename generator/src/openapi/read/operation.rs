//! Reads operations and responses.

use openapiv3::{Operation, ReferenceOr, Response, Responses, StatusCode};

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Map, Node};

impl Reader<'_> {
    pub(super) fn operation(&mut self, node: &Node) -> Operation {
        let Some(map) = self.object(node, "an operation") else {
            return Operation::default();
        };
        Operation {
            tags: self.strings(map, "tags"),
            summary: self.string(map, "summary"),
            description: self.string(map, "description"),
            external_docs: self.external_docs(map),
            operation_id: self.string(map, "operationId"),
            parameters: self.items(map, "parameters", Self::parameter_or_reference),
            request_body: map
                .get("requestBody")
                .map(|node| self.body_or_reference(node)),
            responses: self.responses(map),
            callbacks: self.map_field(map, "callbacks", Self::callback),
            deprecated: self.flag(map, "deprecated").unwrap_or_default(),
            security: self.security(map),
            servers: self.items(map, "servers", Self::server),
            extensions: Self::extensions(map),
        }
    }

    fn responses(&mut self, operation: &Map) -> Responses {
        let Some(node) = operation.get("responses") else {
            return Responses::default();
        };
        let Some(map) = self.object(node, "`responses`") else {
            return Responses::default();
        };
        let mut responses = Responses {
            extensions: Self::extensions(map),
            ..Responses::default()
        };
        for (key, node) in map {
            if key.text.starts_with("x-") {
                continue;
            }
            let response = self.response_or_reference(node);
            if key.text.as_ref() == "default" {
                responses.default = Some(response);
            } else if let Some(code) = status(&key.text) {
                responses.responses.insert(code, response);
            } else {
                self.diagnostics.push(
                    Diagnostic::error(
                        Code::InvalidDocument,
                        format!("invalid status code `{}`", key.text),
                        key.origin,
                    )
                    .help("write a status as `200`, a range as `2XX`, and all other responses as `default`"),
                );
            }
        }
        responses
    }

    pub(super) fn response_or_reference(&mut self, node: &Node) -> ReferenceOr<Response> {
        self.reference_or(node, "responses", Self::response)
    }

    fn response(&mut self, node: &Node) -> Response {
        let Some(map) = self.object(node, "a response") else {
            return Response::default();
        };
        Response {
            description: self.string(map, "description").unwrap_or_default(),
            headers: self.map_field(map, "headers", Self::header_or_reference),
            content: self.content(map),
            links: self
                .map_field(map, "links", Self::link_or_reference)
                .into_iter()
                .filter_map(|(name, link)| Some((name, link?)))
                .collect(),
            extensions: Self::extensions(map),
        }
    }
}

fn status(text: &str) -> Option<StatusCode> {
    match text.as_bytes() {
        [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
            Some(StatusCode::Range(u16::from(digit - b'0')))
        }
        [_, _, _] => {
            let code = text.parse().ok()?;
            (100..1000)
                .contains(&code)
                .then_some(StatusCode::Code(code))
        }
        _ => None,
    }
}
