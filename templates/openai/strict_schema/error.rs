//! Errors of strict schemas.

use std::error::Error as StdError;
use std::fmt;

/// The reason why a type or schema has no strict schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    type_name: String,
    pointer: String,
    reason: &'static str,
}

impl SchemaError {
    #[inline]
    pub(super) fn new(pointer: &str, reason: &'static str) -> Self {
        Self {
            type_name: String::new(),
            pointer: pointer.to_owned(),
            reason,
        }
    }

    #[inline]
    pub(super) fn with_type(mut self, name: &str) -> Self {
        name.clone_into(&mut self.type_name);
        self
    }

    /// Returns the location in the schema of the type, as a JSON pointer. Empty for the schema itself.
    #[inline]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns what is not supported at that location.
    #[inline]
    pub fn reason(&self) -> &str {
        self.reason
    }
}

impl fmt::Display for SchemaError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no strict schema")?;
        if !self.type_name.is_empty() {
            write!(f, " for `{}`", self.type_name)?;
        }
        if !self.pointer.is_empty() {
            write!(f, ", at {}", self.pointer)?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl StdError for SchemaError {}

#[cfg(feature = "client")]
impl From<SchemaError> for crate::Error {
    #[inline]
    fn from(error: SchemaError) -> Self {
        Self::request(error.to_string()).with_source(error)
    }
}
