//! The names of schemas in documentation files.

use crate::ir::{PathSegment, SchemaPath, SchemaRoot};

/// Returns the name of a schema: `Order`, and for nested schemas `Order.lines[].price`, `Order.extras{}` and
/// `Order.payment|card`. The inline schemas of an operation start with its id: `createOrder body`.
pub fn of(path: &SchemaPath) -> String {
    let segments = path.segments.iter();
    root(&path.root) + &segments.map(segment).collect::<String>()
}

/// Returns the name of the root.
pub fn root(root: &SchemaRoot) -> String {
    match root {
        SchemaRoot::Component(name) => name.clone(),
        SchemaRoot::RequestBody(id) => format!("{id} body"),
        SchemaRoot::Form(id) => format!("{id} form"),
        SchemaRoot::Response(id) => format!("{id} response"),
        SchemaRoot::StatusResponse {
            operation,
            statuses,
        } => format!("{operation} {statuses} response"),
        SchemaRoot::SharedResponse(name) => format!("{name} response"),
        SchemaRoot::Event(id) => format!("{id} event"),
        SchemaRoot::Parameter { operation, name } => format!("{operation} {name}"),
        SchemaRoot::Webhook(name) => format!("{name} webhook"),
        SchemaRoot::AllWebhooks => "webhooks".to_owned(),
    }
}

/// Returns the schema or operation from which the noun of a root is derived.
pub fn subject(root: &SchemaRoot) -> &str {
    match root {
        SchemaRoot::Component(name) | SchemaRoot::Webhook(name) => name,
        SchemaRoot::RequestBody(id)
        | SchemaRoot::Form(id)
        | SchemaRoot::Response(id)
        | SchemaRoot::StatusResponse { operation: id, .. }
        | SchemaRoot::SharedResponse(id)
        | SchemaRoot::Event(id)
        | SchemaRoot::Parameter { operation: id, .. } => id,
        SchemaRoot::AllWebhooks => "webhook",
    }
}

/// Returns a segment as it is appended to the name of its parent.
pub fn segment(segment: &PathSegment) -> String {
    match segment {
        PathSegment::Property(name) => format!(".{name}"),
        PathSegment::Items => "[]".to_owned(),
        PathSegment::AdditionalProperties => "{}".to_owned(),
        PathSegment::Branch(name) => format!("|{name}"),
    }
}
