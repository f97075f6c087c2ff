//! What a document says about one channel.
//!
//! In: constants written by the generator. Out: the facts of a connection and the types of its events.
//! Must not know: how anything is sent.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::spec::{Method, OperationSpec};

/// A channel of the document: its constant facts, and what travels over it.
pub trait Channel: Send + Sync + 'static {
    /// The facts.
    const SPEC: ChannelSpec;
    /// An event that the client sends.
    type Client: Serialize + DeserializeOwned;
    /// An event that the server sends.
    type Server: DeserializeOwned;
}

/// The constant facts of one channel.
#[derive(Clone, Copy, Debug)]
pub struct ChannelSpec {
    /// The request that opens it: `GET` of a path, with its credentials.
    pub request: OperationSpec,
    /// Subprotocols that go with a credential that is passed as one.
    pub subprotocols: &'static [&'static str],
    /// What stands before a credential that is passed as a subprotocol; empty: it cannot be.
    pub key_subprotocol: &'static str,
    /// The query parameter that hosts with deployments take a deployment's name from; empty: there is none.
    pub deployment: &'static str,
    /// The member of an event that names the lane it belongs to; empty: there are no lanes.
    pub lane: &'static str,
}

impl ChannelSpec {
    /// A channel without credentials, subprotocols and lanes.
    pub const fn new(name: &'static str, path: &'static str) -> Self {
        Self {
            request: OperationSpec::new(name, Method::GET, path).accept(""),
            subprotocols: &[],
            key_subprotocol: "",
            deployment: "",
            lane: "",
        }
    }

    /// Sets the security schemes, any of which will do.
    pub const fn security(mut self, schemes: &'static [&'static str]) -> Self {
        self.request.security = schemes;
        self
    }

    /// The name of the channel.
    pub const fn name(&self) -> &'static str {
        self.request.id
    }
}

/// A channel: its type, name, path, the events of the client and of the server, and a line for each further fact.
///
/// - `security`: credentials, any of which will do. `lane`: the member of an event that names its lane.
/// - `deployment`: the query parameter that names the deployment, on hosts that have them.
/// - `subprotocols`, `key_subprotocol`: what is offered when the credential is passed as a subprotocol.
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

        impl $crate::runtime::Channel for $name {
            const SPEC: $crate::runtime::ChannelSpec = $crate::runtime::ChannelSpec {
                $(subprotocols: &[$($subprotocol),+],)?
                $(key_subprotocol: $key,)?
                $(deployment: $deployment,)?
                $(lane: $lane,)?
                ..$crate::runtime::ChannelSpec::new($id, $path)$(.security(&[$($scheme),+]))?
            };
            type Client = $client;
            type Server = $server;
        }
    };
}

#[allow(unused_imports)] // the same
pub(crate) use channel_table;
