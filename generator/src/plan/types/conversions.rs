//! Pass: which types convert into each union.

use std::collections::{BTreeMap, HashMap};

use super::aliases;
use super::rust_types::RustTypes;
use super::variants::Variants;
use crate::ir::{Api, Branch, BranchKind, DefId, Shape, TypeRef};
use crate::plan::{Conversion, Payload, RustType, Variant};

/// The conversions into each union, by type.
pub type Conversions = BTreeMap<DefId, Vec<Converted>>;

/// A conversion, and its type with aliases resolved.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The conversion.
    pub conversion: Conversion,
    /// The type with aliases resolved.
    pub expanded: RustType,
}

/// Finds the types that only one variant of a union contains: first those of the variants themselves, then those of the
/// nested unions. Types are compared with aliases resolved.
pub fn conversions(api: &Api, types: &RustTypes, variants: &Variants) -> Conversions {
    let mut table = Conversions::new();
    for (id, def) in api.defs.with_ids() {
        let (Shape::Union { branches, .. }, Some(variants)) = (&def.shape, variants.get(&id))
        else {
            continue;
        };
        table.insert(id, of_union(api, types, id, branches, variants));
    }
    table
}

fn of_union(
    api: &Api,
    types: &RustTypes,
    id: DefId,
    branches: &[Branch],
    variants: &[Variant],
) -> Vec<Converted> {
    let converted = |variant: usize, ty: &TypeRef| Converted {
        conversion: Conversion {
            variant,
            ty: types.of(ty),
        },
        expanded: aliases::expanded(api, types, ty),
    };
    let mut own: Vec<Converted> = Vec::new();
    let mut inner: Vec<Converted> = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        let BranchKind::Type(ty) = &branch.kind else {
            continue;
        };
        let ty = ty.without_null();
        own.push(converted(index, ty));
        // The `From` implementation of a boxed variant takes only the content of the box.
        if !matches!(&variants[index].payload, Payload::Type(RustType::Box(_))) {
            let mut found = Vec::new();
            add_inner(api, ty, &mut vec![id], &mut HashMap::new(), &mut found);
            inner.extend(found.into_iter().map(|ty| converted(index, ty)));
        }
    }
    let (of_own, of_inner) = (counts(&own), counts(&inner));
    let count = |counts: &HashMap<RustType, usize>, one: &Converted| {
        counts.get(&one.expanded).copied().unwrap_or_default()
    };
    let is_type =
        |it: &&Converted| matches!(it.expanded, RustType::Named { .. } | RustType::Vec(_));
    let direct = own.iter().filter(|it| count(&of_own, it) == 1);
    let nested = inner
        .iter()
        .filter(|it| count(&of_own, it) == 0 && count(&of_inner, it) == 1);
    direct.chain(nested).filter(is_type).cloned().collect()
}

/// Returns how often each type is in a list.
fn counts(all: &[Converted]) -> HashMap<RustType, usize> {
    let mut counts = HashMap::new();
    for one in all {
        *counts.entry(one.expanded.clone()).or_default() += 1;
    }
    counts
}

/// Adds the named types in the unions of a type. `path` contains the unions that lead to the type. A union is entered
/// at most twice: a type that two paths lead to has no conversion, and there may be exponentially many paths.
fn add_inner<'a>(
    api: &'a Api,
    ty: &'a TypeRef,
    path: &mut Vec<DefId>,
    entered: &mut HashMap<DefId, usize>,
    types: &mut Vec<&'a TypeRef>,
) {
    let (Some(id), Some(branches)) = (api.defs.resolved_id(ty), api.defs.branches(ty)) else {
        return;
    };
    let times = entered.entry(id).or_default();
    if path.contains(&id) || *times == 2 {
        return;
    }
    *times += 1;
    path.push(id);
    for branch in branches {
        if let BranchKind::Type(ty @ TypeRef::Def(_)) = &branch.kind {
            types.push(ty);
            add_inner(api, ty, path, entered, types);
        }
    }
    path.pop();
}
