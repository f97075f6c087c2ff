//! The protocol over a byte stream.

use std::sync::Arc;

use http::HeaderMap;
use reqwest::Url;
use rustls::ClientConfig;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use super::{OpenSocket, refusal, upgrade};
use crate::runtime::error::{Error, chain};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::socket::connector::{Connector, TcpConnector, open_stream, target};
use crate::runtime::socket::options::ConnectOptions;
use crate::runtime::wire::platform::is_permanent;

pub(crate) use crate::runtime::socket::connector::WebSocket;
pub(crate) use tokio_tungstenite::tungstenite::protocol::CloseFrame;
pub(crate) use tokio_tungstenite::tungstenite::{Error as WsError, Message, Utf8Bytes};

/// Whether a handshake can carry arbitrary headers.
pub(crate) const SENDS_HEADERS: bool = true;

/// The size of the read buffer, in bytes. It is small since events are small and a program may have many connections.
const READ_BUFFER: usize = 32 * 1024;

/// How connections are opened.
#[derive(Clone)]
pub(crate) struct Network {
    pub(crate) connector: Arc<dyn Connector>,
    pub(crate) tls: Option<Arc<ClientConfig>>,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            connector: Arc::new(TcpConnector),
            tls: None,
        }
    }
}

/// Opens a WebSocket.
pub(crate) async fn connect(
    options: &ConnectOptions,
    url: &Url,
    headers: &HeaderMap,
) -> Result<OpenSocket, Error> {
    let target = target(url)?;
    let network = &options.network;
    let stream = open_stream(&*network.connector, target, network.tls.clone())
        .await
        .map_err(|source| {
            let is_retryable = !is_permanent(source.as_ref());
            Error::new(ErrorKind::Connection, chain(source.as_ref()))
                .with_source(source)
                .with_retryable(is_retryable)
        })?;
    let limits = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_message_size(Some(options.max_message_size))
        .max_frame_size(Some(options.max_message_size));
    let opened = upgrade::upgrade(stream, url, headers).await;
    let opened = opened.map_err(|error| refusal::error(options, error))?;
    let socket =
        WebSocket::from_partially_read(opened.stream, opened.rest, Role::Client, Some(limits));
    Ok(OpenSocket {
        socket: socket.await,
        headers: opened.headers,
    })
}

/// Returns whether a close frame may have the code.
pub(crate) fn is_allowed_close_code(code: u16) -> bool {
    CloseCode::from(code).is_allowed()
}

/// The close code for an error that violates the protocol, or `None` if the connection was lost.
pub(crate) fn violation_code(error: &WsError) -> Option<u16> {
    match error {
        WsError::ConnectionClosed
        | WsError::AlreadyClosed
        | WsError::Io(_)
        | WsError::Protocol(
            ProtocolError::ResetWithoutClosingHandshake | ProtocolError::SendAfterClosing,
        ) => None,
        WsError::Capacity(_) => Some(1009),
        WsError::Utf8(_) => Some(1007),
        _ => Some(1002),
    }
}
