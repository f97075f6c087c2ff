//! The records that a union may contain, with the tags that select them.

use std::collections::BTreeMap;

use crate::ir::{BranchKind, DefId, Defs, Shape, Tagging};

/// A record that is a branch of a union, or of a union nested in it.
pub struct Target {
    pub record: DefId,
    /// The tag values that select it.
    pub tags: Vec<String>,
}

/// Returns the records of a union, in the order of the branches.
pub fn targets(defs: &Defs, union: DefId) -> Vec<Target> {
    let mut targets = Vec::new();
    collect(defs, union, &mut Vec::new(), &mut targets);
    targets
}

fn collect(defs: &Defs, id: DefId, visited: &mut Vec<DefId>, targets: &mut Vec<Target>) {
    let Shape::Union { branches, tagging } = &defs[id].shape else {
        return;
    };
    if visited.contains(&id) {
        return;
    }
    visited.push(id);
    for (index, branch) in branches.iter().enumerate() {
        let BranchKind::Type(ty) = &branch.kind else {
            continue;
        };
        let Some(id) = defs.resolved_id(ty) else {
            continue;
        };
        match &defs[id].shape {
            Shape::Record { .. } => targets.push(Target {
                record: id,
                tags: tags(tagging, index),
            }),
            _ => collect(defs, id, visited, targets),
        }
    }
}

fn tags(tagging: &Tagging, branch: usize) -> Vec<String> {
    match tagging {
        Tagging::Internal { arms, .. } => arms
            .iter()
            .filter(|arm| arm.branches.contains(&branch) && !arm.alias)
            .map(|arm| arm.value.clone())
            .collect(),
        Tagging::ByJsonType | Tagging::ByRequiredKeys => Vec::new(),
    }
}

/// Returns a tag for each record that has a unique one: the shortest.
///
/// A record with several tags gets one only if all of them start with it: `search` and `search_2025` mean the same,
/// `search` and `code` do not.
pub fn unambiguous_tags(targets: &[Target]) -> Vec<(String, DefId)> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in targets.iter().flat_map(|target| &target.tags) {
        *uses.entry(tag).or_default() += 1;
    }
    let own_tag = |target: &Target| {
        let mut tags = target.tags.iter();
        let own = tags
            .clone()
            .filter(|tag| uses.get(tag.as_str()) == Some(&1));
        let shortest = own.min_by_key(|tag| tag.len())?;
        tags.all(|tag| tag.starts_with(shortest.as_str()))
            .then(|| (shortest.clone(), target.record))
    };
    targets.iter().filter_map(own_tag).collect()
}
