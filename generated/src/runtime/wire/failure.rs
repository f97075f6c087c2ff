//! Failures of an exchange as errors of a call.

use std::error::Error as StdError;
use std::{fmt, io};

use super::platform;
use super::transport::{TransportError, TransportErrorKind};
use crate::runtime::error::{BoxError, Error, chain};
use crate::runtime::error_kind::ErrorKind;

/// Returns the error of a call whose exchange failed.
pub(crate) fn exchange_error(error: TransportError) -> Error {
    let kind = match error.kind() {
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Cancelled => ErrorKind::Cancelled,
        TransportErrorKind::Request => ErrorKind::Request,
        TransportErrorKind::Connection => ErrorKind::Connection,
    };
    let source = error.into_source();
    if let Some(upload) = find_in::<UploadError>(source.as_ref()) {
        return Error::new(ErrorKind::Io, upload.to_string()).with_source(source);
    }
    let is_permanent = platform::is_permanent(source.as_ref());
    let error = Error::new(kind, chain(source.as_ref())).with_source(source);
    match is_permanent {
        true => error.with_retryable(false),
        false => error,
    }
}

/// Returns the first error of a type in a chain of errors. An [`io::Error`] hides the error that it wraps.
pub(super) fn find_in<'a, E: StdError + 'static>(
    error: &'a (dyn StdError + 'static),
) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match wrapped {
            Some(wrapped) => Some(wrapped as &(dyn StdError + 'static)),
            None => error.source(),
        };
    }
    None
}

/// Returns the error of a connection that broke while a body was received.
///
/// The error of an exceeded limit is returned unchanged.
pub(crate) fn body_error(source: BoxError) -> Error {
    let source = match source.downcast::<Error>() {
        Ok(error) => return *error,
        Err(source) => source,
    };
    let message = format!("the response ended early: {}", chain(source.as_ref()));
    Error::new(ErrorKind::Connection, message).with_source(source)
}

/// A file or reader of a request body failed. This is not a failure of the connection, and a retry does not help.
#[derive(Debug)]
pub(crate) struct UploadError(pub(crate) io::Error);

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "reading the request body failed: {}", self.0)
    }
}

impl StdError for UploadError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}
