//! WebSocket channels ([RFC 6455](https://www.rfc-editor.org/rfc/rfc6455)): typed events in both directions, with
//! reconnecting.

mod channel;
mod close;
mod connect;
mod connection;
#[cfg(not(target_family = "wasm"))]
mod connector;
mod endpoint;
mod events;
mod handshake;
mod heartbeat;
mod lanes;
mod message_queue;
mod options;
mod protocol;
#[cfg(not(target_family = "wasm"))]
mod proxy;
mod receiver;
mod reconnect;
mod send_queue;
mod sender;
mod session;
mod sink;

pub use channel::{Channel, ChannelSpec};
pub use close::{Close, ClosedBy};
pub use connect::{Connect, Connecting};
pub use connection::Connection;
#[cfg(not(target_family = "wasm"))]
pub use connector::{ByteStream, Connector, Target};
pub use lanes::{Lane, Lanes};
pub use receiver::Receiver;
pub use reconnect::{Reconnect, ReconnectAttempt};
pub use sender::Sender;

#[allow(unused_imports)] // a crate may have no channel
pub(crate) use channel::channel_table;
