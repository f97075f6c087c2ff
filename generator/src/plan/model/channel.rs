//! WebSocket channels.

use super::{CallExample, FeatureGate, RustType};

/// A WebSocket channel, written as a method of its group and a type for its connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its key in the document.
    pub name: String,
    /// The name of its type.
    pub ident: String,
    /// The path below the server's URL.
    pub path: String,
    /// Parameters of the path, which are the arguments of the method.
    pub arguments: Vec<ChannelArgument>,
    /// The name of the method that connects.
    pub method: String,
    /// Query parameters.
    pub query: Vec<ChannelParameter>,
    /// The alternative security requirements.
    pub security: Vec<Vec<String>>,
    /// WebSocket subprotocols.
    pub subprotocols: Vec<String>,
    /// The prefix of a credential that is sent as a subprotocol.
    pub key_subprotocol: Option<String>,
    /// The query parameter that names the deployment, for hosts that have deployments.
    pub deployment: Option<String>,
    /// The property of an event that names its lane.
    pub lane: Option<String>,
    /// The type of a client event.
    pub client: RustType,
    /// The type of a server event.
    pub server: RustType,
    /// The gate of its items, in addition to that of its group.
    pub gate: FeatureGate,
    /// Documentation of the method that connects.
    pub doc: Vec<String>,
    /// An example of a connection.
    pub example: Option<CallExample>,
}

/// A parameter of the path of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelArgument {
    /// Its name in the document.
    pub wire: String,
    /// The name of the argument.
    pub ident: String,
}

/// A query parameter of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelParameter {
    /// Its name in the document.
    pub wire: String,
    /// The name of its setter.
    pub setter: String,
    /// Documentation of the setter.
    pub doc: Vec<String>,
}
