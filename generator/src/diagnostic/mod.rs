//! The one catalogue of what can be wrong with an input, and how it is shown.
//!
//! Every stage may use this module. Stages report all they find; `generate` stops between stages.

mod code;

pub use code::Code;

use crate::source::Origin;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Generation goes on.
    Warning,
    /// Generation stops after the stage.
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// One sentence about this very case.
    pub message: String,
    /// The place it is about; none for a missing file and the like.
    pub primary: Option<Origin>,
    /// Other places that matter, each with a few words.
    pub related: Vec<(String, Origin)>,
    /// What the user can do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, message: impl Into<String>, at: Origin) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), primary: Some(at), related: Vec::new(), help: None }
    }

    /// A warning at a place.
    pub fn warning(code: Code, message: impl Into<String>, at: Origin) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, at) }
    }

    /// Adds another place that matters.
    pub fn related(mut self, words: impl Into<String>, at: Origin) -> Self {
        self.related.push((words.into(), at));
        self
    }

    /// Adds what the user can do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Everything found in one run, in the order of finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Records a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// All findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|found| found.severity == Severity::Error)
    }
}
