//! Sending the parts of an upload concurrently.

use std::future::{Future, IntoFuture, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use super::state::{OnProgress, UploadState};
use crate::api::uploads::Uploads;
use crate::response::Sending;
use crate::types::{AddUploadPartRequest, UploadPart};
use crate::{Error, Upload, reply};

/// Sends the parts of a file.
pub(super) struct PartSender<'a> {
    pub(super) uploads: &'a Uploads,
    pub(super) file: &'a Upload,
    pub(super) concurrency: usize,
}

/// A part that is being sent.
struct SendingPart {
    index: usize,
    response: Sending<reply::Json<UploadPart>>,
}

impl PartSender<'_> {
    /// Sends the parts that were not received yet, and records their IDs in the state.
    ///
    /// After a failure no more parts are started, but those being sent are awaited, so that the state is complete.
    #[inline]
    pub(super) async fn send(
        &self,
        state: &mut UploadState,
        on_progress: &mut Option<OnProgress>,
    ) -> Result<(), Error> {
        let mut sending: Vec<SendingPart> = Vec::new();
        let mut next = state.next_missing(0);
        let mut failure = None;
        loop {
            while failure.is_none() && sending.len() < self.concurrency {
                let Some(index) = next else { break };
                match self.start(state, index) {
                    Ok(part) => sending.push(part),
                    Err(error) => failure = Some(error),
                }
                next = state.next_missing(index + 1);
            }
            if sending.is_empty() {
                return failure.map_or(Ok(()), Err);
            }
            match poll_fn(|cx| poll_any(&mut sending, cx)).await {
                (index, Ok(part)) => {
                    state.parts[index] = part.id;
                    if let Some(callback) = on_progress {
                        callback(state);
                    }
                }
                (_, Err(error)) => {
                    failure.get_or_insert(error);
                }
            }
        }
    }

    #[inline]
    fn start(&self, state: &UploadState, index: usize) -> Result<SendingPart, Error> {
        let range = state.part_range(index);
        let Some(data) = self.file.part(range.start, range.end - range.start) else {
            return Err(Error::request("the file is smaller than the upload"));
        };
        let parts = self.uploads.parts();
        let call = parts.create(&state.upload_id, AddUploadPartRequest::new(data));
        Ok(SendingPart {
            index,
            response: call.into_future(),
        })
    }
}

/// Polls for the first part that was received or has failed. Returns its index and the result.
#[inline]
fn poll_any(
    sending: &mut Vec<SendingPart>,
    cx: &mut Context<'_>,
) -> Poll<(usize, Result<UploadPart, Error>)> {
    for position in 0..sending.len() {
        if let Poll::Ready(response) = Pin::new(&mut sending[position].response).poll(cx) {
            let part = sending.swap_remove(position);
            return Poll::Ready((part.index, response));
        }
    }
    Poll::Pending
}
