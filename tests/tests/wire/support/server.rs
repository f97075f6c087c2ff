//! An HTTP/1.1 server on the loopback interface.
//!
//! Input: responses, in order. Output: the requests received, in order. A request without a prepared response gets a status
//! that clients do not retry.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use openai_typed::{Client, ClientBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::multipart::find;
use super::{MockResponse, Request};

/// A server that sends prepared responses. It stops at the end of the test.
pub struct Server {
    port: u16,
    script: Arc<Script>,
}

#[derive(Default)]
struct Script {
    responses: Mutex<VecDeque<MockResponse>>,
    requests: Mutex<Vec<Request>>,
}

impl Server {
    /// Starts a server that sends these responses, one per request.
    pub async fn with_responses(responses: impl IntoIterator<Item = MockResponse>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let script = Arc::new(Script::default());
        lock(&script.responses).extend(responses);
        let shared = script.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, shared.clone()));
            }
        });
        Self { port, script }
    }

    /// Creates a client of the server with the key `sk-test`.
    pub fn client(&self) -> Client {
        self.client_with(|builder| builder.api_key("sk-test"))
    }

    /// Creates a client of the server with these settings.
    pub fn client_with(&self, configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let url = format!("http://127.0.0.1:{}/v1", self.port);
        let builder = Client::builder().base_url(url);
        configure(builder).build().expect("a client")
    }

    /// Returns the requests received so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.script.requests).clone()
    }

    /// Returns method, path and query of the requests received so far.
    pub fn methods_and_targets(&self) -> Vec<String> {
        let requests = lock(&self.script.requests);
        requests.iter().map(Request::method_and_target).collect()
    }

    /// Returns the request, and asserts that there was exactly one.
    #[track_caller]
    pub fn single_request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.remove(0)
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Handles one request; returns `None` if the client closed the connection.
async fn serve(mut stream: TcpStream, script: Arc<Script>) -> Option<()> {
    let request = read(&mut stream).await?;
    lock(&script.requests).push(request);
    let response = lock(&script.responses).pop_front();
    let response = response.unwrap_or_else(|| MockResponse::empty(418));
    for piece in response.pieces() {
        stream.write_all(&piece).await.ok()?;
        stream.flush().await.ok()?;
    }
    stream.shutdown().await.ok()
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut received = Vec::new();
    let end = loop {
        match find(&received, b"\r\n\r\n") {
            Some(end) => break end,
            None => more(stream, &mut received).await?,
        }
    };
    let rest = received.split_off(end + 4);
    let mut request = Request::of_head(std::str::from_utf8(&received[..end]).ok()?)?;
    request.body = match request.header("content-length") {
        Some(length) => sized(stream, rest, length.parse().ok()?).await?,
        None if request.header("transfer-encoding").is_some() => chunked(stream, rest).await?,
        None => Vec::new(),
    };
    Some(request)
}

async fn sized(stream: &mut TcpStream, mut received: Vec<u8>, length: usize) -> Option<Vec<u8>> {
    while received.len() < length {
        more(stream, &mut received).await?;
    }
    Some(received)
}

async fn chunked(stream: &mut TcpStream, mut received: Vec<u8>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let Some(line) = find(&received, b"\r\n") else {
            more(stream, &mut received).await?;
            continue;
        };
        let size = std::str::from_utf8(&received[..line]).ok()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        let (start, end) = (line + 2, line + 2 + size);
        while received.len() < end + 2 {
            more(stream, &mut received).await?;
        }
        body.extend_from_slice(&received[start..end]);
        received.drain(..end + 2);
        if size == 0 {
            return Some(body);
        }
    }
}

async fn more(stream: &mut TcpStream, received: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(received).await.ok()?;
    (read > 0).then_some(())
}
