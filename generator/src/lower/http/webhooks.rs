//! Webhooks.

use openapiv3::Operation as RawOperation;

use super::operations::{methods, pointer_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    Branch, BranchKind, Docs, SchemaPath, SchemaRoot, Shape, Tagging, TypeRef, Webhook,
};
use crate::lower::schema::{SchemaReader, SchemaRef};
use crate::openapi::{Document, pointer};

/// Reads all webhooks that have a body.
pub fn webhooks(reader: &mut SchemaReader<'_>) -> Vec<Webhook> {
    let document = reader.document;
    let mut webhooks = Vec::new();
    for (name, item) in &document.webhooks {
        for (method, operation) in methods(item) {
            let pointer = pointer_of("/webhooks", name, &method);
            let origin = document.origins.key(&pointer);
            let Some((schema, at)) = payload_schema(document, operation, &pointer) else {
                let message = format!("the webhook `{name}` has no payload with a schema");
                reader.report(
                    Diagnostic::warning(Code::WebhookLeftOut, message, origin)
                        .help("it is left out: there is nothing to decode"),
                );
                continue;
            };
            let path = SchemaPath::new(SchemaRoot::Webhook(name.clone()), at);
            webhooks.push(Webhook {
                name: name.clone(),
                payload: reader.type_of(schema, &path),
                origin,
            });
        }
    }
    webhooks
}

/// Adds a union of all payloads.
pub fn webhook_event(webhooks: &[Webhook], reader: &mut SchemaReader<'_>) -> Option<TypeRef> {
    let origin = webhooks.first()?.origin;
    let mut branches: Vec<Branch> = Vec::new();
    for webhook in webhooks {
        let kind = BranchKind::Type(webhook.payload.without_null().clone());
        if !branches.iter().any(|branch| branch.kind == kind) {
            branches.push(Branch {
                name: webhook.name.clone(),
                kind,
                prose: None,
                origin: webhook.origin,
            });
        }
    }
    let docs = Docs {
        title: Some("The payload of any webhook".to_owned()),
        ..Docs::default()
    };
    let path = SchemaPath::new(SchemaRoot::AllWebhooks, "/webhooks");
    let shape = Shape::Union {
        branches,
        tagging: Tagging::ByJsonType,
    };
    Some(reader.add_inline(path, origin, shape, docs))
}

/// Returns the schema of the first media type of the body, with its pointer.
fn payload_schema<'a>(
    document: &'a Document,
    operation: &'a RawOperation,
    pointer: &str,
) -> Option<(SchemaRef<'a>, String)> {
    let body = operation.request_body.as_ref()?;
    let body = document.request_body(body, &format!("{pointer}/requestBody"))?;
    let (media, content) = body.value.content.first()?;
    let pointer = format!("{}/content/{}/schema", body.pointer, pointer::escape(media));
    Some((content.schema.as_ref()?.into(), pointer))
}
