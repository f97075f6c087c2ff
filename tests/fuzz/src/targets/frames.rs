//! WebSockets: any response to the handshake, and any frames after a valid one.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use openai_typed::BoxError;
use openai_typed::websocket::Target;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::Choices;
use crate::served::{kind, now, response, serving};

/// The words from which handshakes and frames are made.
const WORDS: &[&str] = &[
    "HTTP/1.1 101 Switching Protocols\r\n",
    "HTTP/1.1 200 OK\r\n",
    "upgrade: websocket\r\n",
    "connection: upgrade\r\n",
    "sec-websocket-accept: x\r\n",
    "content-length: 5\r\n",
    "\r\n",
    "{\"type\":\"session.created\"}",
    "{\"type\":\"error\"}",
    "\u{1}",
    "\u{0}",
    "\u{7f}",
];

/// Connects to a server that writes any bytes, and reads until the end.
pub fn run(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    let mut script = Vec::new();
    let is_valid = !choices.one_in(4);
    while !choices.is_empty() {
        match choices.below(3) {
            0 => script.extend(choices.words(WORDS, 4).into_bytes()),
            1 => script.extend(choices.bytes(16)),
            _ => frame(&mut choices, &mut script),
        }
    }
    let client = serving(response("application/json", b"{}", &[]));
    let connect = client.realtime().connect().without_keep_alive();
    let connecting = connect.connector(move |_: Target| {
        let end = End {
            script: script.clone(),
            is_valid,
            request: Vec::new(),
            is_ready: false,
            read: 0,
        };
        async move { Ok::<_, BoxError>(end) }
    });
    let mut connection = match now(connecting.into_future()) {
        Ok(connection) => connection,
        Err(error) => {
            kind(&error);
            return;
        }
    };
    for received in 0.. {
        match now(connection.next()) {
            None => break,
            Some(Ok(_)) => {}
            Some(Err(error)) => drop(kind(&error)),
        }
        assert!(received <= bytes.len() * 8, "events without an end");
    }
    let late = now(connection.send_json(json!({"type": "response.create"}).to_string()));
    if let Err(error) = late {
        kind(&error);
    }
}

/// Adds a frame to the script. Most frames are valid.
fn frame(choices: &mut Choices<'_>, script: &mut Vec<u8>) {
    let opcode = choices.pick(&[
        0x81, 0x81, 0x01, 0x80, 0x00, 0x82, 0x88, 0x89, 0x8a, 0xf1, 0x83,
    ]);
    let content = match choices.below(3) {
        0 => choices.bytes(126),
        _ => choices.words(WORDS, 8).into_bytes(),
    };
    script.push(opcode);
    match (choices.below(12), content.len()) {
        (0, _) => script.push(choices.byte()),
        (1, _) => script.extend([127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        (_, length @ 0..126) => script.push(length as u8),
        (_, length) => {
            script.push(126);
            script.extend((length as u16).to_be_bytes());
        }
    }
    script.extend(content);
}

/// The server's end of a connection, which closes after its script.
struct End {
    script: Vec<u8>,
    /// Whether the script follows a valid handshake.
    is_valid: bool,
    request: Vec<u8>,
    is_ready: bool,
    read: usize,
}

impl End {
    /// Puts the response to the handshake before the script, once the request is complete.
    fn respond(&mut self) {
        if self.is_ready || !self.request.ends_with(b"\r\n\r\n") {
            return;
        }
        self.is_ready = true;
        if self.is_valid {
            let request = String::from_utf8_lossy(&self.request);
            let mut headers = request.lines().filter_map(|line| line.split_once(": "));
            let key = headers.find(|(name, _)| name.eq_ignore_ascii_case("sec-websocket-key"));
            let accept = derive_accept_key(key.expect("a key").1.as_bytes());
            let head = format!(
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\
                 sec-websocket-accept: {accept}\r\n\r\n"
            );
            drop(self.script.splice(0..0, head.into_bytes()));
        }
    }
}

impl AsyncRead for End {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // A chunk of a few bytes, so that heads and frames arrive in pieces.
        let end = self
            .script
            .len()
            .min(self.read + buffer.remaining().min(100));
        buffer.put_slice(&self.script[self.read..end]);
        self.read = end;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for End {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if !self.is_ready {
            self.request.extend_from_slice(bytes);
            self.respond();
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
