//! Sending a call.

use serde::de::DeserializeOwned;

use super::{Call, Sending, SendingWithResponse};
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::operation::Operation;
use crate::runtime::reply::Binary;
use crate::runtime::reply::{AnyJson, Reply, Text};
use crate::runtime::reply::{Events, Streams};
use crate::runtime::request::Request;
use crate::runtime::send::BodyMode;

/// # Sending
///
/// Awaiting the call sends it and reads the response as the operation describes.
impl<O> Call<O> {
    /// Sends the call. The output has the value together with the status, headers and body of its response.
    pub fn send_with_response(self) -> SendingWithResponse<O::Reply>
    where
        O: Operation,
    {
        self.send_reply().with_response()
    }

    /// Sends the call and requests an event stream.
    pub fn stream(self) -> Sending<Events<<O::Reply as Streams>::Event>>
    where
        O: Operation,
        O::Reply: Streams,
    {
        self.send_reply()
    }

    /// Sends the call and decodes the response as JSON of a type other than that of the operation.
    pub fn send_as<T: DeserializeOwned + 'static>(self) -> Sending<AnyJson<T>> {
        self.send_reply()
    }

    /// Sends the call and requests an event stream with items of a type other than that of the operation.
    pub fn stream_as<E: DeserializeOwned + 'static>(self) -> Sending<Events<E>> {
        self.send_reply()
    }

    /// Sends the call and reads the response as a string.
    pub fn send_text(mut self) -> Sending<Text> {
        self.draft.accept("*/*");
        self.send_reply()
    }

    /// Sends the call. The response is a stream of bytes.
    pub fn send_binary(mut self) -> Sending<Binary> {
        self.draft.accept("*/*");
        self.send_reply()
    }

    /// Sends the call and reads the response as a kind of reply other than that of the operation.
    pub fn send_reply<R: Reply>(self) -> Sending<R> {
        let draft = *self.draft;
        let draft = with_body_mode(R::BODY_MODE, draft);
        Sending::new(draft, R::BODY_MODE)
    }

    /// Builds the request without sending it. The request has no credential.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Request`](crate::ErrorKind::Request) if an option is invalid.
    pub fn build(self) -> Result<Request, Error>
    where
        O: Operation,
    {
        let draft = *self.draft;
        let draft = match <O::Reply as Reply>::BODY_MODE {
            BodyMode::Events => with_body_mode(BodyMode::Events, draft),
            BodyMode::Buffered | BodyMode::Streaming => draft,
        };
        draft.build()
    }
}

/// Makes a call request an event stream or a plain response, depending on the mode.
fn with_body_mode(mode: BodyMode, mut draft: Draft) -> Draft {
    match mode {
        BodyMode::Events => draft.request_events(),
        BodyMode::Buffered | BodyMode::Streaming => draft.request_plain_response(),
    }
    draft
}
