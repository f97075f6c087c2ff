//! WebSocket channels, which OpenAPI cannot describe and an overlay declares under `x-channels`.

use super::{Docs, Parameter, SecurityRequirement, TypeRef};
use crate::source::Origin;

/// A connection over which both sides send events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its key under `x-channels`.
    pub name: String,
    /// The path below the server URL.
    pub path: String,
    /// The names of the parameters of the path, in order. Their values are strings.
    pub path_parameters: Vec<String>,
    /// Query parameters of the connection request.
    pub query: Vec<Parameter>,
    /// The type of an event that the client sends.
    pub client_event: TypeRef,
    /// The type of an event that the server sends.
    pub server_event: TypeRef,
    /// The alternative security requirements.
    pub security: Vec<SecurityRequirement>,
    /// WebSocket subprotocols offered in addition to a credential that is passed as one.
    pub subprotocols: Vec<String>,
    /// The prefix of a credential that is passed as a subprotocol.
    pub key_subprotocol: Option<String>,
    /// The query parameter that names the deployment, for hosts that have deployments.
    pub deployment: Option<String>,
    /// The property of an event that names its lane.
    pub lane: Option<String>,
    /// The location in the source.
    pub origin: Origin,
    /// Documentation.
    pub docs: Docs,
}
