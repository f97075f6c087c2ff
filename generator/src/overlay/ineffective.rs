//! Reports actions that change nothing.
//!
//! Input: actions with the reason why they changed nothing. Output: an error for each action on the document that the
//! overlay is written for, else one note for each overlay.

use super::model::{Edit, Overlay};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Strictness};
use crate::source::Origin;

/// How many actions a note lists.
const LISTED: usize = 5;

/// An action that changed nothing.
pub(super) struct Ineffective {
    /// The number of the action in its overlay, starting at 1.
    pub(super) number: usize,
    pub(super) code: Code,
    /// The reason, as a predicate of the action: "selects nothing: …".
    pub(super) reason: String,
    /// The query, or the target of the action.
    pub(super) at: Origin,
    /// A label and the nearest location in the document.
    pub(super) nearest: Option<(String, Origin)>,
    pub(super) help: String,
}

impl Ineffective {
    /// Whether the action changes nothing in any document: it has nothing to apply.
    fn is_mistake(&self, overlay: &Overlay) -> bool {
        let action = self
            .number
            .checked_sub(1)
            .and_then(|index| overlay.actions.get(index));
        action.is_some_and(|action| matches!(action.edit, Edit::Nothing(_)))
    }
}

/// Reports the actions of an overlay that change nothing.
pub(super) fn report(
    overlay: &Overlay,
    actions: Vec<Ineffective>,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) {
    if strictness == Strictness::Strict {
        let errors = actions.into_iter();
        diagnostics.extend(errors.map(|action| single(overlay, action, Severity::Error)));
        return;
    }
    let (mistakes, other): (Vec<_>, Vec<_>) = actions
        .into_iter()
        .partition(|action| action.is_mistake(overlay));
    let mistakes = mistakes.into_iter();
    diagnostics.extend(mistakes.map(|action| single(overlay, action, Severity::Warning)));
    diagnostics.extend(note(overlay, &other));
}

fn single(overlay: &Overlay, action: Ineffective, severity: Severity) -> Diagnostic {
    let message = format!(
        "action {} of overlay “{}” {}",
        action.number, overlay.title, action.reason
    );
    let diagnostic = Diagnostic {
        severity,
        ..Diagnostic::error(action.code, message, action.at)
    };
    let diagnostic = diagnostic.help(action.help);
    match action.nearest {
        Some((label, at)) => diagnostic.related(label, at),
        None => diagnostic,
    }
}

/// One note about all actions that do not apply to this document.
fn note(overlay: &Overlay, actions: &[Ineffective]) -> Option<Diagnostic> {
    let first = actions.first()?;
    let message = format!(
        "{} of {} actions of overlay “{}” had no effect on this document",
        actions.len(),
        overlay.actions.len(),
        overlay.title
    );
    let mut diagnostic = Diagnostic::note(Code::OverlayNoEffect, message, first.at);
    for action in actions.iter().take(LISTED) {
        let label = format!("action {} {}", action.number, action.reason);
        diagnostic = diagnostic.related(label, action.at);
    }
    if actions.len() > LISTED {
        diagnostic = diagnostic.help(format!("the first {LISTED} of them are listed"));
    }
    Some(diagnostic)
}
