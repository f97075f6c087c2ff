//! The one catalogue of what can be wrong with an input, and how it is shown.
//!
//! Every stage may use this module. Stages report all they find; `generate` stops between stages.

mod code;
mod json;
mod render;

pub use code::Code;
pub use json::to_json;
pub use render::render;

use std::collections::HashSet;

use crate::source::Origin;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is wrong; there is something to know.
    Note,
    /// Generation goes on.
    Warning,
    /// Generation stops after the stage.
    Error,
}

impl Severity {
    /// The name shown to users.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
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
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            primary: Some(at),
            related: Vec::new(),
            help: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, message: impl Into<String>, at: Origin) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message, at)
        }
    }

    /// A note at a place.
    pub fn note(code: Code, message: impl Into<String>, at: Origin) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, message, at)
        }
    }

    /// A finding without a place: a missing file and the like.
    pub fn placeless(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            help: None,
        }
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

    /// Records findings.
    pub fn extend(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(found);
    }

    /// Records the findings of another list behind those of this one.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.list.append(&mut other.list);
    }

    /// All findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// All findings without repetitions: the same code and message at the same place counts once.
    pub fn distinct(&self) -> Vec<&Diagnostic> {
        let mut seen = HashSet::new();
        self.list
            .iter()
            .filter(|found| {
                seen.insert((found.code, found.severity, &found.message, found.primary))
            })
            .collect()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|found| found.severity == Severity::Error)
    }
}
