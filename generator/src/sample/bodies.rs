//! Request and response bodies.

use serde_json::{Map, Value};

use super::lookup::{entries, resolved};
use super::sampler::Sampler;
use super::{BodySample, ResponseSample};
use crate::document::Node;
use crate::media_type::{essence, is_json, is_json_lines};

/// Returns a body for the first URL-encoded and streamed media type and for each of the others, or `None` if one of them
/// needs an infinite value.
///
/// Objects have their required properties and the properties that are listed in `sampled`.
pub fn requests(root: &Node, request: &Node, sampled: &[&str]) -> Option<Vec<BodySample>> {
    let mut bodies: Vec<BodySample> = Vec::new();
    let mut kinds = Vec::new();
    for (media_type, content) in entries(request.get("content")) {
        let kind = MediaKind::of(root, media_type, content);
        let has_kind = kinds.contains(&kind);
        let is_single = !matches!(
            kind,
            MediaKind::Json | MediaKind::Multipart | MediaKind::Other
        );
        if has_kind && is_single {
            continue;
        }
        let mut value = match (kind, content.get("schema")) {
            (MediaKind::Other | MediaKind::JsonLines, _) => Value::from("sample"),
            (_, None) => Value::Object(Map::new()),
            (_, Some(schema)) => Sampler::minimal(root).value(schema)?,
        };
        let optional = optional(root, content.get("schema"), &value);
        if let (Value::Object(object), Some(schema)) = (&mut value, content.get("schema")) {
            add_sampled(root, schema, sampled, object);
        }
        kinds.push(kind);
        bodies.push(BodySample {
            media_type: media_type.to_owned(),
            optional,
            value,
        });
    }
    Some(bodies)
}

/// Adds values of the properties in `sampled` that the object does not have.
fn add_sampled(root: &Node, schema: &Node, sampled: &[&str], object: &mut Map<String, Value>) {
    for (name, schema) in properties(root, schema) {
        if sampled.contains(&name)
            && !object.contains_key(name)
            && let Some(value) = Sampler::minimal(root).value(schema)
        {
            object.insert(name.to_owned(), value);
        }
    }
}

/// Returns the names of declared properties that the value does not have.
fn optional(root: &Node, schema: Option<&Node>, value: &Value) -> Vec<String> {
    let Some(schema) = schema.filter(|_| value.is_object()) else {
        return Vec::new();
    };
    let names = properties(root, schema).map(|(name, _)| name);
    let names = names.filter(|name| value.get(*name).is_none());
    names.map(str::to_owned).collect()
}

/// Returns the properties of an object, including those of the schemas in an `allOf`.
fn properties<'d>(root: &'d Node, schema: &'d Node) -> impl Iterator<Item = (&'d str, &'d Node)> {
    let schema = resolved(root, schema);
    let parts = schema.map(
        |schema| match schema.get("allOf").and_then(Node::as_array) {
            Some(parts) => parts,
            None => std::slice::from_ref(schema),
        },
    );
    let parts = parts.into_iter().flatten();
    let properties = parts.filter_map(move |part| resolved(root, part)?.get("properties"));
    properties.flat_map(|properties| entries(Some(properties)))
}

/// A successful response.
pub struct Success {
    pub status: u16,
    pub responses: Vec<ResponseSample>,
}

/// Returns the first 2xx response with content, otherwise the first 2xx response, otherwise the `default` response.
pub fn success(root: &Node, operation: &Node) -> Success {
    let successes: Vec<(u16, &Node)> = entries(operation.get("responses"))
        .filter_map(|(status, response)| Some((success_status(status)?, resolved(root, response)?)))
        .collect();
    let has_content = |response: &Node| entries(response.get("content")).next().is_some();
    let chosen = successes
        .iter()
        .find(|(_, response)| has_content(response))
        .or(successes.first());
    let default = || {
        let response = operation.get("responses")?.get("default")?;
        Some((200, resolved(root, response)?))
    };
    // `default` is a success if there is no other.
    let chosen = chosen.copied().or_else(default);
    let Some((status, response)) = chosen else {
        return Success {
            status: 200,
            responses: Vec::new(),
        };
    };
    let responses = entries(response.get("content")).map(|(media_type, content)| ResponseSample {
        media_type: media_type.to_owned(),
        values: response_values(root, media_type, content),
    });
    Success {
        status,
        responses: responses.collect(),
    }
}

fn response_values(root: &Node, media_type: &str, content: &Node) -> Vec<Value> {
    let sampler = Sampler::with_items(root);
    let kind = MediaKind::of(root, media_type, content);
    match (kind, content.get("schema")) {
        (MediaKind::EventStream, Some(schema)) => sampler.each(schema),
        (MediaKind::JsonLines, Some(schema)) => {
            let values = sampler.each(schema).into_iter();
            values
                .flat_map(|value| match value {
                    Value::Array(items) => items,
                    value => vec![value],
                })
                .collect()
        }
        (MediaKind::Json, Some(schema)) => sampler.value(schema).into_iter().collect(),
        (MediaKind::Json, None) if media_type.contains('*') => vec![Value::Object(Map::new())],
        _ => vec![Value::from("sample")],
    }
}

/// Whether a body is bytes: it has the schema of a file. A body of any media type without a schema is any JSON.
fn is_binary(root: &Node, schema: Option<&Node>) -> bool {
    let schema = schema.and_then(|schema| resolved(root, schema));
    schema.is_some_and(|schema| schema.get("format").and_then(Node::as_str) == Some("binary"))
}

/// Returns the status for a key of `responses` that means success.
fn success_status(key: &str) -> Option<u16> {
    match key {
        "2XX" | "2xx" => Some(200),
        status => {
            let status = status.parse().ok();
            status.filter(|status| (200..300).contains(status))
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MediaKind {
    Json,
    Multipart,
    UrlEncoded,
    EventStream,
    JsonLines,
    Other,
}

impl MediaKind {
    fn of(root: &Node, media_type: &str, content: &Node) -> Self {
        match essence(media_type).as_str() {
            "*/*" | "application/*" if !is_binary(root, content.get("schema")) => Self::Json,
            json if is_json(json) => Self::Json,
            form if form.starts_with("multipart/") => Self::Multipart,
            "application/x-www-form-urlencoded" => Self::UrlEncoded,
            "text/event-stream" => Self::EventStream,
            lines if is_json_lines(lines) => Self::JsonLines,
            _ => Self::Other,
        }
    }
}
