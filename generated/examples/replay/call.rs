//! Making a call, depending on the kind of its response.
//!
//! The functions take a closure that creates the call and return a closure that makes it.

use std::any::Any;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::accumulate::Accumulated;
use crate::accumulators::ACCUMULATORS;
use crate::played::{Played, encoded, unmodeled};
use crate::registry::blocking::{Iterate, block_on};
use crate::registry::reply::{PageReply, Reply, Streams};
use crate::registry::request::Operation;
use crate::registry::response::Download;
use crate::registry::{Call, Error};
use crate::text;

/// A call that could not be made.
pub struct Failure(pub String);

impl Failure {
    /// Creates a failure from its description.
    pub fn local(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// Which of its responses an operation is requested to return.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The plain response, or events if the operation has no other response.
    Plain,
    /// The event stream.
    Stream,
}

/// Makes a call whose arguments are set.
pub type Play = Box<dyn FnOnce(Form) -> Result<Played, Failure>>;

/// A call that is ready to be made.
pub type Outcome = Result<Play, Failure>;

/// Prepares a call that returns JSON, text or nothing.
pub fn value<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation + 'static,
    <O::Reply as Reply>::Output: Serialize,
{
    let call = make()?;
    Ok(Box::new(move |form| {
        only_plain(form)?;
        Ok(plain(call))
    }))
}

/// Prepares a call whose response depends on its status. The value has only the status.
pub fn by_status<O: Operation + 'static>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome {
    let call = make()?;
    Ok(Box::new(move |form| {
        only_plain(form)?;
        let response = block_on(call.send_with_response()).and_then(|result| result);
        Ok(match response {
            Ok(response) => Played::of_bytes(json!({ "status": response.status().as_u16() })),
            Err(error) => Played::of_error(error),
        })
    }))
}

/// Prepares a call that returns a page. Only this page is read.
pub fn pages<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation + 'static,
    O::Reply: PageReply,
    <O::Reply as Reply>::Output: Serialize,
{
    value(make)
}

/// Prepares a call that returns bytes.
pub fn download<O>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation + 'static,
    O::Reply: Reply<Output = Download>,
{
    let call = make()?;
    Ok(Box::new(move |form| {
        only_plain(form)?;
        Ok(bytes(call))
    }))
}

/// Prepares a call that returns events.
pub fn events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation + 'static,
    O::Reply: Streams<Event = E>,
    E: Serialize + DeserializeOwned + 'static,
{
    let call = make()?;
    Ok(Box::new(move |_| Ok(streamed(call))))
}

/// Prepares a call that returns JSON or events.
pub fn value_or_events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation + 'static,
    O::Reply: Streams<Event = E>,
    <O::Reply as Reply>::Output: Serialize,
    E: Serialize + DeserializeOwned + 'static,
{
    let call = make()?;
    Ok(Box::new(move |form| match form {
        Form::Plain => Ok(plain(call)),
        Form::Stream => Ok(streamed(call)),
    }))
}

/// Prepares a call that returns bytes or events.
pub fn download_or_events<O, E>(make: impl Fn() -> Result<Call<O>, Failure>) -> Outcome
where
    O: Operation + 'static,
    O::Reply: Streams<Event = E> + Reply<Output = Download>,
    E: Serialize + DeserializeOwned + 'static,
{
    let call = make()?;
    Ok(Box::new(move |form| match form {
        Form::Plain => Ok(bytes(call)),
        Form::Stream => Ok(streamed(call)),
    }))
}

fn only_plain(form: Form) -> Result<(), Failure> {
    match form {
        Form::Plain => Ok(()),
        Form::Stream => Err(Failure::local("the operation has no event stream")),
    }
}

fn plain<O>(call: Call<O>) -> Played
where
    O: Operation,
    <O::Reply as Reply>::Output: Serialize,
{
    match block_on(call.send_with_response()).and_then(|result| result) {
        Ok(response) => Played::of_value(encoded(&response.value), unmodeled(&response.value)),
        Err(error) => Played::of_error(error),
    }
}

