//! How an item of an event stream is built from an event.

use crate::ir::{
    self, Api, BranchKind, Field, FieldKind, Response, Scalar, Shape, Tagging, TypeRef,
};
use crate::plan::EventMode;

/// The fields of an event.
const FIELDS: &[&str] = &["event", "data", "id", "retry", "comment"];

/// Returns how the items of an operation's stream are built.
pub fn mode(api: &Api, operation: &ir::Operation) -> EventMode {
    of_response(api, &operation.response, operation.event_items)
}

fn of_response(api: &Api, response: &Response, is_event: bool) -> EventMode {
    match response {
        Response::EventStream(event)
        | Response::JsonOrStream { event, .. }
        | Response::BytesOrStream { event, .. } => of_event(api, event, is_event),
        Response::JsonLines(_) => EventMode::JsonLines,
        Response::Optional(inner) => of_response(api, inner, is_event),
        _ => EventMode::Data,
    }
}

/// `is_event`: the type is declared as that of events rather than their data (`itemSchema`).
fn of_event(api: &Api, event: &TypeRef, is_event: bool) -> EventMode {
    match api.defs.resolved(event) {
        TypeRef::Scalar(Scalar::String) => return EventMode::Text,
        TypeRef::Any(_) => return EventMode::JsonOrText,
        _ => {}
    }
    let events = records(api, event);
    let are_events = is_event && !events.is_empty() && events.iter().all(|it| is_fields(it));
    match are_events {
        true if events.iter().all(|it| has_text(api, it)) => EventMode::EventText,
        true => EventMode::EventData,
        false if is_named(api, event) => EventMode::EventData,
        false => EventMode::Data,
    }
}

/// Whether events are pairs of a name and data: a union with the discriminator `event`.
fn is_named(api: &Api, event: &TypeRef) -> bool {
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

/// The fields of a record, or of each record of a union. Empty if there is another type.
fn records<'a>(api: &'a Api, event: &TypeRef) -> Vec<&'a [Field]> {
    if let Some(fields) = api.defs.fields(event) {
        return vec![fields];
    }
    let TypeRef::Def(id) = api.defs.resolved(event) else {
        return Vec::new();
    };
    let Shape::Union { branches, .. } = &api.def(*id).shape else {
        return Vec::new();
    };
    let fields = branches.iter().map(|branch| match &branch.kind {
        BranchKind::Type(ty) => api.defs.fields(ty),
        _ => None,
    });
    fields.collect::<Option<_>>().unwrap_or_default()
}

fn is_fields(fields: &[Field]) -> bool {
    let mut names = fields.iter().map(|it| it.wire.as_str());
    names.all(|name| FIELDS.contains(&name))
}

/// Whether the data of an event is a string, or not declared.
fn has_text(api: &Api, fields: &[Field]) -> bool {
    let data = fields.iter().find(|it| it.wire == "data");
    data.is_none_or(|data| match &data.kind {
        FieldKind::Value(ty) => *api.defs.resolved(ty) == TypeRef::Scalar(Scalar::String),
        FieldKind::Constant(_) => true,
    })
}
