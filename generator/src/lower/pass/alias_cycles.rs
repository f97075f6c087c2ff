//! Aliases that contain only themselves, such as `Nodes`, a list of `Nodes`.
//!
//! Rust cannot express such a type. A cycle that contains a record or a union is a valid type and is left unchanged.

use crate::ir::{AnyReason, DefId, Defs, Shape, TypeRef};

/// Replaces every reference within a cycle of aliases by any JSON. All aliases of a cycle are treated alike, so the
/// result does not depend on their order.
pub fn cut_alias_cycles(defs: &mut Defs) {
    let ids = defs.with_ids();
    let cycles: Vec<Vec<DefId>> = ids.map(|(id, _)| cycle_targets(defs, id)).collect();
    for (def, cycle) in defs.iter_mut().zip(cycles) {
        if let Shape::Alias(ty) = &mut def.shape {
            replace(ty, &cycle);
        }
    }
}

/// Returns the definitions that an alias refers to and from which aliases lead back to it.
fn cycle_targets(defs: &Defs, alias: DefId) -> Vec<DefId> {
    let targets = alias_targets(defs, alias).into_iter();
    targets.filter(|id| reaches(defs, *id, alias)).collect()
}

fn reaches(defs: &Defs, from: DefId, goal: DefId) -> bool {
    let mut visited = vec![from];
    let mut next = 0;
    while let Some(&id) = visited.get(next) {
        if id == goal {
            return true;
        }
        for target in alias_targets(defs, id) {
            if !visited.contains(&target) {
                visited.push(target);
            }
        }
        next += 1;
    }
    false
}

/// Returns the definitions that an alias is made of; none for other shapes.
fn alias_targets(defs: &Defs, id: DefId) -> Vec<DefId> {
    let mut ids = Vec::new();
    if let Shape::Alias(ty) = &defs[id].shape {
        collect(ty, &mut ids);
    }
    ids
}

fn collect(ty: &TypeRef, ids: &mut Vec<DefId>) {
    match ty {
        TypeRef::Def(id) => ids.push(*id),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            collect(inner, ids);
        }
        TypeRef::Scalar(_) | TypeRef::Any(_) => {}
    }
}

fn replace(ty: &mut TypeRef, cycle: &[DefId]) {
    match ty {
        TypeRef::Def(id) if cycle.contains(id) => *ty = TypeRef::Any(AnyReason::AliasCycle),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            replace(inner, cycle);
        }
        TypeRef::Def(_) | TypeRef::Scalar(_) | TypeRef::Any(_) => {}
    }
}
