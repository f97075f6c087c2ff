//! WebSocket channels: what OpenAPI has no words for and an overlay declares under `x-channels`.

use super::{Docs, Param, TypeRef};
use crate::source::Origin;

/// A connection over which both sides send events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its key under `x-channels`.
    pub name: String,
    /// The path below the server's URL.
    pub path: String,
    /// Query parameters of the connection request.
    pub query: Vec<Param>,
    /// One event that the client sends.
    pub client: TypeRef,
    /// One event that the server sends.
    pub server: TypeRef,
    /// WebSocket subprotocols offered.
    pub subprotocols: Vec<String>,
    /// Where it was written.
    pub origin: Origin,
    /// What is known for its documentation.
    pub docs: Docs,
}
