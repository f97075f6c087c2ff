//! The replies of operations, and how requests ask for streams.

use crate::ir::{self, Api, FieldKind, Scalar, Shape, StreamSwitch, Tagging, TypeRef};
use crate::plan::Reply;
use crate::plan::types::RustTypes;

/// What an operation returns, unless it is a page of a list.
pub fn reply(types: &RustTypes, reply: &ir::Response) -> Reply {
    match reply {
        ir::Response::Empty => Reply::Empty,
        ir::Response::Json(ty) => Reply::Json(types.of(ty)),
        ir::Response::Text(_) => Reply::Text,
        ir::Response::Bytes(_) => Reply::Binary,
        ir::Response::EventStream(ty) | ir::Response::JsonLines(ty) => Reply::Events(types.of(ty)),
        ir::Response::JsonOrStream { json, event, .. } => {
            Reply::JsonOrEvents(types.of(json), types.of(event))
        }
        ir::Response::BytesOrStream { event, .. } => Reply::BinaryOrEvents(types.of(event)),
        ir::Response::Optional(inner) => Reply::Optional(Box::new(self::reply(types, inner))),
        ir::Response::ByStatus(_) => Reply::ByStatus,
    }
}

/// The value of `Accept`, unless that is JSON.
pub fn accept(operation: &ir::Operation) -> Option<String> {
    let accept = match (&operation.response, operation.accept.as_slice()) {
        (ir::Response::Bytes(media) | ir::Response::Text(media), []) => media.clone(),
        (_, media_types) => media_types.join(", "),
    };
    (!accept.is_empty() && accept != "application/json").then_some(accept)
}

/// How a request asks for a stream.
pub fn switch(reply: &ir::Response) -> Option<&StreamSwitch> {
    match reply {
        ir::Response::JsonOrStream { switch, .. } | ir::Response::BytesOrStream { switch, .. } => {
            switch.as_ref()
        }
        ir::Response::Optional(inner) => self::switch(inner),
        _ => None,
    }
}

/// The fields of an event.
const EVENT_FIELDS: &[&str] = &["event", "data", "id", "retry", "comment"];

/// Whether the items of a stream are events with their data as a string: `itemSchema` describes the fields of an event.
pub fn has_event_text(api: &Api, operation: &ir::Operation) -> bool {
    let ir::Response::EventStream(event) = &operation.response else {
        return false;
    };
    let fields = api.defs.fields(event).unwrap_or_default();
    let is_string = |field: &ir::Field| match &field.kind {
        FieldKind::Value(ty) => *api.defs.resolved(ty) == TypeRef::Scalar(Scalar::String),
        FieldKind::Constant(_) => true,
    };
    let has_data = fields.iter().any(|it| it.wire == "data" && is_string(it));
    let is_event = fields
        .iter()
        .all(|it| EVENT_FIELDS.contains(&it.wire.as_str()));
    operation.event_items && has_data && is_event
}

/// Whether events are pairs of a name and data: a union with the discriminator `event`.
pub fn has_named_events(api: &Api, reply: &ir::Response) -> bool {
    let event = match reply {
        ir::Response::EventStream(event) => event,
        ir::Response::JsonOrStream { event, .. } | ir::Response::BytesOrStream { event, .. } => {
            event
        }
        ir::Response::Optional(inner) => return has_named_events(api, inner),
        _ => return false,
    };
    let TypeRef::Def(id) = event else {
        return false;
    };
    match &api.def(*id).shape {
        Shape::Union {
            tagging: Tagging::Internal { property, .. },
            ..
        } => property == "event",
        _ => false,
    }
}
