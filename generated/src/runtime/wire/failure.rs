//! Failures of an exchange as errors of a call.

use std::error::Error as StdError;
use std::{fmt, io};

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
    if let Some(upload) = UploadError::find_in(source.as_ref()) {
        return Error::new(ErrorKind::Io, upload.to_string()).with_source(source);
    }
    Error::new(kind, chain(source.as_ref())).with_source(source)
}

/// Returns the error of a connection that broke while a body was received.
pub(crate) fn body_error(source: BoxError) -> Error {
    let message = format!("the response ended early: {}", chain(source.as_ref()));
    Error::new(ErrorKind::Connection, message).with_source(source)
}

/// A file or reader of a request body failed. This is not a failure of the connection, and a retry does not help.
#[derive(Debug)]
pub(crate) struct UploadError(pub(crate) io::Error);

impl UploadError {
    /// Returns the upload error in a chain of errors.
    fn find_in<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(upload) = error.downcast_ref() {
                return Some(upload);
            }
            next = error.source();
        }
        None
    }
}

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
