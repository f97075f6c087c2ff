//! Handlers of the actions that a model takes on a computer, in a shell and on files.
//!
//! The request has the definition of the tool, such as `Tool::shell()`, and the toolbox has the handler.

mod computer;
mod patch;
mod shell;

pub use self::computer::Computer;
pub use self::patch::PatchEditor;
pub use self::shell::{CommandOutput, Shell};
