//! Turns violations of the specification into warnings.
//!
//! Input: diagnostics of this stage. Output: the same diagnostics, as warnings if the rest of the document is usable
//! without the invalid part. `lower` then does what the help says.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

/// Turns errors into warnings where there is a fallback.
pub fn relax(diagnostics: &mut Diagnostics) {
    for diagnostic in diagnostics.iter_mut() {
        if let Some(fallback) = fallback(diagnostic.code) {
            relax_one(diagnostic, fallback);
        }
    }
}

/// What the generator does instead; none if the document cannot be used.
fn fallback(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::InvalidDocument => "this part is ignored",
        Code::DanglingReference | Code::ForeignReference => {
            "a schema accepts any JSON instead, any other part is ignored"
        }
        Code::DuplicateOperationId => "this operation is named after its method and path",
        Code::DuplicateParameter => "the first declaration is used",
        Code::MissingPathParameter => "it is treated as a string",
        _ => return None,
    })
}

fn relax_one(diagnostic: &mut Diagnostic, fallback: &str) {
    if diagnostic.severity != Severity::Error {
        return;
    }
    diagnostic.severity = Severity::Warning;
    diagnostic.help = Some(match diagnostic.help.take() {
        Some(help) => format!("{help} ({fallback})"),
        None => fallback.to_owned(),
    });
}
