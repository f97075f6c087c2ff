//! Samples of all operations.

use std::collections::HashSet;

use super::lookup::{entries, is_true, resolved};
use super::{ResponseSample, Sample, StreamSwitch, bodies, parameters, scalars, security};
use serde_json::Value;

use crate::document::Node;
use crate::grammar;
use crate::path_template::absolute;

/// Returns a sample of each operation, in document order. Operations that need an infinite value are skipped.
pub fn samples(root: &Node) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut ids = HashSet::new();
    for (path, item) in entries(root.get("paths")) {
        for (method, operation) in grammar::operations(item) {
            let Some(mut sample) = sample(root, path, method.as_str(), operation) else {
                continue;
            };
            if !ids.insert(sample.operation_id.clone()) {
                sample.operation_id = fallback_id(path, method.as_str());
            }
            samples.push(sample);
        }
    }
    samples
}

/// The ID of an operation without one, or with that of another operation.
fn fallback_id(path: &str, method: &str) -> String {
    format!("{} {path}", method.to_ascii_lowercase())
}

fn sample(root: &Node, path: &str, method: &str, operation: &Node) -> Option<Sample> {
    let success = bodies::success(root, operation);
    let request = operation.get("requestBody");
    let request = request.and_then(|body| resolved(root, body));
    let id = operation.get("operationId").and_then(Node::as_str);
    let id = id.filter(|id| !id.is_empty());
    Some(Sample {
        operation_id: id.map_or_else(|| fallback_id(path, method), str::to_owned),
        method: grammar::http_method(method),
        // Requests do not contain a fragment.
        path: absolute(path.split('#').next().unwrap_or_default()),
        credential_headers: security::credential_headers(root, operation),
        parameters: parameters::required(root, path, operation)?,
        optional_query: parameters::optional_query(root, operation),
        body_required: request.is_some_and(|body| is_true(body, "required")),
        bodies: match request {
            Some(body) => bodies::requests(root, body, &sampled(operation))?,
            None => Vec::new(),
        },
        stream_switch: stream_switch(operation, &success.responses),
        status: success.status,
        responses: success.responses,
    })
}

/// Returns the properties in `x-sample`: optional ones without which servers reject a request.
fn sampled(operation: &Node) -> Vec<&str> {
    let names = operation.get("x-sample").and_then(Node::as_array);
    names
        .into_iter()
        .flatten()
        .filter_map(Node::as_str)
        .collect()
}

/// Returns what asks for events: the property `stream`, unless the operation declares another one.
fn stream_switch(operation: &Node, responses: &[ResponseSample]) -> Option<StreamSwitch> {
    let is_stream =
        |response: &ResponseSample| response.media_type.starts_with("text/event-stream");
    let has_both = responses.iter().any(is_stream) && !responses.iter().all(is_stream);
    let declared = operation.get("x-stream-switch");
    let declared = declared.and_then(|it| Some((it.get("name")?.as_str()?, it.get("value")?)));
    has_both.then(|| match declared {
        Some((name, value)) => StreamSwitch {
            name: name.to_owned(),
            value: scalars::json(value),
        },
        None => StreamSwitch {
            name: "stream".to_owned(),
            value: Value::Bool(true),
        },
    })
}
