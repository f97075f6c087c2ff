//! The error of a conversion.

use std::fmt::{self, Display};

use serde::ser;

/// Why a value cannot be flattened.
#[derive(Debug)]
pub(crate) struct FlattenError(pub(crate) String);

impl Display for FlattenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FlattenError {}

impl ser::Error for FlattenError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
