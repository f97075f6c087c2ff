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
    /// Names of security schemes, any of which will do.
    pub security: Vec<String>,
    /// WebSocket subprotocols, offered beside a credential that is passed as one.
    pub subprotocols: Vec<String>,
    /// What stands before a credential that is passed as a subprotocol.
    pub key_subprotocol: Option<String>,
    /// The query parameter that names the deployment, for hosts that have them.
    pub deployment: Option<String>,
    /// The member of an event that names its lane.
    pub lane: Option<String>,
    /// Where it was written.
    pub origin: Origin,
    /// What is known for its documentation.
    pub docs: Docs,
}
