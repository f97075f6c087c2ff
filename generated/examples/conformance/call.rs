//! Calling an operation, depending on the kind of its response.
//!
//! The functions take a closure that creates the call, since some of them make several calls.

use std::future::IntoFuture;
use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::runtime::Runtime;

use crate::registry::reply::PageReply;
use crate::registry::reply::Reply;
use crate::registry::reply::Streams;
use crate::registry::request::Operation;
use crate::registry::response::Download;
use crate::registry::stream::EventStream;
use crate::registry::unknown::{UnmodeledKind, find_unmodeled};
use crate::registry::{Call, Error, ErrorKind};

/// The maximum number of pages that are read from a list.
const MAX_PAGES: usize = 3;
/// The maximum number of events that are read from a stream, since some streams do not end.
const MAX_EVENTS: usize = 1000;

/// The result of calling an operation.
pub type Outcome = Result<Success, Failure>;

/// A response that was decoded.
pub struct Success {
    /// The status of the first response.
    pub status: u16,
    /// The locations of values that are unknown to the type.
    pub unknown: Vec<String>,
    /// The number of pages read, if the response is a list.
    pub pages: Option<usize>,
}

/// A call that failed.
pub struct Failure {
    /// The status, if there was a response.
    pub status: Option<u16>,
    /// A description of the error.
    pub reason: String,
    /// The body of the response.
    pub body: Option<Vec<u8>>,
}

impl Failure {
    /// Creates a failure that occurred before anything was sent.
    pub fn local(reason: impl Into<String>) -> Self {
        Self {
            status: None,
            reason: reason.into(),
            body: None,
        }
    }
}

impl Failure {
    /// Returns whether the response is an HTML page.
    pub fn is_html(&self) -> bool {
        let body = self.body.as_deref().unwrap_or_default();
        body.trim_ascii_start().starts_with(b"<")
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let prefix = match error.kind() {
            ErrorKind::Decode => "the response does not match the document: ",
            _ => "",
        };
        Self {
            status: error.status().map(|status| status.as_u16()),
            reason: format!("{prefix}{error}"),
            body: error.body().map(|body| body.to_vec()),
        }
    }
}

/// Calls an operation that returns JSON, text or nothing.
pub fn value<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    <O::Reply as Reply>::Output: Serialize,
{
    let response = block_on(make()?.send_with_response())?;
    Ok(Success {
        status: response.status().as_u16(),
        unknown: unknown(&response.value),
        pages: None,
    })
}

/// Calls an operation whose response depends on its status.
pub fn by_status<O: Operation>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome {
    let response = block_on(make()?.send_with_response())?;
    Ok(Success {
        status: response.status().as_u16(),
        unknown: Vec::new(),
        pages: None,
    })
}

/// Calls an operation that returns a page, and then reads several pages.
pub fn pages<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: PageReply,
    <O::Reply as Reply>::Output: Serialize,
{
    let mut success = value(&make)?;
    let mut count = 0;
    let mut pages = make()?.pages();
    while count < MAX_PAGES
        && let Some(page) = block_on(pages.next())
    {
        page?;
        count += 1;
    }
    success.pages = Some(count);
    Ok(success)
}

/// Calls an operation that returns bytes, and reads all of them.
pub fn download<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Reply<Output = Download>,
{
    let response = block_on(make()?)?;
    let status = response.status().as_u16();
    block_on(response.bytes())?;
    Ok(Success {
        status,
        unknown: Vec::new(),
        pages: None,
    })
}

/// Calls an operation that returns events.
pub fn events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    E: Serialize + DeserializeOwned + 'static,
{
    read(block_on(make()?.stream())?)
}

/// Calls an operation that returns JSON or events, once for each.
pub fn value_or_events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    <O::Reply as Reply>::Output: Serialize,
    E: Serialize + DeserializeOwned + 'static,
{
    let mut success = value(&make)?;
    success.unknown.extend(streamed(&make)?.unknown);
    Ok(success)
}

/// Calls an operation that returns bytes or events, once for each.
pub fn download_or_events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Streams<Event = E> + Reply<Output = Download>,
    E: Serialize + DeserializeOwned + 'static,
{
    let mut success = download(&make)?;
    success.unknown.extend(streamed(&make)?.unknown);
    Ok(success)
}

fn streamed<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    E: Serialize + DeserializeOwned + 'static,
{
    events(make).map_err(|failure| Failure {
        reason: format!("while streaming: {}", failure.reason),
        ..failure
    })
}

fn read<E>(mut stream: EventStream<E>) -> Outcome
where
    E: Serialize + DeserializeOwned + 'static,
{
    let mut success = Success {
        status: stream.status().as_u16(),
        unknown: Vec::new(),
        pages: None,
    };
    let mut count = 0;
    while count < MAX_EVENTS
        && let Some(event) = block_on(stream.next())
    {
        let pointers = unknown(&event?);
        let pointers = pointers
            .iter()
            .map(|pointer| format!("/events/{count}{pointer}"));
        success.unknown.extend(pointers);
        count += 1;
    }
    if count == 0 {
        let reason = "the stream contains no events".to_owned();
        return Err(Failure {
            status: Some(success.status),
            reason,
            body: None,
        });
    }
    Ok(success)
}

/// Returns the locations of values that are unknown to the type.
fn unknown(value: &impl Serialize) -> Vec<String> {
    let unmodeled = find_unmodeled(value).into_iter();
    let kept = unmodeled.filter(|item| item.kind != UnmodeledKind::Missing);
    kept.map(|item| item.pointer).collect()
}

/// Waits for a call, an item or a download.
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("threads"));
    RUNTIME.block_on(future.into_future())
}
