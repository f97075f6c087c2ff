//! Types and fields that appear to have been renamed.
//!
//! Input: items that only one side has. Output: pairs. A pair is a guess: the shapes are equal or very similar, and no
//! other item is as similar to either of them.

mod fields;
mod roots;
mod similarity;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use fields::{RenameCandidate, fields};

use self::roots::successor_root;
use self::similarity::{may_be_similar, parts, similarity};
use super::surface::{Surface, TypeView};
use crate::ir::{PathSegment, SchemaRoot};
use crate::plan::TypeKind;

/// Types that only one side has, by name.
type Types<'a> = Vec<(&'a str, TypeView<'a>)>;

/// Renamed types: new names by old names.
type Renamed<'a> = BTreeMap<&'a str, &'a str>;

/// Returns the types of the old side that appear to have been renamed on the new side.
pub(super) fn types<'a>(old: &Surface<'a>, new: &Surface<'a>) -> Renamed<'a> {
    let removed = only_in(old, new);
    let added = only_in(new, old);
    let mut renamed = Renamed::new();
    let removed_roots: Types = removed
        .iter()
        .filter(|(_, view)| is_root(view))
        .copied()
        .collect();
    match_most_similar(&removed_roots, &added, &mut renamed);
    match_inline_types(&removed, &added, (old, new), &mut renamed);
    let taken: BTreeSet<&str> = renamed.values().copied().collect();
    let removed: Types = removed
        .into_iter()
        .filter(|(name, _)| !renamed.contains_key(name))
        .collect();
    let added: Types = added
        .into_iter()
        .filter(|(name, _)| !taken.contains(name))
        .collect();
    match_most_similar(&removed, &added, &mut renamed);
    renamed
}

fn only_in<'a>(surface: &Surface<'a>, other: &Surface<'a>) -> Types<'a> {
    let types = surface.types.iter();
    types
        .filter(|(name, _)| !other.types.contains_key(*name))
        .map(|(name, view)| (*name, *view))
        .collect()
}

fn is_root(view: &TypeView<'_>) -> bool {
    view.def.path.segments.is_empty()
}

/// Matches inline types at the same path below a renamed root, because their names follow the name of the root.
fn match_inline_types<'a>(
    removed: &Types<'a>,
    added: &Types<'a>,
    (old, new): (&Surface<'a>, &Surface<'a>),
    renamed: &mut Renamed<'a>,
) {
    let added_by_path: BTreeMap<(&SchemaRoot, &[PathSegment]), &str> = added
        .iter()
        .map(|(name, view)| {
            (
                (&view.def.path.root, view.def.path.segments.as_slice()),
                *name,
            )
        })
        .collect();
    for (name, view) in removed {
        let path = &view.def.path;
        if let Some(root) = successor_root(&path.root, old, new, renamed)
            && let Some(successor) = added_by_path.get(&(&root, path.segments.as_slice()))
            && !renamed.values().any(|taken| taken == successor)
        {
            renamed.entry(*name).or_insert(*successor);
        }
    }
}

/// Matches the most similar pair first, then the most similar pair of the remaining types.
fn match_most_similar<'a>(removed: &Types<'a>, added: &Types<'a>, renamed: &mut Renamed<'a>) {
    let old_parts: Vec<_> = removed.iter().map(|(_, view)| parts(view.kind)).collect();
    let new_parts: Vec<_> = added.iter().map(|(_, view)| parts(view.kind)).collect();
    let mut pairs = Vec::new();
    for ((old, old_view), old_parts) in removed.iter().zip(&old_parts) {
        for ((new, new_view), new_parts) in added.iter().zip(&new_parts) {
            let is_comparable = kind_name(old_view.kind) == kind_name(new_view.kind)
                && is_root(old_view) == is_root(new_view);
            // Comparing sizes first rules out most pairs, which is much faster than comparing their parts.
            if is_comparable && may_be_similar(old_parts.len(), new_parts.len()) {
                let similarity = similarity((*old, old_parts), (*new, new_parts));
                pairs.extend(similarity.map(|similarity| (similarity, *old, *new)));
            }
        }
    }
    pairs.sort_by(|one, other| {
        let by_similarity = other.0.total_cmp(&one.0);
        by_similarity.then_with(|| (one.1, one.2).cmp(&(other.1, other.2)))
    });
    let mut taken: BTreeSet<&str> = renamed.values().copied().collect();
    for (_, old, new) in pairs {
        if !renamed.contains_key(old) && taken.insert(new) {
            renamed.insert(old, new);
        }
    }
}

/// Returns the name of a kind of type.
pub(super) fn kind_name(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Record(_) => "struct",
        TypeKind::StringEnum(_) => "string enum",
        TypeKind::IntegerEnum(_) => "integer enum",
        TypeKind::Union(_) => "union",
        TypeKind::Alias(_) => "alias",
    }
}
