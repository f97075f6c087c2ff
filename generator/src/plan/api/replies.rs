//! The replies of operations, and how requests ask for streams.

use crate::ir::{self, StreamSwitch};
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
