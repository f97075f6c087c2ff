//! Fields that appear to have been renamed.

use super::similarity::{MIN_NAME_SIMILARITY, name_similarity};
use crate::plan::{self, Presence, RustType};

/// A field that only one side has, with its resolved type.
pub(in crate::diff) struct RenameCandidate<'a> {
    pub(in crate::diff) field: &'a plan::Field,
    pub(in crate::diff) ty: RustType,
}

/// Returns pairs of fields by index: same type and presence, and either similar names or a named type. Each field must
/// match exactly one field of the other side.
pub(in crate::diff) fn fields(
    removed: &[RenameCandidate<'_>],
    added: &[RenameCandidate<'_>],
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (index, old) in removed.iter().enumerate() {
        let successors: Vec<usize> = (0..added.len())
            .filter(|&new| matches(old, &added[new]))
            .collect();
        if let [new] = successors.as_slice()
            && removed
                .iter()
                .filter(|other| matches(other, &added[*new]))
                .count()
                == 1
        {
            pairs.push((index, *new));
        }
    }
    pairs
}

fn matches(old: &RenameCandidate<'_>, new: &RenameCandidate<'_>) -> bool {
    let is_required = |field: &plan::Field| field.presence == Presence::Required;
    let has_similar_name =
        || name_similarity(&old.field.ident, &new.field.ident) >= MIN_NAME_SIMILARITY;
    old.ty == new.ty
        && is_required(old.field) == is_required(new.field)
        && (matches!(old.ty, RustType::Named { .. }) || has_similar_name())
}
