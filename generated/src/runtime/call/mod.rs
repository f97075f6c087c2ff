//! Calls: an operation with its parameters and options, before it is sent.
//!
//! A call is a typed shell around [`Draft`], which is not generic, so that each operation adds little to compile time.

mod future;
mod optional_body;
mod options;
mod send;
mod with_response;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::operation::Operation;
use crate::runtime::reply::Reply;
pub use future::{Sending, SendingWithResponse};
pub use with_response::WithResponse;

/// A call that has not been sent. Await it, or set options first.
///
/// An invalid option, such as a header with invalid characters, is reported when the call is sent or built. Clones are
/// independent calls, but an upload from a reader can be sent by only one of them.
///
/// # Errors
///
/// A call fails with an [`Error`]. Its [`kind`](Error::kind) is [`ErrorKind::Request`](crate::ErrorKind::Request) for an
/// invalid option and follows from the status for an error response. Otherwise, it describes the failure of the
/// connection, the credential, or the decoding of the response.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<O> {
    draft: Box<Draft>,
    operation: PhantomData<fn() -> O>,
}

impl<O> Call<O> {
    pub(crate) fn new(draft: Draft) -> Self {
        Self {
            draft: Box::new(draft),
            operation: PhantomData,
        }
    }

    pub(crate) fn into_draft(self) -> Draft {
        *self.draft
    }
}

impl<O> Clone for Call<O> {
    fn clone(&self) -> Self {
        Self {
            draft: self.draft.clone(),
            operation: PhantomData,
        }
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<<O::Reply as Reply>::Output, Error>;
    type IntoFuture = Sending<O::Reply>;

    fn into_future(self) -> Self::IntoFuture {
        self.send_reply()
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::SPEC.id)
            .field("method", &O::SPEC.method.as_str())
            .field("path", &O::SPEC.path)
            .finish_non_exhaustive()
    }
}
