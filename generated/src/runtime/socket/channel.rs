//! The description of a channel.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::runtime::spec::{Method, OperationSpec, SecurityRequirement};

/// A WebSocket channel that the document describes.
pub trait Channel: Send + Sync + 'static {
    /// The description of the channel.
    const SPEC: ChannelSpec;
    /// An event sent by the client.
    type Client: Serialize + DeserializeOwned;
    /// An event sent by the server.
    type Server: DeserializeOwned;
}

/// The description of a channel.
#[derive(Clone, Copy, Debug)]
pub struct ChannelSpec {
    /// The request that opens a connection: `GET` with a path and credentials.
    pub request: OperationSpec,
    /// The subprotocols offered along with a credential that is passed as a subprotocol.
    pub subprotocols: &'static [&'static str],
    /// The prefix of a credential that is passed as a subprotocol, or empty if that is not supported.
    pub key_subprotocol: &'static str,
    /// The query parameter for the deployment, on hosts with deployments, or empty.
    pub deployment: &'static str,
    /// The property of an event that contains the ID of its lane, or empty if there are no lanes.
    pub lane: &'static str,
}

impl ChannelSpec {
    /// Creates a description without credentials, subprotocols and lanes.
    pub const fn new(name: &'static str, path: &'static str) -> Self {
        Self {
            request: OperationSpec::new(name, Method::GET, path).accept(""),
            subprotocols: &[],
            key_subprotocol: "",
            deployment: "",
            lane: "",
        }
    }

    /// Sets the security: alternatives, each with schemes that apply together.
    pub const fn security(mut self, alternatives: &'static [SecurityRequirement]) -> Self {
        self.request.security = alternatives;
        self
    }

    /// Returns the name of the channel.
    pub const fn name(&self) -> &'static str {
        self.request.id
    }
}

/// Defines a channel: its type, name, path, the event types of client and server, and optional rows.
///
/// - `security`: the security schemes, any one of which is sufficient.
/// - `subprotocols`, `key_subprotocol`: see the fields of [`ChannelSpec`].
/// - `deployment`: the query parameter for the deployment.
/// - `lane`: the property of an event that contains the ID of its lane.
#[allow(unused_macros)] // a crate may have no channel
macro_rules! channel_table {
    ($name:ident = $id:literal $path:literal => $client:ty, $server:ty {
        $(security $($scheme:literal)+;)?
        $(subprotocols $($subprotocol:literal)+;)?
        $(key_subprotocol $key:literal;)?
        $(deployment $deployment:literal;)?
        $(lane $lane:literal;)?
    }) => {
        #[doc = concat!("The channel `", $id, "`.")]
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl $crate::runtime::generated::Channel for $name {
            const SPEC: $crate::runtime::generated::ChannelSpec = $crate::runtime::generated::ChannelSpec {
                $(subprotocols: &[$($subprotocol),+],)?
                $(key_subprotocol: $key,)?
                $(deployment: $deployment,)?
                $(lane: $lane,)?
                ..$crate::runtime::generated::ChannelSpec::new($id, $path)$(.security(&[$(&[$scheme]),+]))?
            };
            type Client = $client;
            type Server = $server;
        }
    };
}

#[allow(unused_imports)] // a crate may have no channel
pub(crate) use channel_table;
