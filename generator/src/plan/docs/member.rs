//! Documentation of fields, parameters, enum values and variants: one line if it fits.

use super::facts;
use super::prose::{WIDTH, first_prose, sentence};
use crate::ir::{Branch, BranchKind, Docs};

/// The documentation of a field, a parameter or a channel. Empty if the document does not describe it.
pub fn member_doc(docs: &Docs) -> Vec<String> {
    let prose = first_prose(docs).unwrap_or_default();
    joined(prose, facts::line(&docs.facts))
}

/// Prose and facts: in one line if the prose is one line and both fit.
pub(super) fn joined(mut prose: Vec<String>, facts: Option<String>) -> Vec<String> {
    let Some(facts) = facts else { return prose };
    match prose.as_mut_slice() {
        [only] if only.chars().count() + 1 + facts.chars().count() <= WIDTH => {
            *only = format!("{} {facts}", sentence(only));
        }
        _ => prose.push(facts),
    }
    prose
}

/// The documentation of a value of a string enum: the string, unless the name of the variant shows it, and prose.
pub fn value_doc(wire: &str, prose: Option<&str>, ident: &str) -> Vec<String> {
    let differs = wire.replace('_', "").to_lowercase() != ident.to_lowercase();
    match (self::prose(prose), differs) {
        (Some(prose), true) => vec![format!("`{wire}`: {prose}")],
        (Some(prose), false) => vec![prose],
        (None, true) => vec![format!("`{wire}`")],
        (None, false) => Vec::new(),
    }
}

/// The documentation of a variant of a union.
pub fn variant_doc(branch: &Branch) -> Vec<String> {
    let prose = prose(branch.prose.as_deref());
    match &branch.kind {
        BranchKind::Type(_) => prose.into_iter().collect(),
        BranchKind::Literal(value) => vec![match prose {
            Some(prose) => format!("`\"{value}\"`: {prose}"),
            None => format!("`\"{value}\"`"),
        }],
    }
}

/// The first line of prose.
fn prose(prose: Option<&str>) -> Option<String> {
    let first = prose?.trim().lines().next()?.trim_end();
    (!first.is_empty()).then(|| first.to_owned())
}
