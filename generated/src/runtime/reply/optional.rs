//! A reply that may be empty.

use std::marker::PhantomData;

use http::{StatusCode, header};

use super::Streams;
use super::{Reply, sealed};
use crate::runtime::error::Error;
use crate::runtime::send::{BodyMode, Response};

/// The output of `R`, or `None` if the response is empty: its status is 204, 205 or 304, or its body has no bytes.
#[derive(Debug)]
pub struct Optional<R>(PhantomData<fn() -> R>);

impl<R> sealed::Sealed for Optional<R> {}

impl<R: Reply> Reply for Optional<R> {
    type Output = Option<R::Output>;
    const BODY_MODE: BodyMode = R::BODY_MODE;
    fn read(response: Response) -> Result<Self::Output, Error> {
        match is_empty(&response) {
            true => Ok(None),
            false => R::read(response).map(Some),
        }
    }
}

impl<R: Streams> Streams for Optional<R> {
    type Event = R::Event;
}

/// Returns whether a status means that a response has no body.
pub(crate) fn has_no_body(status: StatusCode) -> bool {
    matches!(status.as_u16(), 204 | 205 | 304)
}

fn is_empty(response: &Response) -> bool {
    let length = response.headers.get(header::CONTENT_LENGTH);
    has_no_body(response.status)
        || length.is_some_and(|length| length.as_bytes() == b"0")
        || response.is_buffered_and_empty()
}
