//! Aliases that contain only themselves, such as `Nodes`, a list of `Nodes`.
//!
//! Rust cannot express such a type. A cycle that contains a record or a union is a valid type and is left unchanged.

use std::collections::BTreeSet;

use crate::ir::{AnyReason, DefId, Defs, Shape, TypeRef};

/// Replaces every reference within a cycle of aliases with any JSON. All aliases of a cycle are treated alike, so the
/// result does not depend on their order.
pub fn cut_alias_cycles(defs: &mut Defs) {
    let ids = defs.with_ids();
    let in_cycle: Vec<bool> = ids.map(|(id, _)| leads_back(defs, id)).collect();
    for (def, _) in defs.iter_mut().zip(in_cycle).filter(|(_, is)| *is) {
        if let Shape::Alias(ty) = &mut def.shape {
            cut(ty);
        }
    }
}

/// Whether aliases lead from a definition back to it.
fn leads_back(defs: &Defs, start: DefId) -> bool {
    let mut visited = BTreeSet::from([start]);
    let mut next = alias_target(defs, start);
    while let Some(id) = next {
        if !visited.insert(id) {
            return id == start;
        }
        next = alias_target(defs, id);
    }
    false
}

/// Returns the definition that an alias refers to, or `None` for other shapes.
fn alias_target(defs: &Defs, id: DefId) -> Option<DefId> {
    match &defs[id].shape {
        Shape::Alias(ty) => ty.def(),
        _ => None,
    }
}

/// Replaces the definition in a type.
fn cut(ty: &mut TypeRef) {
    match ty {
        TypeRef::Def(_) => *ty = TypeRef::Any(AnyReason::AliasCycle),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => cut(inner),
        TypeRef::Scalar(_) | TypeRef::Any(_) => {}
    }
}
