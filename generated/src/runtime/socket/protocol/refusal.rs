//! Errors of failed handshakes.

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Error as WsError;

use crate::runtime::error::{Error, chain};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::send::retry;
use crate::runtime::socket::options::ConnectOptions;

/// Converts the error of a handshake. An HTTP response becomes the same error as that of a call.
pub(super) fn error(options: &ConnectOptions, error: WsError) -> Error {
    let service = options.draft.config.service;
    match error {
        WsError::Http(response) => {
            let (parts, body) = response.into_parts();
            let body = Bytes::from(body.unwrap_or_default());
            let error = Error::from_response(service, parts.status, parts.headers, body);
            let retryable = retry::is_retryable(service, &error);
            error.with_retryable(retryable)
        }
        WsError::Io(source) => {
            Error::new(ErrorKind::Connection, chain(&source)).with_source(source)
        }
        other => {
            let message = format!("the WebSocket handshake failed: {other}");
            Error::new(ErrorKind::Connection, message)
                .with_source(other)
                .with_retryable(false)
        }
    }
}
