//! The settings of a connection.

use std::time::Duration;

use super::channel::ChannelSpec;
use super::heartbeat::KeepAlive;
use super::protocol::{Network, SENDS_HEADERS};
use super::reconnect::Reconnect;
use crate::runtime::client::Client;
use crate::runtime::draft::Draft;

/// The default time limit for connecting.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(30);
/// The default limit on the size of a message, in bytes.
const MAX_MESSAGE_SIZE: usize = 64 << 20;
/// The default limit on the total size of pongs, in bytes.
const MAX_WRITE_BUFFER_SIZE: usize = 1 << 20;
/// The default limit on the total size of queued events, in bytes.
const QUEUE_LIMIT: usize = 1 << 20;

/// The settings of a connection. See the setters of [`Connect`](super::Connect).
#[derive(Clone)]
pub(crate) struct ConnectOptions {
    pub(crate) channel: &'static ChannelSpec,
    pub(crate) draft: Draft,
    pub(crate) subprotocols: Vec<String>,
    pub(crate) key_as_subprotocol: bool,
    pub(crate) max_message_size: usize,
    pub(crate) max_write_buffer_size: usize,
    pub(crate) queue_limit: usize,
    pub(crate) keep_alive: KeepAlive,
    pub(crate) reconnect: Option<Reconnect>,
    pub(crate) handshake_timeout: Duration,
    #[allow(dead_code)] // a browser makes connections itself
    pub(crate) network: Network,
}

impl ConnectOptions {
    pub(crate) fn new(client: &Client, channel: &'static ChannelSpec) -> Self {
        Self {
            channel,
            draft: Draft::new(client.config().clone(), &channel.request),
            subprotocols: Vec::new(),
            // A key that cannot be sent as a header is sent as a subprotocol.
            key_as_subprotocol: !SENDS_HEADERS && !channel.key_subprotocol.is_empty(),
            max_message_size: MAX_MESSAGE_SIZE,
            max_write_buffer_size: MAX_WRITE_BUFFER_SIZE,
            queue_limit: QUEUE_LIMIT,
            keep_alive: KeepAlive::DEFAULT,
            reconnect: None,
            handshake_timeout: HANDSHAKE_TIMEOUT,
            network: Network::default(),
        }
    }
}
