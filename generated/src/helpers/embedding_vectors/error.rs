//! Errors of embeddings as vectors.

use std::error::Error as StdError;
use std::fmt;

/// The reason why embeddings could not be read as vectors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VectorError {
    /// The embedding of the input with this index is neither a list of numbers nor base64 of 32-bit floats.
    Invalid {
        /// The index of the input.
        index: i64,
        /// What was received instead.
        reason: String,
    },
    /// The response has this number of embeddings, which is not the number of inputs.
    Count(usize),
}

impl fmt::Display for VectorError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { index, reason } => {
                write!(
                    f,
                    "the embedding with index {index} is not a vector: {reason}"
                )
            }
            Self::Count(count) => {
                write!(
                    f,
                    "the response has {count} embeddings, not one for each input"
                )
            }
        }
    }
}

impl StdError for VectorError {}

impl From<VectorError> for crate::Error {
    #[inline]
    fn from(error: VectorError) -> Self {
        Self::new(crate::ErrorKind::Decode, error.to_string()).with_source(error)
    }
}
