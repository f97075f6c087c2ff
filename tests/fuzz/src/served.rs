//! A client whose requests get a prepared response, without a network and without waiting.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use futures_core::Stream;
use openai_typed::transport::{Body, Exchange, Transport, TransportError, TransportErrorKind};
use openai_typed::{Client, Error};
use tokio::runtime::{Builder, Runtime};

/// The key of the client, which no output may show.
pub const KEY: &str = "sk-very-secret";

thread_local! {
    static CLIENT: Client = client();
    static RESPONSE: RefCell<Option<http::Response<Body>>> = const { RefCell::new(None) };
    static REQUEST: RefCell<Option<http::Request<Body>>> = const { RefCell::new(None) };
    static RUNTIME: Runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
}

/// Returns the client of this thread. Its next request receives this response.
pub fn serving(response: http::Response<Body>) -> Client {
    RESPONSE.set(Some(response));
    CLIENT.with(Client::clone)
}

/// Takes the last request of this thread, or returns `None` if there was none.
pub fn sent() -> Option<http::Request<Body>> {
    REQUEST.take()
}

/// Returns a response with status 200 and a media type. Its body arrives in pieces that end at these offsets.
pub fn response(media_type: &str, body: &[u8], splits: &[usize]) -> http::Response<Body> {
    let mut pieces = VecDeque::new();
    let mut start = 0;
    for split in splits.iter().copied().chain([body.len()]) {
        pieces.push_back(Bytes::copy_from_slice(&body[start..split]));
        start = split;
    }
    let mut response = http::Response::new(Body::from_stream(Pieces(pieces)));
    let media_type = media_type.parse().expect("a header value");
    response.headers_mut().insert("content-type", media_type);
    response
}

/// Polls a future that is always ready, and returns its output.
///
/// # Panics
/// Panics if the future remains pending.
pub fn now<F: Future>(future: F) -> F::Output {
    RUNTIME.with(|runtime| {
        // Timers need a runtime, but never fire.
        let _entered = runtime.enter();
        let mut future = pin!(future);
        let mut cx = Context::from_waker(Waker::noop());
        for _ in 0..100_000 {
            if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                return output;
            }
        }
        panic!("a prepared response is always ready");
    })
}

/// Checks that an error has a message and shows no key, and returns its kind.
///
/// # Panics
/// Panics if the error has no message or shows the key.
pub fn kind(error: &Error) -> String {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(KEY), "{shown}");
    assert!(!error.message().is_empty(), "{shown}");
    error.kind().to_string()
}

fn client() -> Client {
    let builder = Client::builder().api_key(KEY).max_retries(0);
    let builder = builder.base_url("http://127.0.0.1:1/v1");
    builder.transport(Prepared).build().expect("a client")
}

struct Prepared;

impl Transport for Prepared {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        REQUEST.set(Some(request));
        let response = RESPONSE.take();
        let missing = || TransportError::new(TransportErrorKind::Request, "a second request");
        Box::pin(std::future::ready(response.ok_or_else(missing)))
    }
}

struct Pieces(VecDeque<Bytes>);

impl Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}
