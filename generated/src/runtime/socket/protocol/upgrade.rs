//! The handshake that turns a byte stream into a WebSocket (RFC 6455, section 4.1).
//!
//! `tungstenite` has one too, but writes its request to the log, with the credential.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use reqwest::Url;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::error::{ProtocolError, SubProtocolError};
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::native::WsError;
use crate::runtime::socket::connector::ByteStream;

/// The largest head of a response, in bytes.
const MAX_HEAD: usize = 64 << 10;
/// How many headers a response may have.
const MAX_HEADERS: usize = 124;

/// A stream after the handshake.
pub(super) struct Upgraded {
    pub(super) stream: Box<dyn ByteStream>,
    pub(super) headers: HeaderMap,
    /// What was received after the head of the response.
    pub(super) rest: Vec<u8>,
}

/// The head of a response, and what was received after it.
struct Head {
    status: StatusCode,
    headers: HeaderMap,
    rest: Vec<u8>,
}

/// Sends the request and checks the response.
pub(super) async fn upgrade(
    mut stream: Box<dyn ByteStream>,
    url: &Url,
    headers: &HeaderMap,
) -> Result<Upgraded, WsError> {
    let key = generate_key();
    stream.write_all(&request(url, headers, &key)).await?;
    stream.flush().await?;
    let head = read_head(&mut stream).await?;
    if head.status != StatusCode::SWITCHING_PROTOCOLS {
        let mut response = http::Response::new(Some(head.rest));
        (*response.status_mut(), *response.headers_mut()) = (head.status, head.headers);
        return Err(WsError::Http(Box::new(response)));
    }
    check(&head.headers, headers, &key)?;
    Ok(Upgraded {
        stream,
        headers: head.headers,
        rest: head.rest,
    })
}

/// Returns the bytes of the request. Some servers compare the names of headers case-sensitively.
fn request(url: &Url, headers: &HeaderMap, key: &str) -> Vec<u8> {
    let query = url.query().map(|query| format!("?{query}"));
    let target = format!("{}{}", url.path(), query.unwrap_or_default());
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}"));
    let port = port.unwrap_or_default();
    let mut request = format!(
        "GET {target} HTTP/1.1\r\nHost: {host}{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
    )
    .into_bytes();
    let own = [
        header::HOST,
        header::CONNECTION,
        header::UPGRADE,
        header::SEC_WEBSOCKET_VERSION,
        header::SEC_WEBSOCKET_KEY,
    ];
    for (name, value) in headers.iter().filter(|(name, _)| !own.contains(name)) {
        let shown = match *name {
            header::SEC_WEBSOCKET_PROTOCOL => "Sec-WebSocket-Protocol",
            header::ORIGIN => "Origin",
            _ => name.as_str(),
        };
        request.extend_from_slice(shown.as_bytes());
        request.extend_from_slice(b": ");
        request.extend_from_slice(value.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    request
}

async fn read_head(stream: &mut Box<dyn ByteStream>) -> Result<Head, WsError> {
    let mut received = Vec::with_capacity(1024);
    loop {
        if stream.read_buf(&mut received).await? == 0 {
            return Err(ProtocolError::HandshakeIncomplete.into());
        }
        if let Some(head) = parse(&received)? {
            return Ok(head);
        }
        if received.len() > MAX_HEAD {
            return Err(httparse::Error::TooManyHeaders.into());
        }
    }
}

/// Parses the head of a response. `None` if it is incomplete.
fn parse(received: &[u8]) -> Result<Option<Head>, WsError> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut fields);
    let httparse::Status::Complete(length) = response.parse(received)? else {
        return Ok(None);
    };
    let mut headers = HeaderMap::new();
    for field in response.headers.iter() {
        let name = HeaderName::from_bytes(field.name.as_bytes());
        let value = HeaderValue::from_bytes(field.value);
        // The parser accepts no others.
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let status = StatusCode::from_u16(response.code.unwrap_or_default());
    Ok(Some(Head {
        status: status.map_err(|_| httparse::Error::Status)?,
        headers,
        rest: received[length..].to_vec(),
    }))
}

/// Checks the headers of a response against those of the request.
fn check(received: &HeaderMap, sent: &HeaderMap, key: &str) -> Result<(), ProtocolError> {
    let has = |name: &HeaderName, token: &str| {
        let values = received.get_all(name).iter();
        let values = values.filter_map(|value| value.to_str().ok());
        let mut tokens = values.flat_map(|value| value.split(','));
        tokens.any(|found| found.trim().eq_ignore_ascii_case(token))
    };
    if !has(&header::UPGRADE, "websocket") {
        return Err(ProtocolError::MissingUpgradeWebSocketHeader);
    }
    if !has(&header::CONNECTION, "upgrade") {
        return Err(ProtocolError::MissingConnectionUpgradeHeader);
    }
    let accepted = received.get(header::SEC_WEBSOCKET_ACCEPT);
    if accepted.is_none_or(|accepted| *accepted != derive_accept_key(key.as_bytes())) {
        return Err(ProtocolError::SecWebSocketAcceptKeyMismatch);
    }
    let text = |headers: &HeaderMap| {
        let value = headers.get(header::SEC_WEBSOCKET_PROTOCOL)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let problem = match (text(sent), text(received)) {
        (None, None) => return Ok(()),
        (Some(_), None) => SubProtocolError::NoSubProtocol,
        (None, Some(_)) => SubProtocolError::ServerSentSubProtocolNoneRequested,
        (Some(offered), Some(chosen)) => {
            if offered.split(',').any(|it| it.trim() == chosen) {
                return Ok(());
            }
            SubProtocolError::InvalidSubProtocol
        }
    };
    Err(ProtocolError::SecWebSocketSubProtocolError(problem))
}
