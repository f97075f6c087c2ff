//! The WebSocket endpoints.
//!
//! Input: a handshake. Output: events in response to those of the client, until either side closes the connection.
//! Recognizes the channels of OpenAI's API by their paths.

mod realtime;
mod responses;
mod translation;

use std::io::Write as _;
use std::net::TcpStream;

use serde_json::{Value, json};
use tungstenite::handshake::derive_accept_key;
use tungstenite::protocol::Role;
use tungstenite::{Message, WebSocket};

use super::response;
use super::route::without_version;
use super::wire::{Connection, Request};

/// A session of a channel.
trait Session {
    /// Returns the events that the server sends first.
    fn start(&mut self) -> Vec<Value>;
    /// Returns the events in response to one of the client.
    fn receive(&mut self, event: &Value) -> Vec<Value>;
}

/// Returns whether a request asks for a WebSocket.
pub fn is_handshake(request: &Request) -> bool {
    let upgrade = request.header("upgrade").unwrap_or_default();
    upgrade.eq_ignore_ascii_case("websocket")
}

/// Serves a connection until either side closes it.
pub fn serve(connection: Connection, request: &Request) {
    let path = without_version(&request.path).unwrap_or(&request.path);
    let session: Option<Box<dyn Session>> = match path {
        "/realtime" => Some(Box::new(realtime::Realtime::new(request))),
        "/realtime/translations" => Some(Box::new(translation::Translation::new(request))),
        "/responses" => Some(Box::new(responses::Responses)),
        _ => None,
    };
    match session {
        Some(session) => drop(run(connection, request, session)),
        None => {
            let response = response::error(404, "no channel has this path");
            let mut connection = connection;
            let _ = connection.send(request, &response, &super::Controls::default());
        }
    }
}

fn run(
    connection: Connection,
    request: &Request,
    mut session: Box<dyn Session>,
) -> tungstenite::Result<()> {
    let mut socket = accept(connection, request)?;
    send(&mut socket, session.start())?;
    loop {
        let event = match socket.read()? {
            Message::Text(text) => serde_json::from_str(&text),
            Message::Binary(bytes) => serde_json::from_slice(&bytes),
            Message::Close(_) => return socket.flush(),
            _ => continue,
        };
        let events = match event {
            Ok(event) => session.receive(&event),
            Err(error) => vec![error_event(&format!("invalid JSON: {error}"), &Value::Null)],
        };
        let is_last = events
            .last()
            .is_some_and(|event| event["type"] == "session.closed");
        send(&mut socket, events)?;
        if is_last {
            socket.close(None)?;
        }
    }
}

fn accept<'s>(
    connection: Connection<'s>,
    request: &Request,
) -> tungstenite::Result<WebSocket<&'s TcpStream>> {
    let key = request.header("sec-websocket-key").unwrap_or_default();
    let mut head = format!(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: {}\r\n",
        derive_accept_key(key.as_bytes())
    );
    // A browser passes its key as a subprotocol. The first one is the name of the protocol.
    let protocols = request.header("sec-websocket-protocol").unwrap_or_default();
    let selected = protocols.split(',').next().unwrap_or_default().trim();
    if !selected.is_empty() {
        head.push_str(&format!("sec-websocket-protocol: {selected}\r\n"));
    }
    head.push_str("\r\n");
    let (mut stream, read) = connection.into_parts();
    stream.write_all(head.as_bytes())?;
    Ok(WebSocket::from_partially_read(
        stream,
        read,
        Role::Server,
        None,
    ))
}

fn send(socket: &mut WebSocket<&TcpStream>, events: Vec<Value>) -> tungstenite::Result<()> {
    for event in events {
        socket.send(Message::text(event.to_string()))?;
    }
    Ok(())
}

/// Returns an event that reports an invalid event of the client.
fn error_event(message: &str, event_id: &Value) -> Value {
    json!({
        "type": "error",
        "event_id": "event_mock_error",
        "error": {
            "type": "invalid_request_error", "code": "invalid_event", "message": message, "param": null,
            "event_id": event_id,
        },
    })
}
