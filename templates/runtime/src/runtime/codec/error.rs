//! What went wrong in a tree of JSON, and where.

use std::fmt;

/// An error of our own tree deserializer: the reason, and the way to it as a JSON pointer.
///
/// The pointer grows from the inside out while the error is passed up, so that success pays nothing for it.
#[derive(Debug)]
pub(super) struct TreeError(Box<Place>);

#[derive(Debug)]
struct Place {
    pointer: String,
    reason: String,
}

impl TreeError {
    /// The same error, seen from the object or list that has the place as `segment`.
    pub(super) fn inside(mut self, segment: impl fmt::Display) -> Self {
        let mut pointer = String::from("/");
        push_escaped(&mut pointer, &segment.to_string());
        pointer.push_str(&self.0.pointer);
        self.0.pointer = pointer;
        self
    }

    /// The JSON pointer and the reason.
    pub(super) fn into_parts(self) -> (String, String) {
        (self.0.pointer, self.0.reason)
    }
}

/// Appends one segment of a JSON pointer.
pub(super) fn push_escaped(pointer: &mut String, segment: &str) {
    for letter in segment.chars() {
        match letter {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

impl serde::de::Error for TreeError {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self(Box::new(Place {
            pointer: String::new(),
            reason: reason.to_string(),
        }))
    }
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.pointer.is_empty() {
            f.write_str(&self.0.reason)
        } else {
            write!(f, "{}: {}", self.0.pointer, self.0.reason)
        }
    }
}

impl std::error::Error for TreeError {}
