//! The kinds of answers.
//!
//! In: an answer that is a success. Out: what callers get for it.
//! Must not know: operations; these are type-level markers that their specs name.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::decode::{decode, decode_text};
use super::download::Download;
use super::error::{Error, ErrorKind};
use super::pages::Paged;
use super::send::{Response, Want};
use super::sse::EventStream;

/// How an answer is read.
pub trait Reply: sealed::Sealed + Sized + 'static {
    /// What callers get.
    type Output;
    #[doc(hidden)]
    const WANT: Want;
    #[doc(hidden)]
    fn read(response: Response) -> Result<Self::Output, Error>;
}

/// Answers that can be asked for as events.
pub trait Streams: Reply {
    /// One item of the stream.
    type Event: DeserializeOwned + 'static;
}

/// Answers that are a page of a list.
pub trait PageReply: Reply<Output = Self::Page> {
    /// The page.
    type Page: Paged;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! reply {
    ($(#[$doc:meta])* $name:ident<$($param:ident),*>, $output:ty, $want:ident, $read:expr, $($bounds:tt)*) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<$($param),*>(PhantomData<fn() -> ($($param,)*)>);

        impl<$($param),*> sealed::Sealed for $name<$($param),*> {}

        impl<$($param),*> Reply for $name<$($param),*>
        where
            $($bounds)*
        {
            type Output = $output;
            const WANT: Want = Want::$want;
            fn read(response: Response) -> Result<Self::Output, Error> {
                $read(response)
            }
        }
    };
}

reply! {
    /// JSON.
    Json<T>, T, Whole, read_json, T: DeserializeOwned + 'static
}
reply! {
    /// Nothing.
    Empty<>, (), Whole, |_| Ok(()),
}
reply! {
    /// Text.
    Text<>, String, Whole, read_text,
}
reply! {
    /// Bytes, read when they are asked for.
    Binary<>, Download, Stream, |response| Ok(Download::new(response)),
}
reply! {
    /// Events.
    Events<E>, EventStream<E>, Events, |response| Ok(EventStream::new(response)), E: DeserializeOwned + 'static
}
reply! {
    /// JSON, or events if they are asked for.
    JsonOrEvents<T, E>, T, Whole, read_json, T: DeserializeOwned + 'static, E: 'static
}
reply! {
    /// Bytes, or events if they are asked for.
    BinaryOrEvents<E>, Download, Stream, |response| Ok(Download::new(response)), E: 'static
}
reply! {
    /// A page of a list, as JSON.
    Page<T>, T, Whole, read_json, T: DeserializeOwned + 'static
}
reply! {
    /// The answer as it is, its body still coming.
    Raw<>, Response, Stream, Ok,
}

impl<E: DeserializeOwned + 'static> Streams for Events<E> {
    type Event = E;
}

impl<T: DeserializeOwned + 'static, E: DeserializeOwned + 'static> Streams for JsonOrEvents<T, E> {
    type Event = E;
}

impl<E: DeserializeOwned + 'static> Streams for BinaryOrEvents<E> {
    type Event = E;
}

impl<T: Paged + 'static> PageReply for Page<T> {
    type Page = T;
}

fn read_json<T: DeserializeOwned>(response: Response) -> Result<T, Error> {
    let body = response.whole();
    // Some operations answer in plain text when they are asked to; what takes a string or anything takes that.
    if let Some(text) = plain_text(&response, &body)
        && let Ok(value) = decode_text(text, response.strict)
    {
        return Ok(value);
    }
    decode(&body, response.strict).map_err(|error| explain(&response, error))
}

/// The body, if it says that it is text and is no JSON.
fn plain_text<'a>(response: &Response, body: &'a [u8]) -> Option<&'a str> {
    if !response.is_text() || response.is_of_type("text/event-stream") {
        return None;
    }
    let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok();
    (!is_json).then(|| std::str::from_utf8(body).ok()).flatten()
}

fn explain(response: &Response, error: Error) -> Error {
    let error = if response.is_of_type("text/event-stream") {
        let message = "the answer is an event stream: ask for it with `stream`";
        Error::new(ErrorKind::Decode, message)
    } else {
        error
    };
    response.explain(error, response.whole())
}

fn read_text(response: Response) -> Result<String, Error> {
    let body = response.whole();
    match std::str::from_utf8(&body) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let message = format!("the answer is no text: {error}");
            Err(response.explain(Error::new(ErrorKind::Decode, message), body))
        }
    }
}
