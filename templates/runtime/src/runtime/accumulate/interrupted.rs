//! An error that carries the partial result.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

use crate::runtime::error::Error;

/// An error together with the partial result obtained before it. Boxed, so that it is one pointer wide.
pub struct Interrupted<T>(Box<(T, Error)>);

impl<T> Interrupted<T> {
    /// Creates an error from a partial result and its cause.
    pub fn new(partial: T, error: Error) -> Self {
        Self(Box::new((partial, error)))
    }

    /// Returns the partial result.
    pub fn partial(&self) -> &T {
        &self.0.0
    }

    /// Returns the cause.
    pub fn error(&self) -> &Error {
        &self.0.1
    }

    /// Splits it into the partial result and the cause.
    pub fn into_parts(self) -> (T, Error) {
        *self.0
    }
}

impl<T> Deref for Interrupted<T> {
    type Target = Error;

    fn deref(&self) -> &Error {
        self.error()
    }
}

impl<T> From<Interrupted<T>> for Error {
    fn from(interrupted: Interrupted<T>) -> Self {
        interrupted.0.1
    }
}

impl<T> fmt::Display for Interrupted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().fmt(f)
    }
}

impl<T> fmt::Debug for Interrupted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interrupted")
            .field("error", self.error())
            .finish_non_exhaustive()
    }
}

impl<T> StdError for Interrupted<T> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error().source()
    }
}
