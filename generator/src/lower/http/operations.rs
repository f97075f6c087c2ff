//! Operations.

use std::collections::HashSet;

use openapiv3::{Operation as RawOperation, PathItem, ReferenceOr};
use serde_json::Value;

use super::stream_switch::stream_switch;
use super::{parameters, request_bodies, security, servers, statuses};
use crate::ir::{Docs, Method, Operation};
use crate::lower::schema::SchemaReader;
use crate::openapi::pointer;

/// Reads all operations under `paths`.
pub fn operations(reader: &mut SchemaReader<'_>) -> Vec<Operation> {
    let document = reader.document;
    let mut operations: Vec<Operation> = Vec::new();
    let mut ids = HashSet::new();
    for (path, item) in &document.api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let query = document.queries.get(path).map(|raw| (Method::Query, raw));
        for (method, raw) in methods(item).chain(query) {
            let pointer = pointer_of("/paths", path, method);
            // A duplicate has been reported by an earlier stage.
            let id = operation_id(raw, method, path, &ids);
            ids.insert(id.clone());
            let server = servers::of_operation(reader, item, raw, &pointer);
            let mut operation = operation(reader, id, path, method, raw, pointer);
            operation.server = server;
            operations.push(operation);
        }
    }
    operations
}

/// Returns the operations of a path item with their methods.
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
pub fn pointer_of(section: &str, key: &str, method: Method) -> String {
    let key = pointer::escape(key);
    let method = method.as_str().to_ascii_lowercase();
    format!("{section}/{key}/{method}")
}

fn operation<'a>(
    reader: &mut SchemaReader<'a>,
    id: String,
    path: &str,
    method: Method,
    raw: &'a RawOperation,
    pointer: String,
) -> Operation {
    let (template, query) = path.split_once('?').unwrap_or((path, ""));
    let body = request_bodies::body(reader, raw, method, &id, &pointer);
    let parameters = parameters::parameters(reader, &raw.parameters, &id, template, &pointer);
    let switch = stream_switch(reader, raw, body.as_ref(), &parameters);
    let responses = statuses::responses(reader, raw, method, &id, &pointer, switch);
    Operation {
        tags: raw.tags.clone(),
        method,
        path: match template.starts_with('/') {
            true => template.to_owned(),
            false => format!("/{template}"),
        },
        fixed_query: fixed_query(query),
        fixed_headers: fixed_headers(raw),
        deployment: deployment(raw),
        parameters,
        body,
        response: responses.success,
        accept: responses.accept,
        successes: responses.successes,
        errors: responses.errors,
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

/// The `operationId`, or the method and path if there is none or another operation has it.
fn operation_id(
    raw: &RawOperation,
    method: Method,
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
