//! The error for two fields with the same name.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Origin;

/// Returns the error for the second of two fields with the same name.
pub(super) fn duplicate_key(name: &str, at: Origin, first: Origin) -> Diagnostic {
    let message = format!("duplicate property `{name}`");
    Diagnostic::error(Code::DuplicateKey, message, at)
        .fallback("the first one is used")
        .related("first defined here", first)
        .help("remove or rename one of them")
}
