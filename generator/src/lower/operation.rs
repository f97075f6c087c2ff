//! Operations and webhooks.

use openapiv3::{Operation as OpenApiOperation, PathItem, ReferenceOr};

use super::Lowering;
use super::view::Sch;
use crate::ir::{
    Case, CaseKind, Def, Docs, Method, Operation, Place, Root, Shape, Tagging, TypeRef, Webhook,
};
use crate::openapi::pointer;

impl<'a> Lowering<'a> {
    /// All operations under `paths`.
    pub fn operations(&mut self) -> Vec<Operation> {
        let document = self.document;
        let mut operations = Vec::new();
        for (path, item) in &document.api.paths.paths {
            let ReferenceOr::Item(item) = item else {
                continue;
            };
            for (method, operation) in methods(item) {
                let pointer = format!(
                    "/paths/{}/{}",
                    pointer::escape(path),
                    method.as_str().to_ascii_lowercase()
                );
                operations.push(self.operation(path, method, operation, pointer));
            }
        }
        operations
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        raw: &'a OpenApiOperation,
        pointer: String,
    ) -> Operation {
        let (template, query) = path.split_once('?').unwrap_or((path, ""));
        let id = operation_id(raw, method, path);
        let body = self.body(raw, &id, &pointer);
        let params = self.params(&raw.parameters, &id, template, &pointer);
        let reply = self.reply(raw, &id, &pointer, body.as_ref(), &params);
        Operation {
            method,
            path: template.to_owned(),
            fixed_query: query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(pair)
                .collect(),
            fixed_headers: fixed_headers(raw),
            deployment: deployment(raw),
            params,
            body,
            reply,
            security: self.security(raw),
            tags: raw.tags.clone(),
            origin: self.document.origins.key(&pointer),
            docs: Docs {
                title: raw.summary.clone().or_else(|| meta_name(raw)),
                prose: raw.description.clone(),
                deprecated: raw.deprecated,
                facts: Vec::new(),
            },
            pointer,
            id,
        }
    }

    /// Alternatives in document order; an empty list when the operation needs no credential.
    fn security(&self, raw: &OpenApiOperation) -> Vec<String> {
        let requirements = raw
            .security
            .as_ref()
            .or(self.document.api.security.as_ref());
        schemes(requirements.map(Vec::as_slice))
    }

    /// All webhooks.
    pub fn webhooks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        let mut webhooks = Vec::new();
        for (name, item) in &document.webhooks {
            for (method, operation) in methods(item) {
                let pointer = format!(
                    "/webhooks/{}/{}",
                    pointer::escape(name),
                    method.as_str().to_ascii_lowercase()
                );
                let Some((schema, at)) = self.webhook_schema(operation, &pointer) else {
                    continue;
                };
                let payload = self.type_of(schema, &Place::root(Root::Webhook(name.clone()), at));
                webhooks.push(Webhook {
                    name: name.clone(),
                    payload,
                    origin: document.origins.key(&pointer),
                    docs: Docs {
                        prose: operation.description.clone(),
                        ..Docs::default()
                    },
                });
            }
        }
        webhooks
    }

    /// A union of what the webhooks carry.
    pub fn webhook_event(&mut self, webhooks: &[Webhook]) -> Option<TypeRef> {
        let origin = webhooks.first()?.origin;
        let mut cases: Vec<Case> = Vec::new();
        for webhook in webhooks {
            let kind = CaseKind::Type(webhook.payload.without_null().clone());
            if !cases.iter().any(|case| case.kind == kind) {
                cases.push(Case {
                    name: webhook.name.clone(),
                    kind,
                    origin: webhook.origin,
                });
            }
        }
        let docs = Docs {
            title: Some("What a webhook carries".to_owned()),
            ..Docs::default()
        };
        let place = Place::root(Root::AllWebhooks, "/webhooks");
        let shape = Shape::Union {
            cases,
            tagging: Tagging::ByJsonType,
        };
        Some(TypeRef::Def(self.add(Def {
            place,
            origin,
            shape,
            nullable: false,
            docs,
        })))
    }

    fn webhook_schema(
        &self,
        operation: &'a OpenApiOperation,
        pointer: &str,
    ) -> Option<(Sch<'a>, String)> {
        let body = operation.request_body.as_ref()?;
        let body = self
            .document
            .request_body(body, &format!("{pointer}/requestBody"))?;
        let (media, content) = body.value.content.first()?;
        let at = format!("{}/content/{}/schema", body.pointer, pointer::escape(media));
        Some((content.schema.as_ref()?.into(), at))
    }
}

fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &OpenApiOperation)> {
    [
        (Method::Get, &item.get),
        (Method::Post, &item.post),
        (Method::Put, &item.put),
        (Method::Patch, &item.patch),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Trace, &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn operation_id(raw: &OpenApiOperation, method: Method, path: &str) -> String {
    raw.operation_id
        .clone()
        .unwrap_or_else(|| format!("{} {path}", method.as_str().to_ascii_lowercase()))
}

fn meta_name(raw: &OpenApiOperation) -> Option<String> {
    Some(
        raw.extensions
            .get("x-oaiMeta")?
            .get("name")?
            .as_str()?
            .to_owned(),
    )
}

/// `x-headers`: headers that every call of the operation sends.
fn fixed_headers(raw: &OpenApiOperation) -> Vec<(String, String)> {
    let headers = raw
        .extensions
        .get("x-headers")
        .and_then(|headers| headers.as_object());
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    headers
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name.clone(), text(value)?)))
        .collect()
}

/// `x-deployment`: the member of the body that names the deployment.
fn deployment(raw: &OpenApiOperation) -> Option<String> {
    let member = raw.extensions.get("x-deployment")?.as_str()?;
    Some(member.to_owned())
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (name.to_owned(), value.to_owned())
}

/// The schemes of security requirements, each once.
pub(super) fn schemes(requirements: Option<&[openapiv3::SecurityRequirement]>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let all = requirements.into_iter().flatten();
    for name in all.flat_map(|requirement| requirement.keys()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}