/// Reads the bytes of a download. The value is a string if they are UTF-8, otherwise their number.
fn bytes<O>(call: Call<O>) -> Played
where
    O: Operation,
    O::Reply: Reply<Output = Download>,
{
    let read = || block_on(block_on(call)??.bytes())?;
    match read() {
        Ok(bytes) => {
            let value = match std::str::from_utf8(&bytes) {
                Ok(text) => Value::from(text),
                Err(_) => json!({ "bytes": bytes.len() }),
            };
            Played::of_bytes(value)
        }
        Err(error) => Played::of_error(error),
    }
}

/// Reads the events one by one, and then accumulates those of a second call, as programs do one or the other.
fn streamed<O, E>(call: Call<O>) -> Played
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    E: Serialize + DeserializeOwned + 'static,
{
    let (events, error) = match read(call.clone()) {
        Ok(read) => read,
        Err(error) => return Played::of_error(error),
    };
    let deltas: String = events
        .iter()
        .map(|event| text::delta(&event.json))
        .collect();
    let count = events.len();
    let mut played = match accumulated(call) {
        Ok(Some(Accumulated {
            value,
            mut unmodeled,
            error,
        })) => {
            let unknown = events.iter().zip(0..).filter(|(event, _)| event.is_unknown);
            unmodeled.extend(unknown.map(|(_, index)| format!("/events/{index}")));
            Played {
                error,
                ..Played::of_value(value, unmodeled)
            }
        }
        Ok(None) => of_events(events, error),
        Err(error) => Played::of_error(error),
    };
    if played.text.is_empty() && played.error.is_some() {
        played.text.clone_from(&deltas);
    }
    Played {
        deltas,
        events: count,
        ..played
    }
}

/// Reports events for which the crate has no accumulator.
fn of_events(events: Vec<Event>, error: Option<Error>) -> Played {
    let pointers = events.iter().zip(0..).flat_map(|(event, index)| {
        let pointers = event.unmodeled.iter();
        pointers.map(move |pointer| format!("/{index}{pointer}"))
    });
    let unmodeled = pointers.collect();
    let list: Vec<Value> = events.into_iter().map(|event| event.json).collect();
    let text = text::of_events(&list);
    let value = match text::merged(&list) {
        Some(completion) => completion,
        None => Value::Array(list),
    };
    Played {
        text,
        error,
        ..Played::of_value(value, unmodeled)
    }
}

/// An event that was decoded and encoded again.
struct Event {
    json: Value,
    unmodeled: Vec<String>,
    /// Nothing but the raw JSON of the event is known.
    is_unknown: bool,
}

/// Reads all events and the first error.
fn read<O, E>(call: Call<O>) -> Result<(Vec<Event>, Option<Error>), Error>
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    E: Serialize + DeserializeOwned + 'static,
{
    let (mut events, mut first_error) = (Vec::new(), None);
    for event in block_on(call.stream())??.iterate() {
        match event {
            Ok(event) => {
                let unmodeled = unmodeled(&event);
                events.push(Event {
                    json: encoded(&event),
                    is_unknown: unmodeled.iter().any(String::is_empty),
                    unmodeled,
                });
            }
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Ok((events, first_error))
}

/// Accumulates the events, if the crate has an accumulator for them.
fn accumulated<O, E>(call: Call<O>) -> Result<Option<Accumulated>, Error>
where
    O: Operation,
    O::Reply: Streams<Event = E>,
    E: DeserializeOwned + 'static,
{
    if ACCUMULATORS.is_empty() {
        return Ok(None);
    }
    let mut events: Box<dyn Any> = Box::new(block_on(call.stream())??);
    for accumulate in ACCUMULATORS {
        match accumulate(events) {
            Ok(accumulated) => return accumulated.map(Some),
            Err(of_another_type) => events = of_another_type,
        }
    }
    Ok(None)
}
