//! The WebSocket protocol on each platform: messages, a connection that carries them, and how it is opened.

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(not(target_family = "wasm"))]
mod refusal;
#[cfg(not(target_family = "wasm"))]
mod upgrade;
#[cfg(target_family = "wasm")]
mod web;
#[cfg(target_family = "wasm")]
mod web_message;
#[cfg(target_family = "wasm")]
mod web_socket;

use http::HeaderMap;

#[cfg(not(target_family = "wasm"))]
pub(crate) use native::{
    CloseFrame, Message, Network, SENDS_HEADERS, Utf8Bytes, WebSocket, WsError, connect,
    is_allowed_close_code, violation_code,
};
#[cfg(target_family = "wasm")]
pub(crate) use {
    web::{Network, SENDS_HEADERS, connect},
    web_message::{CloseFrame, Message, Utf8Bytes, WsError, is_allowed_close_code, violation_code},
    web_socket::WebSocket,
};

/// A WebSocket that was just opened.
pub(crate) struct OpenSocket {
    pub(crate) socket: WebSocket,
    /// The headers of the handshake response.
    pub(crate) headers: HeaderMap,
}
