//! Actions that a document does without.
//!
//! In: an overlay and what its actions did. Out: one note about those that did nothing. For documents that the overlay
//! was not written for: it serves older and newer revisions as well, and what upstream has mended is no error there.

use super::apply::{Applied, Outcome};
use super::{Edit, Overlay};
use crate::diagnostic::{Code, Diagnostic};

/// So many actions are shown; all are counted.
const SHOWN: usize = 5;

/// A note about the actions that did nothing, if there are any.
pub(super) fn note(overlay: &Overlay, applied: &[Applied]) -> Option<Diagnostic> {
    let needless: Vec<(&Applied, &str)> = applied
        .iter()
        // An action that says nothing at all was told of when it was read.
        .filter(|applied| {
            !matches!(
                overlay.actions.get(applied.action).map(|it| &it.edit),
                Some(Edit::Nothing)
            )
        })
        .filter_map(|applied| Some((applied, why(applied.outcome)?)))
        .collect();
    let (first, _) = needless.first()?;
    let message = format!(
        "{} of {} actions of overlay “{}” are not needed for this document",
        needless.len(),
        applied.len(),
        overlay.title
    );
    let mut diagnostic = Diagnostic::note(Code::OverlayNoEffect, message, first.origin);
    for (applied, why) in needless.iter().take(SHOWN) {
        let words = format!("action {}: {why}", applied.action + 1);
        diagnostic = diagnostic.related(words, applied.origin);
    }
    Some(diagnostic)
}

fn why(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Skipped => Some("its `x-applies-if` selects nothing"),
        Outcome::Unchanged(_) => Some("the document is so already"),
        Outcome::Changed(_) | Outcome::NoMatch | Outcome::Failed => None,
    }
}
