//! The error about two fields of the same name.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Origin;

/// The error about the second field of a name.
pub(super) fn duplicate_key(name: &str, at: Origin, first: Origin) -> Diagnostic {
    let message = format!("duplicate property `{name}`");
    Diagnostic::error(Code::DuplicateKey, message, at)
        .fallback("the first one is used")
        .related("first defined here", first)
        .help("remove or rename one of them")
}
