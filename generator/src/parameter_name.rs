//! When the names of two parameters are equal.

use std::borrow::Cow;

/// Returns the name by which parameters of a location are compared. Names of headers have no case.
pub fn comparable(name: &str, is_header: bool) -> Cow<'_, str> {
    match is_header {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}
