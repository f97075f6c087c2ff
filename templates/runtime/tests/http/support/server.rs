//! A scripted HTTP/1.1 server on the loopback interface.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::Shared;

/// A step of the response to a request.
#[derive(Clone)]
pub enum Step {
    /// Writes bytes.
    Write(Vec<u8>),
    /// Waits for a notification by the test.
    Wait(Arc<Notify>),
    /// Waits until the client closes the connection, then notifies the test.
    UntilClosed(Arc<Notify>),
    /// Closes the connection.
    Close,
}

/// The response to a request.
pub type Script = Vec<Step>;

/// A received request.
#[derive(Clone, Debug)]
pub struct ReceivedRequest {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The number of its connection, from 1.
    pub connection: usize,
}

impl ReceivedRequest {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(given, _)| given.eq_ignore_ascii_case(name));
        let first = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} was sent twice");
        first
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A server that responds to requests with scripts, in order.
pub struct Server {
    port: u16,
    received: Shared<Vec<ReceivedRequest>>,
}

impl Server {
    /// Starts a server with these scripts.
    pub async fn start(scripts: impl IntoIterator<Item = Script>) -> Self {
        let scripts: Shared<VecDeque<Script>> = Arc::new(Mutex::new(scripts.into_iter().collect()));
        let received: Shared<Vec<ReceivedRequest>> = Shared::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let recorded = received.clone();
        tokio::spawn(async move {
            let mut connection = 0;
            while let Ok((stream, _)) = listener.accept().await {
                connection += 1;
                tokio::spawn(serve(stream, connection, scripts.clone(), recorded.clone()));
            }
        });
        Self { port, received }
    }

    /// Returns the base URL of the server.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    /// Returns the base URL of the server with another host name.
    pub fn other_url(&self) -> String {
        format!("http://localhost:{}/v1", self.port)
    }

    /// Returns the requests that were received.
    pub fn received(&self) -> Vec<ReceivedRequest> {
        self.received.lock().expect("not poisoned").clone()
    }

    /// Returns the only request that was received.
    pub fn only(&self) -> ReceivedRequest {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "one request");
        received.remove(0)
    }
}

async fn serve(
    mut stream: TcpStream,
    connection: usize,
    scripts: Shared<VecDeque<Script>>,
    received: Shared<Vec<ReceivedRequest>>,
) -> Option<()> {
    let mut buffer = Vec::new();
    loop {
        let request = read_request(&mut stream, &mut buffer, connection).await?;
        received.lock().expect("not poisoned").push(request);
        let script = scripts.lock().expect("not poisoned").pop_front()?;
        for step in script {
            match step {
                Step::Write(bytes) => stream.write_all(&bytes).await.ok()?,
                Step::Wait(gate) => gate.notified().await,
                Step::UntilClosed(closed) => {
                    let mut rest = [0; 1024];
                    while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
                    closed.notify_one();
                    return None;
                }
                Step::Close => return None,
            }
        }
    }
}

async fn read_request(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    connection: usize,
) -> Option<ReceivedRequest> {
    let head_end = loop {
        if let Some(end) = find(buffer, b"\r\n\r\n") {
            break end;
        }
        fill(stream, buffer).await?;
    };
    let head = String::from_utf8_lossy(&buffer[..head_end]).into_owned();
    buffer.drain(..head_end + 4);
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ').map(str::to_owned);
    let (method, target) = (first.next()?, first.next()?);
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let named = |name: &str| {
        let found = headers
            .iter()
            .find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone())
    };
    let body = if let Some(length) = named("content-length") {
        let length: usize = length.parse().ok()?;
        take(stream, buffer, length).await?
    } else if named("transfer-encoding").is_some() {
        read_chunks(stream, buffer).await?
    } else {
        Vec::new()
    };
    Some(ReceivedRequest {
        method,
        target,
        headers,
        body,
        connection,
    })
}

async fn read_chunks(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = find(buffer, b"\r\n") {
                break end;
            }
            fill(stream, buffer).await?;
        };
        let size = std::str::from_utf8(&buffer[..end]).ok()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        buffer.drain(..end + 2);
        body.extend(take(stream, buffer, size).await?);
        take(stream, buffer, 2).await?;
        if size == 0 {
            return Some(body);
        }
    }
}

async fn take(stream: &mut TcpStream, buffer: &mut Vec<u8>, length: usize) -> Option<Vec<u8>> {
    while buffer.len() < length {
        fill(stream, buffer).await?;
    }
    Some(buffer.drain(..length).collect())
}

async fn fill(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(buffer).await.ok()?;
    (read > 0).then_some(())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Responds with this body.
pub fn respond(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Script {
    let body = body.as_ref();
    let mut bytes = head(status, headers);
    bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    vec![Step::Write(bytes)]
}

/// Responds with JSON.
pub fn json(status: u16, body: &str) -> Script {
    respond(status, &[("content-type", "application/json")], body)
}

/// Responds with a body that ends with the connection.
pub fn open_ended(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Script {
    let mut bytes = head(status, headers);
    bytes.extend_from_slice(b"connection: close\r\n\r\n");
    bytes.extend_from_slice(body.as_ref());
    vec![Step::Write(bytes), Step::Close]
}

/// Responds in chunks. `complete` adds the last one.
pub fn chunked(headers: &[(&str, &str)], chunks: &[&[u8]], complete: bool) -> Script {
    let mut first = head(200, headers);
    first.extend_from_slice(b"transfer-encoding: chunked\r\n\r\n");
    let mut script = vec![Step::Write(first)];
    for chunk in chunks {
        let mut bytes = format!("{:x}\r\n", chunk.len()).into_bytes();
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
        script.push(Step::Write(bytes));
    }
    if complete {
        script.push(Step::Write(b"0\r\n\r\n".to_vec()));
    }
    script
}

/// Responds with an event stream.
pub fn events(text: &str) -> Script {
    chunked(
        &[("content-type", "text/event-stream")],
        &[text.as_bytes()],
        true,
    )
}

fn head(status: u16, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} Status\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.into_bytes()
}
