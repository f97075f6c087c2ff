//! An error that carries what there was before it.

use std::error::Error as StdError;
use std::fmt;

use super::super::error::Error;

/// Why something did not come to its end, with what there was until then. One pointer wide.
pub struct Interrupted<T>(Box<(T, Error)>);

impl<T> Interrupted<T> {
    /// An end before the end.
    pub fn new(partial: T, error: Error) -> Self {
        Self(Box::new((partial, error)))
    }

    /// What there was.
    pub fn partial(&self) -> &T {
        &self.0.0
    }

    /// Why it ended.
    pub fn error(&self) -> &Error {
        &self.0.1
    }

    /// What there was, and why it ended.
    pub fn into_parts(self) -> (T, Error) {
        *self.0
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
