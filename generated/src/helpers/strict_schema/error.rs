//! Why there is no strict schema.

use std::error::Error as StdError;
use std::fmt;

/// A type or schema that cannot be said strictly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    name: String,
    place: String,
    reason: &'static str,
}

impl SchemaError {
    #[inline]
    pub(super) fn new(place: &str, reason: &'static str) -> Self {
        Self {
            name: String::new(),
            place: place.to_owned(),
            reason,
        }
    }

    #[inline]
    pub(super) fn of(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// The place, as a JSON pointer into the schema of the type; empty for the whole.
    #[inline]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What stands there that cannot be said.
    #[inline]
    pub fn reason(&self) -> &str {
        self.reason
    }
}

impl fmt::Display for SchemaError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no strict schema")?;
        if !self.name.is_empty() {
            write!(f, " of `{}`", self.name)?;
        }
        if !self.place.is_empty() {
            write!(f, ", at {}", self.place)?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl StdError for SchemaError {}

#[cfg(feature = "client")]
impl From<SchemaError> for crate::runtime::Error {
    #[inline]
    fn from(error: SchemaError) -> Self {
        Self::request(error.to_string()).with_source(error)
    }
}
