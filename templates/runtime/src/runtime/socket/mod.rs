//! Channels: connections over which both sides send events (WebSocket, RFC 6455), in reading order.
//!
//! In: a client and a channel's facts. Out: typed events in both directions, over as many connections as it takes.
//! Must not know: any channel; generated code adds the way to them.

mod base64;
mod channel;
mod close;
mod connect;
mod connection;
mod dial;
mod handshake;
mod heartbeat;
mod lanes;
mod line;
mod outbox;
mod reconnect;
mod shared;
mod sink;

pub use self::base64::{decode_base64, encode_base64};
pub use channel::{Channel, ChannelSpec};
pub use close::{Close, ClosedBy};
pub use connect::{Connect, Connecting};
pub use connection::Connection;
pub use dial::{ByteStream, Connector, Target};
pub use lanes::{Lane, Lanes};
pub use reconnect::{Attempt, Reconnect};
pub use shared::{Receiver, Sender};

#[allow(unused_imports)] // a crate may have no channel
pub(crate) use channel::channel_table;
