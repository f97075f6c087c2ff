//! WebSocket connections: typed events in both directions.

#[cfg(not(target_family = "wasm"))]
pub use crate::runtime::socket::{ByteStream, Connector, Target};
pub use crate::runtime::socket::{
    Channel, ChannelSpec, Close, ClosedBy, Connect, Connecting, Connection, Lane, Lanes, Receiver,
    Reconnect, ReconnectAttempt, Sender,
};
