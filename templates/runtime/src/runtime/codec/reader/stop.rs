//! The error of the reader.

use std::fmt;

/// The input was rejected. The reason is found by reading it again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid JSON, or JSON that does not match its type")
    }
}

impl std::error::Error for Stop {}

impl serde::de::Error for Stop {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
