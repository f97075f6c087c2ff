//! The limit on the nesting of values.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Origin;

/// How deep values may be nested. Stages that walk the tree recursively rely on this limit.
pub const MAX_DEPTH: usize = 200;

/// The error about a value that is nested too deeply.
pub(super) fn too_deep(at: Origin) -> Diagnostic {
    let message = format!("values are nested more than {MAX_DEPTH} levels deep");
    Diagnostic::error(Code::TooDeep, message, at)
}
