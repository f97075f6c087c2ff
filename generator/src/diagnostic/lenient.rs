//! Turns violations of the specification into warnings.
//!
//! Input: the diagnostics of a stage. Output: the same diagnostics, as warnings if the rest of the document is usable
//! without the invalid part. Each states what the generator does instead: by [`Diagnostic::fallback`], else by its code.

use super::{Code, Diagnostic, Diagnostics, Severity};

impl Diagnostics {
    /// Turns the errors from a position on into warnings where there is a fallback.
    pub fn relax(&mut self, from: usize) {
        for diagnostic in self.iter_mut().skip(from) {
            if diagnostic.severity == Severity::Error
                && let Some(fallback) = fallback(diagnostic)
            {
                relax(diagnostic, fallback);
            }
        }
    }
}

/// Returns what the generator does instead, or `None` if the document cannot be used.
fn fallback(diagnostic: &Diagnostic) -> Option<&'static str> {
    if diagnostic.fallback.is_some() {
        return diagnostic.fallback;
    }
    Some(match diagnostic.code {
        Code::InvalidDocument => "this part is ignored",
        Code::DanglingReference | Code::ForeignReference => {
            "a schema accepts any JSON instead; any other part is ignored"
        }
        Code::ReferenceCycle => "the schema accepts any JSON",
        Code::DuplicateOperationId => "this operation is named after its method and path",
        Code::DuplicateParameter => "the first declaration is used",
        Code::MissingPathParameter => "it is treated as a string",
        Code::InvalidChannel => "the channel is left out",
        _ => return None,
    })
}

fn relax(diagnostic: &mut Diagnostic, fallback: &str) {
    diagnostic.severity = Severity::Warning;
    diagnostic.help = Some(match diagnostic.help.take() {
        Some(help) => format!("{help} ({fallback})"),
        None => fallback.to_owned(),
    });
}
