//! Problems in the input, and how they are presented.
//!
//! Every stage may use this module. A stage reports all problems it finds; `generate` stops between stages.

mod code;
mod json;
mod lenient;
mod render;
mod strictness;

pub use code::Code;
pub use json::to_json;
pub use render::{render, render_summary};
pub use strictness::Strictness;

use std::collections::HashSet;

use crate::source::Origin;

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information; nothing is wrong.
    Note,
    /// Generation continues.
    Warning,
    /// Generation stops after the stage.
    Error,
}

impl Severity {
    /// Returns the name shown to users.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A problem in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// How serious it is.
    pub severity: Severity,
    /// One sentence about this occurrence.
    pub message: String,
    /// Where the problem is; `None` if it has no location in a file.
    pub primary: Option<Origin>,
    /// Labels for other locations that matter.
    pub related: Vec<(String, Origin)>,
    /// How to fix it, or what the generator does instead.
    pub help: Option<String>,
    /// For an error: what the generator does instead outside strict mode.
    pub fallback: Option<&'static str>,
}

impl Diagnostic {
    /// Creates an error.
    pub fn error(code: Code, message: impl Into<String>, at: Origin) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            primary: Some(at),
            related: Vec::new(),
            help: None,
            fallback: None,
        }
    }

    /// Creates a warning.
    pub fn warning(code: Code, message: impl Into<String>, at: Origin) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message, at)
        }
    }

    /// Creates a note.
    pub fn note(code: Code, message: impl Into<String>, at: Origin) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, message, at)
        }
    }

    /// Creates a diagnostic without a location, such as for a missing file.
    pub fn without_origin(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            help: None,
            fallback: None,
        }
    }

    /// Adds a label for another location.
    pub fn related(mut self, label: impl Into<String>, at: Origin) -> Self {
        self.related.push((label.into(), at));
        self
    }

    /// Sets the help: how to fix the problem, or what the generator does instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// States what the generator does instead outside strict mode, where the error is a warning.
    pub fn fallback(mut self, fallback: &'static str) -> Self {
        self.fallback = Some(fallback);
        self
    }
}

/// The diagnostics of a run, in the order they were reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds diagnostics.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// Moves all diagnostics of another list to the end of this one.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.list.append(&mut other.list);
    }

    /// Iterates over all diagnostics.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Iterates mutably over all diagnostics.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.list.iter_mut()
    }

    /// Returns all diagnostics without duplicates. Diagnostics with the same code, message and location are duplicates.
    pub fn distinct(&self) -> Vec<&Diagnostic> {
        let mut seen = HashSet::new();
        self.list
            .iter()
            .filter(|it| seen.insert((it.code, it.severity, &it.message, it.primary)))
            .collect()
    }

    /// Returns the number of diagnostics.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|it| it.severity == Severity::Error)
    }
}
