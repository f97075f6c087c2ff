//! Operations.

use std::collections::HashSet;

use openapiv3::{Operation as RawOperation, PathItem, ReferenceOr};
use serde_json::Value;

use super::stream_switch::stream_switch;
use super::{parameters, request_bodies, security, servers, statuses};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Method, Operation};
use crate::lower::schema::SchemaReader;
use crate::openapi::{Document, pointer};
use crate::path_template::absolute;

/// Reads all operations under `paths`.
pub fn operations(reader: &mut SchemaReader<'_>) -> Vec<Operation> {
    let document = reader.document;
    let mut operations: Vec<Operation> = Vec::new();
    let mut ids = HashSet::new();
    for (path, item) in &document.api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        for (method, raw) in all_methods(document, path, item) {
            let pointer = pointer_of("/paths", path, &method);
            // A duplicate has been reported by an earlier stage.
            let id = operation_id(raw, &method, path, &ids);
            ids.insert(id.clone());
            let server = servers::of_operation(reader, item, raw, &pointer);
            let mut operation = operation(reader, id, path, method, raw, pointer);
            operation.server = server;
            operations.push(operation);
        }
    }
    operations
}

/// Returns the operations of a path with their methods.
pub fn all_methods<'d>(
    document: &'d Document,
    path: &str,
    item: &'d PathItem,
) -> impl Iterator<Item = (Method, &'d RawOperation)> {
    let additional = document.additional_operations(path).iter().map(|it| {
        let method = match it.method.as_str() {
            "QUERY" => Method::Query,
            name => Method::Other(name.to_owned()),
        };
        (method, &it.operation)
    });
    methods(item).chain(additional)
}

/// Returns the operations of a path item whose methods OpenAPI 3.0 has.
pub fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &RawOperation)> {
    let methods = [
        (Method::Get, &item.get),
        (Method::Post, &item.post),
        (Method::Put, &item.put),
        (Method::Patch, &item.patch),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Trace, &item.trace),
    ];
    methods
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

/// Returns the pointer of an operation in a section of the document.
pub fn pointer_of(section: &str, key: &str, method: &Method) -> String {
    let key = pointer::escape(key);
    match method {
        Method::Other(name) => {
            let name = pointer::escape(name);
            format!("{section}/{key}/additionalOperations/{name}")
        }
        method => {
            let method = method.as_str().to_ascii_lowercase();
            format!("{section}/{key}/{method}")
        }
    }
}

fn operation<'a>(
    reader: &mut SchemaReader<'a>,
    id: String,
    path: &str,
    method: Method,
    raw: &'a RawOperation,
    pointer: String,
) -> Operation {
    let path = sent_part(reader, path, &pointer);
    let (template, query) = path.split_once('?').unwrap_or((path, ""));
    let body = request_bodies::body(reader, raw, &method, &id, &pointer);
    let parameters = parameters::parameters(reader, &raw.parameters, &id, template, &pointer);
    let switch = stream_switch(reader, raw, body.as_ref(), &parameters);
    let responses = statuses::responses(reader, raw, &method, &id, &pointer, switch);
    Operation {
        tags: raw.tags.clone(),
        method,
        path: absolute(template),
        fixed_query: fixed_query(query),
        fixed_headers: fixed_headers(raw),
        deployment: deployment(raw),
        parameters,
        body,
        response: responses.success,
        accept: responses.accept,
        successes: responses.successes,
        errors: responses.errors,
        event_items: has_event_items(reader.document, raw),
        response_headers: responses.headers,
        security: security::of_operation(reader.document, raw),
        server: None,
        origin: reader.document.origins.key(&pointer),
        docs: Docs {
            title: raw.summary.clone().or_else(|| meta_name(raw)),
            prose: raw.description.clone(),
            deprecated: raw.deprecated,
            facts: Vec::new(),
        },
        reference: raw.external_docs.as_ref().map(|docs| docs.url.clone()),
        pointer,
        id,
    }
}

/// Returns a path without its fragment, which requests do not contain.
fn sent_part<'p>(reader: &mut SchemaReader<'_>, path: &'p str, pointer: &str) -> &'p str {
    let Some((sent, _)) = path.split_once('#') else {
        return path;
    };
    let message = format!("the fragment of the path `{path}` is not sent");
    let origin = reader.document.origins.key(pointer);
    reader.report(Diagnostic::warning(
        Code::IrregularDocument,
        message,
        origin,
    ));
    sent
}

/// The `operationId`, or the method and path if there is none or another operation has it.
fn operation_id(
    raw: &RawOperation,
    method: &Method,
    path: &str,
    claimed: &HashSet<String>,
) -> String {
    let declared = raw.operation_id.clone();
    declared
        .filter(|id| !id.is_empty() && !claimed.contains(id))
        .unwrap_or_else(|| format!("{} {path}", method.as_str().to_ascii_lowercase()))
}

fn meta_name(raw: &RawOperation) -> Option<String> {
    let meta = raw.extensions.get("x-oaiMeta")?;
    Some(meta.get("name")?.as_str()?.to_owned())
}

fn fixed_query(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

/// Whether the items of an event stream are events rather than their data (`itemSchema`).
fn has_event_items(document: &Document, raw: &RawOperation) -> bool {
    let responses = raw
        .responses
        .responses
        .values()
        .chain(&raw.responses.default);
    let responses = responses.filter_map(|it| document.response(it, ""));
    let mut contents = responses.flat_map(|it| it.value.content.values());
    contents.any(|content| content.extensions.contains_key("x-event-items"))
}

/// `x-headers`: headers that every call of the operation sends.
fn fixed_headers(raw: &RawOperation) -> Vec<(String, String)> {
    let headers = raw.extensions.get("x-headers").and_then(Value::as_object);
    headers
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// `x-deployment`: the body property that names the deployment.
fn deployment(raw: &RawOperation) -> Option<String> {
    let property = raw.extensions.get("x-deployment")?.as_str()?;
    Some(property.to_owned())
}
