//! Passes over all definitions, after schemas have been read.

mod alias_cycles;
mod ambiguity;
mod binary;
mod constructors;
mod tagging;

pub use alias_cycles::cut_alias_cycles;
pub use ambiguity::report_ambiguous_unions;
pub use binary::keep_files_in_forms;
pub use constructors::constructors;
pub use tagging::assign_tagging;
