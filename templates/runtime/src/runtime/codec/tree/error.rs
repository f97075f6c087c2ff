//! Errors in a JSON tree, with their locations.

#[cfg(feature = "unions")]
use std::cell::RefCell;
use std::fmt;

/// An error of the tree deserializer: the reason, and the location as a JSON pointer.
///
/// The pointer is built from the inside out while the error propagates, so that success costs nothing.
#[derive(Debug)]
pub(crate) struct TreeError(Box<Location>);

#[derive(Debug)]
struct Location {
    pointer: String,
    reason: String,
}

impl TreeError {
    /// The same error as seen from the enclosing object or list, where the location is `segment`.
    pub(crate) fn inside(mut self, segment: impl fmt::Display) -> Self {
        let mut pointer = String::from("/");
        push_escaped(&mut pointer, &segment.to_string());
        pointer.push_str(&self.0.pointer);
        self.0.pointer = pointer;
        self
    }

    /// The JSON pointer and the reason.
    pub(crate) fn into_parts(self) -> (String, String) {
        (self.0.pointer, self.0.reason)
    }
}

#[cfg(feature = "unions")]
thread_local! {
    /// An error on its way from entries that were read ahead to the error type of the enclosing input.
    static CARRIED: RefCell<Option<TreeError>> = const { RefCell::new(None) };
}

/// Converts an error. If `E` is a [`TreeError`] too, it keeps its location.
#[cfg(feature = "unions")]
#[cold]
pub(crate) fn carry<E: serde::de::Error>(error: TreeError) -> E {
    let reason = error.to_string();
    CARRIED.set(Some(error));
    let converted = E::custom(reason);
    CARRIED.set(None);
    converted
}

/// Appends one segment of a JSON pointer.
pub(crate) fn push_escaped(pointer: &mut String, segment: &str) {
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
        #[cfg(feature = "unions")]
        if let Some(carried) = CARRIED.take() {
            return carried;
        }
        Self(Box::new(Location {
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
