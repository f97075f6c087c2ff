//! From a client and a channel to an open WebSocket.
//!
//! In: the options of a connection. Out: a WebSocket, or why there is none; the answer that refused it is kept.
//! Must not know: events, and whether it is the first connection or a later one.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use reqwest::Url;
use rustls::ClientConfig;
use secrecy::ExposeSecret;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error as WsError;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::super::client::{Proof, place_key, signature};
use super::super::error::{Error, ErrorKind};
use super::super::request::{Draft, Request, add_query};
use super::super::send::{credential_was_refused, proof, retry};
use super::super::spec::Place;
use super::super::wire::http_transport::chain;
use super::channel::ChannelSpec;
use super::dial::{ByteStream, Connector, Target, dial};
use super::heartbeat::KeepAlive;
use super::reconnect::Reconnect;

/// An open WebSocket.
pub(crate) type Socket = WebSocketStream<Box<dyn ByteStream>>;

/// A WebSocket that was just opened.
pub(crate) struct Opened {
    pub(crate) socket: Socket,
    /// The headers of the answer that opened it.
    pub(crate) headers: HeaderMap,
}

/// How much is read at once. Events are small, and there may be many connections.
const READ_BUFFER: usize = 32 * 1024;

/// All that is set for a connection.
#[derive(Clone)]
pub(crate) struct Options {
    pub(crate) channel: &'static ChannelSpec,
    pub(crate) draft: Draft,
    pub(crate) subprotocols: Vec<String>,
    pub(crate) key_as_subprotocol: bool,
    pub(crate) max_message: usize,
    pub(crate) queue: usize,
    pub(crate) keep_alive: KeepAlive,
    pub(crate) reconnect: Option<Reconnect>,
    pub(crate) handshake_timeout: Duration,
    pub(crate) connector: Arc<dyn Connector>,
    pub(crate) tls: Option<Arc<ClientConfig>>,
}

/// Connects. No redirect is followed.
pub(crate) async fn establish(options: &Options) -> Result<Opened, Error> {
    let spec = &options.channel.request;
    let connecting = async {
        let mut draft = options.draft.clone();
        draft.name_deployment(options.channel.deployment);
        let mut request = draft.build()?;
        for prepare in &options.draft.client.config().prepare {
            prepare.prepare(&mut request)?;
        }
        let error = match open(options, &request).await {
            Ok(opened) => return Ok(opened),
            Err(error) => error,
        };
        // A provider that can renew a refused credential gets one more attempt.
        if credential_was_refused(&options.draft.client, &request, &error) {
            return open(options, &request).await;
        }
        Err(error)
    };
    let connected = timeout(options.handshake_timeout, connecting).await;
    let result = connected.unwrap_or_else(|_| {
        let message = format!("no connection within {:?}", options.handshake_timeout);
        Err(Error::new(ErrorKind::Timeout, message))
    });
    result.map_err(|error| error.with_operation(spec))
}

async fn open(options: &Options, request: &Request) -> Result<Opened, Error> {
    let client = &options.draft.client;
    let proof = proof(client, request).await?;
    let url = address(request, options, proof.as_ref())?;
    let mut headers = headers(request, options, proof.as_ref())?;
    if let Some(Proof::Signature(signer)) = &proof {
        let asked = (&http::Method::GET, &url);
        let signed = signature(client.config(), &**signer, asked, &headers, &[]).await?;
        headers.extend(signed);
    }
    let target = target(&url)?;
    let mut asked = url
        .as_str()
        .into_client_request()
        .map_err(|error| Error::request(format!("the URL cannot be connected to: {error}")))?;
    for (name, value) in &headers {
        asked.headers_mut().insert(name.clone(), value.clone());
    }
    let stream = dial(&*options.connector, target, options.tls.clone())
        .await
        .map_err(|source| {
            Error::new(ErrorKind::Connection, chain(source.as_ref())).with_source(source)
        })?;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_message_size(Some(options.max_message))
        .max_frame_size(Some(options.max_message));
    match client_async_with_config(asked, stream, Some(config)).await {
        Ok((socket, answer)) => Ok(Opened {
            socket,
            headers: answer.into_parts().0.headers,
        }),
        Err(error) => Err(refused(options, error)),
    }
}

/// The address: that of HTTP in the scheme of WebSockets.
fn address(request: &Request, options: &Options, proof: Option<&Proof>) -> Result<Url, Error> {
    let mut url = request.url().clone();
    let scheme = match url.scheme() {
        "https" | "wss" => "wss",
        _ => "ws",
    };
    url.set_scheme(scheme)
        .map_err(|()| Error::request("the URL has no scheme of WebSockets"))?;
    if let Some(Proof::Key(Place::Query(name), key)) = proof.filter(|_| !options.key_as_subprotocol)
    {
        add_query(&mut url, name, key.expose_secret());
    }
    Ok(url)
}

fn target(url: &Url) -> Result<Target, Error> {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default();
    match port {
        Some(port) if !host.is_empty() => Ok(Target {
            host: host.trim_matches(['[', ']']).to_owned(),
            port,
            secure: url.scheme() == "wss",
        }),
        _ => Err(Error::request("the URL has no host")),
    }
}

/// The headers of the request with the credential and the subprotocols.
fn headers(
    request: &Request,
    options: &Options,
    proof: Option<&Proof>,
) -> Result<HeaderMap, Error> {
    let mut headers = request.headers().clone();
    headers.remove(header::CONTENT_TYPE);
    let mut offered = options.subprotocols.clone();
    match proof {
        Some(Proof::Signature(_)) if options.key_as_subprotocol => {
            return Err(Error::request("a signature is no subprotocol"));
        }
        Some(Proof::Key(_, key)) if options.key_as_subprotocol => {
            let prefix = options.channel.key_subprotocol;
            if prefix.is_empty() {
                let name = options.channel.name();
                let message = format!("the channel `{name}` takes no credential as a subprotocol");
                return Err(Error::request(message));
            }
            let own = options.channel.subprotocols.iter().copied();
            let own = own.filter(|name| !options.subprotocols.iter().any(|given| given == name));
            offered.splice(0..0, own.map(str::to_owned).collect::<Vec<_>>());
            offered.push(format!("{prefix}{}", key.expose_secret()));
        }
        Some(Proof::Key(place, key)) => place_key(key, *place, &mut headers)?,
        Some(Proof::Signature(_)) | None => {}
    }
    if !offered.is_empty() {
        let mut value = HeaderValue::try_from(offered.join(", "))
            .map_err(|_| Error::request("a subprotocol has characters that no header can carry"))?;
        value.set_sensitive(true);
        headers.insert(HeaderName::from_static("sec-websocket-protocol"), value);
    }
    Ok(headers)
}

/// Why there is no WebSocket.
fn refused(options: &Options, error: WsError) -> Error {
    let service = options.draft.client.config().service;
    match error {
        WsError::Http(answer) => {
            let (parts, body) = answer.into_parts();
            let body = Bytes::from(body.unwrap_or_default());
            let error = Error::of_answer(service, parts.status, parts.headers, body);
            let retryable = retry::is_retryable(service, &error);
            error.with_retryable(retryable)
        }
        WsError::Io(source) => {
            Error::new(ErrorKind::Connection, chain(&source)).with_source(source)
        }
        other => {
            let message = format!("no WebSocket: {other}");
            Error::new(ErrorKind::Connection, message)
                .with_source(other)
                .with_retryable(false)
        }
    }
}
