//! How operations are called, by what they answer.
//!
//! In: what makes a call; it is made anew for each way to read the answer. Out: how it went.

use serde::Serialize;

use crate::registry::blocking::{Iterate, block_on};
use crate::registry::runtime::codec::{FindingKind, survey};
use crate::registry::runtime::reply::{PageReply, Reply, Streams};
use crate::registry::runtime::sse::EventStream;
use crate::registry::runtime::{Call, Download, Error, ErrorKind, Operation};

/// How many pages of a list are read.
const PAGES: usize = 3;
/// How many events of a stream are read: some streams go on for as long as someone listens.
const EVENTS: usize = 1000;

/// How an operation went.
pub type Outcome = Result<Success, Failure>;

/// It answered, and the answer is of its type.
pub struct Success {
    /// The status of the first answer.
    pub status: u16,
    /// Where there was something that the type does not know.
    pub unknown: Vec<String>,
    /// How many pages were read, of a list.
    pub pages: Option<usize>,
}

/// It did not.
pub struct Failure {
    /// The status, if there was an answer.
    pub status: Option<u16>,
    /// What went wrong.
    pub reason: String,
}

impl Failure {
    /// A failure before anything was sent.
    pub fn local(reason: impl Into<String>) -> Self {
        Self { status: None, reason: reason.into() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let what = match error.kind() {
            ErrorKind::Decode => "the answer is not what the document says: ",
            _ => "",
        };
        Self { status: error.status().map(|status| status.as_u16()), reason: format!("{what}{error}") }
    }
}

/// JSON, text or nothing.
pub fn value<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    <O::Reply as Reply>::Output: Serialize,
{
    let answer = block_on(make()?.with_response())??;
    Ok(Success { status: answer.status().as_u16(), unknown: unknown(&answer.value), pages: None })
}

/// A page, then the pages after it.
pub fn pages<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: PageReply,
    <O::Reply as Reply>::Output: Serialize,
{
    let mut success = value(&make)?;
    let mut count = 0;
    for page in make()?.pages().iterate().take(PAGES) {
        page?;
        count += 1;
    }
    success.pages = Some(count);
    Ok(success)
}

/// Bytes, read to their end.
pub fn download<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Reply<Output = Download>,
{
    let answer = block_on(make()?)??;
    let status = answer.status().as_u16();
    block_on(answer.bytes())??;
    Ok(Success { status, unknown: Vec::new(), pages: None })
}

/// Events.
pub fn events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    E: Serialize + serde::de::DeserializeOwned + 'static,
{
    read(block_on(make()?.stream())??)
}

/// JSON, and then events.
pub fn value_or_events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    <O::Reply as Reply>::Output: Serialize,
    E: Serialize + serde::de::DeserializeOwned + 'static,
{
    let mut success = value(&make)?;
    success.unknown.extend(streamed(&make)?.unknown);
    Ok(success)
}

/// Bytes, and then events.
pub fn download_or_events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Streams<Event = E> + Reply<Output = Download>,
    E: Serialize + serde::de::DeserializeOwned + 'static,
{
    let mut success = download(&make)?;
    success.unknown.extend(streamed(&make)?.unknown);
    Ok(success)
}

fn streamed<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    E: Serialize + serde::de::DeserializeOwned + 'static,
{
    events(make).map_err(|failure| Failure { reason: format!("as a stream: {}", failure.reason), ..failure })
}

fn read<E>(stream: EventStream<E>) -> Outcome
where
    E: Serialize + serde::de::DeserializeOwned + 'static,
{
    let mut success = Success { status: stream.status().as_u16(), unknown: Vec::new(), pages: None };
    let mut count = 0;
    for (index, event) in stream.iterate().take(EVENTS).enumerate() {
        let places = unknown(&event?);
        success.unknown.extend(places.iter().map(|place| format!("/events/{index}{place}")));
        count += 1;
    }
    if count == 0 {
        return Err(Failure { status: Some(success.status), reason: "the stream has no event".to_owned() });
    }
    Ok(success)
}

/// Where something was kept that the type does not know.
fn unknown(value: &impl Serialize) -> Vec<String> {
    let findings = survey(value).into_iter();
    findings.filter(|finding| finding.kind != FindingKind::Missing).map(|finding| finding.pointer).collect()
}
