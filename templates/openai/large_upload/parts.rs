//! Sending parts, several at a time.
//!
//! In: an upload and its state. Out: the state with the id of each part; the first failure ends it when the parts that
//! are on their way have arrived or failed as well, so that nothing that was sent is lost.
//! Must not know: how an upload begins and ends.

use std::future::{Future, IntoFuture, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{LargeUpload, UploadState};
use crate::runtime::{Error, Sending, reply};
use crate::types::{AddUploadPartRequest, UploadPart};

/// A part on its way.
type OnItsWay = (usize, Sending<reply::Json<UploadPart>>);

/// Sends the parts that have not arrived yet.
#[inline]
pub(super) async fn send(upload: &mut LargeUpload, state: &mut UploadState) -> Result<(), Error> {
    let mut sending: Vec<OnItsWay> = Vec::new();
    let mut next = state.next(0);
    let mut failure = None;
    loop {
        while failure.is_none() && sending.len() < upload.parallel {
            let Some(part) = next else { break };
            match start(upload, state, part) {
                Ok(started) => sending.push((part, started)),
                Err(error) => failure = Some(error),
            }
            next = state.next(part + 1);
        }
        if sending.is_empty() {
            return failure.map_or(Ok(()), Err);
        }
        match poll_fn(|cx| poll_any(&mut sending, cx)).await {
            (part, Ok(arrived)) => {
                state.parts[part] = arrived.id;
                upload.tell(state);
            }
            (_, Err(error)) => {
                failure.get_or_insert(error);
            }
        }
    }
}

#[inline]
fn start(
    upload: &LargeUpload,
    state: &UploadState,
    part: usize,
) -> Result<Sending<reply::Json<UploadPart>>, Error> {
    let (start, length) = state.range(part);
    let Some(data) = upload.file.part(start, length) else {
        return Err(Error::request("the file is shorter than the upload says"));
    };
    let parts = upload.uploads.parts();
    let call = parts.create(&state.upload_id, AddUploadPartRequest::new(data));
    Ok(call.into_future())
}

/// The first part that arrives or fails.
#[inline]
fn poll_any(
    sending: &mut Vec<OnItsWay>,
    cx: &mut Context<'_>,
) -> Poll<(usize, Result<UploadPart, Error>)> {
    for at in 0..sending.len() {
        if let Poll::Ready(arrived) = Pin::new(&mut sending[at].1).poll(cx) {
            let (part, _) = sending.swap_remove(at);
            return Poll::Ready((part, arrived));
        }
    }
    Poll::Pending
}
