//! Opening a WebSocket in the browser.
//!
//! A browser does not let a program add headers to the handshake. A credential is passed as a subprotocol, where the
//! channel supports it. A browser does not report why a connection could not be opened.

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE, SEC_WEBSOCKET_PROTOCOL, USER_AGENT};
use reqwest::Url;
use send_wrapper::SendWrapper;

use super::OpenSocket;
use super::web_socket::WebSocket;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::socket::options::ConnectOptions;

/// Whether a handshake can carry arbitrary headers.
pub(crate) const SENDS_HEADERS: bool = false;

/// How connections are opened: by the browser.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network;

/// Opens a WebSocket.
pub(crate) async fn connect(
    options: &ConnectOptions,
    url: &Url,
    headers: &HeaderMap,
) -> Result<OpenSocket, Error> {
    let defaults = [ACCEPT, CONTENT_TYPE, SEC_WEBSOCKET_PROTOCOL, USER_AGENT];
    if let Some(name) = headers.keys().find(|name| !defaults.contains(name)) {
        let message = format!(
            "a browser cannot send the header `{name}` with a WebSocket: use `key_as_subprotocol` for a key, or \
             `without_header`"
        );
        return Err(Error::request(message));
    }
    let protocols = headers.get(SEC_WEBSOCKET_PROTOCOL);
    let protocols = protocols
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let protocols = protocols.split(", ").filter(|name| !name.is_empty());
    let opening = WebSocket::open(url.as_str(), protocols, options.max_message_size);
    let mut socket = opening.map_err(|reason| {
        Error::request(format!("the browser rejected the WebSocket: {reason}"))
    })?;
    SendWrapper::new(socket.opened()).await.map_err(|error| {
        let message = format!("the WebSocket could not be opened: {error}");
        Error::new(ErrorKind::Connection, message).with_source(error)
    })?;
    Ok(OpenSocket {
        socket,
        headers: HeaderMap::new(),
    })
}
