//! Lists and maps that contain nothing but themselves: `Nodes` is a list of `Nodes`.
//!
//! In: all types. Out: the same, with an untyped place where a type would have to be its own content. Rust has no
//! name for such a type; a record or a union on the way gives it one, and is left alone.

use crate::ir::{AnyReason, Def, Shape, TypeRef};

/// Cuts every circle of aliases at each alias in it, so that the result depends on no order.
pub fn cut(mut defs: Vec<Def>) -> Vec<Def> {
    let circles: Vec<Option<Vec<usize>>> = (0..defs.len()).map(|id| circle(&defs, id)).collect();
    for (def, circle) in defs.iter_mut().zip(circles) {
        if let (Shape::Alias(ty), Some(circle)) = (&mut def.shape, circle) {
            replace(ty, &circle);
        }
    }
    defs
}

/// The aliases from which one comes back to this one, if there are any.
fn circle(defs: &[Def], start: usize) -> Option<Vec<usize>> {
    let next = next(defs, start)?;
    let circle: Vec<usize> = next
        .into_iter()
        .filter(|&id| reaches(defs, id, start))
        .collect();
    (!circle.is_empty()).then_some(circle)
}

fn reaches(defs: &[Def], from: usize, goal: usize) -> bool {
    let mut seen = vec![from];
    let mut at = 0;
    while let Some(&id) = seen.get(at) {
        if id == goal {
            return true;
        }
        let unseen: Vec<usize> = next(defs, id)
            .into_iter()
            .flatten()
            .filter(|id| !seen.contains(id))
            .collect();
        seen.extend(unseen);
        at += 1;
    }
    false
}

/// The types that an alias is made of; none if it is no alias.
fn next(defs: &[Def], id: usize) -> Option<Vec<usize>> {
    let Shape::Alias(ty) = &defs[id].shape else {
        return None;
    };
    let mut ids = Vec::new();
    collect(ty, &mut ids);
    Some(ids)
}

fn collect(ty: &TypeRef, ids: &mut Vec<usize>) {
    match ty {
        TypeRef::Def(id) => ids.push(id.0 as usize),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            collect(inner, ids)
        }
        TypeRef::Scalar(_) | TypeRef::Any(_) => {}
    }
}

fn replace(ty: &mut TypeRef, circle: &[usize]) {
    match ty {
        TypeRef::Def(id) if circle.contains(&(id.0 as usize)) => {
            *ty = TypeRef::Any(AnyReason::Endless)
        }
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            replace(inner, circle)
        }
        TypeRef::Def(_) | TypeRef::Scalar(_) | TypeRef::Any(_) => {}
    }
}
