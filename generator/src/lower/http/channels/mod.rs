//! WebSocket channels, declared by `x-channels`.

mod check;

use serde_json::Value;

use super::security;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Channel, Docs, Parameter, ParameterLocation, ParameterStyle, Scalar, TypeRef};
use crate::lower::schema::SchemaReader;
use crate::openapi::pointer;

/// Reads all channels.
pub fn channels(reader: &mut SchemaReader<'_>) -> Vec<Channel> {
    let document = reader.document;
    match document.api.extensions.get("x-channels") {
        None => Vec::new(),
        Some(Value::Object(channels)) => channels
            .iter()
            .filter_map(|(name, raw)| channel(reader, name, raw))
            .collect(),
        Some(_) => {
            let origin = document.origins.key("/x-channels");
            let message = "`x-channels` must be an object";
            reader.report(Diagnostic::error(Code::InvalidChannel, message, origin));
            Vec::new()
        }
    }
}

/// Reads a channel. Returns `None` after an error.
fn channel(reader: &mut SchemaReader<'_>, name: &str, raw: &Value) -> Option<Channel> {
    let pointer = format!("/x-channels/{}", pointer::escape(name));
    let string = |key: &str| raw.get(key).and_then(Value::as_str).map(str::to_owned);
    let diagnostics = check::diagnostics(reader.document, name, raw, &pointer);
    let is_valid = diagnostics.is_empty();
    diagnostics.into_iter().for_each(|it| reader.report(it));
    let client_event = event(reader, name, raw, "client", &pointer);
    let server_event = event(reader, name, raw, "server", &pointer);
    is_valid.then_some(())?;
    Some(Channel {
        name: name.to_owned(),
        path_parameters: raw
            .get("path")
            .and_then(Value::as_str)
            .and_then(check::path_parameters)
            .unwrap_or_default(),
        path: string("path").unwrap_or_default(),
        query: query(reader, raw, &pointer),
        client_event: client_event?,
        server_event: server_event?,
        security: match raw.get("security") {
            Some(names) => strings(Some(names))
                .into_iter()
                .map(|name| vec![name])
                .collect(),
            None => security::of_document(reader.document),
        },
        subprotocols: strings(raw.get("subprotocols")),
        key_subprotocol: string("key-subprotocol"),
        deployment: string("deployment"),
        lane: string("lane"),
        origin: reader.document.origins.key(&pointer),
        docs: Docs {
            prose: string("description"),
            ..Docs::default()
        },
    })
}

/// Returns the type of the events of one side: `client: {$ref: …}`.
fn event(
    reader: &mut SchemaReader<'_>,
    name: &str,
    raw: &Value,
    side: &str,
    pointer: &str,
) -> Option<TypeRef> {
    let events = raw.get(side).and_then(|events| events.get("$ref"));
    if let Some(reference) = events.and_then(Value::as_str)
        && reader.component(reference).is_some()
    {
        return Some(reader.reference(reference));
    }
    let origin = reader.document.origins.origin(&format!("{pointer}/{side}"));
    let message = format!("channel `{name}` has no schema for the events of the {side}");
    let help = format!("set `{side}` to a `$ref` to a component schema");
    reader.report(Diagnostic::error(Code::InvalidChannel, message, origin).help(help));
    None
}

fn query(reader: &SchemaReader<'_>, raw: &Value, pointer: &str) -> Vec<Parameter> {
    let origin = reader.document.origins.origin(&format!("{pointer}/query"));
    let names = strings(raw.get("query")).into_iter();
    names
        .map(|wire| Parameter {
            wire,
            location: ParameterLocation::Query,
            ty: TypeRef::Scalar(Scalar::String),
            required: false,
            style: ParameterStyle::FORM,
            origin,
            docs: Docs::default(),
        })
        .collect()
}

/// Returns the strings of an array.
fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
