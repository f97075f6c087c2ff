//! An HTTP/1.1 server on the loopback.
//!
//! In: answers, in the order they are given. Out: the requests that arrived, in theirs. A request too many gets a
//! status that no client tries again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use openai_typed::{Client, ClientBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::multipart::find;
use super::{Answer, Request};

/// A server that answers what it is told. It ends with the test.
pub struct Server {
    port: u16,
    script: Arc<Script>,
}

#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<Request>>,
}

impl Server {
    /// A server that gives these answers, one to each request.
    pub async fn answering(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let script = Arc::new(Script::default());
        lock(&script.answers).extend(answers);
        let shared = script.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, shared.clone()));
            }
        });
        Self { port, script }
    }

    /// A client of it with the key `sk-test`.
    pub fn client(&self) -> Client {
        self.client_with(|builder| builder.api_key("sk-test"))
    }

    /// A client of it that is set up like this.
    pub fn client_with(&self, set_up: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let url = format!("http://127.0.0.1:{}/v1", self.port);
        let builder = Client::builder().base_url(url);
        set_up(builder).build().expect("a client")
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.script.requests).clone()
    }

    /// The one request that arrived.
    #[track_caller]
    pub fn only(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.remove(0)
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One request, one answer; `None` if the other side gave up.
async fn serve(mut stream: TcpStream, script: Arc<Script>) -> Option<()> {
    let request = read(&mut stream).await?;
    lock(&script.requests).push(request);
    let answer = lock(&script.answers).pop_front();
    let answer = answer.unwrap_or_else(|| Answer::empty(418));
    for piece in answer.pieces() {
        stream.write_all(&piece).await.ok()?;
        stream.flush().await.ok()?;
    }
    stream.shutdown().await.ok()
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut got = Vec::new();
    let end = loop {
        match find(&got, b"\r\n\r\n") {
            Some(end) => break end,
            None => more(stream, &mut got).await?,
        }
    };
    let rest = got.split_off(end + 4);
    let mut request = Request::of_head(std::str::from_utf8(&got[..end]).ok()?)?;
    request.body = match request.header("content-length") {
        Some(length) => sized(stream, rest, length.parse().ok()?).await?,
        None if request.header("transfer-encoding").is_some() => chunked(stream, rest).await?,
        None => Vec::new(),
    };
    Some(request)
}

async fn sized(stream: &mut TcpStream, mut got: Vec<u8>, length: usize) -> Option<Vec<u8>> {
    while got.len() < length {
        more(stream, &mut got).await?;
    }
    Some(got)
}

async fn chunked(stream: &mut TcpStream, mut got: Vec<u8>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let Some(line) = find(&got, b"\r\n") else {
            more(stream, &mut got).await?;
            continue;
        };
        let size = std::str::from_utf8(&got[..line]).ok()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        let (start, end) = (line + 2, line + 2 + size);
        while got.len() < end + 2 {
            more(stream, &mut got).await?;
        }
        body.extend_from_slice(&got[start..end]);
        got.drain(..end + 2);
        if size == 0 {
            return Some(body);
        }
    }
}

async fn more(stream: &mut TcpStream, got: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(got).await.ok()?;
    (read > 0).then_some(())
}
