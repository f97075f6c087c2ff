//! The approximate size of values.

use super::{by_value, same_cycle};
use crate::ir::{Api, BranchKind, DefId, FieldKind, Shape, TypeRef};

/// A type that takes more bytes is large.
const LARGE: usize = 256;
/// The size of a pointer, in bytes.
const POINTER: usize = 8;
/// Types nested more deeply count as pointers. This bounds the recursion.
const MAX_DEPTH: usize = 64;

/// Returns which types are boxed in variants because of their size, by id. `cycle` is the cycle that each type belongs
/// to, and `recorded` is the recorded decision about it.
pub(super) fn large(api: &Api, cycle: &[usize], recorded: &[Option<bool>]) -> Vec<bool> {
    let mut sizes = Sizes {
        api,
        cycle,
        recorded,
        bytes: vec![0; api.defs.len()],
    };
    for (id, _) in api.defs.with_ids() {
        sizes.of(id, 0);
    }
    let sizes = sizes.bytes.into_iter().zip(recorded);
    sizes
        .map(|(size, recorded)| recorded.unwrap_or(size > LARGE))
        .collect()
}

struct Sizes<'a> {
    api: &'a Api,
    cycle: &'a [usize],
    recorded: &'a [Option<bool>],
    /// The size of each type in bytes, by id. Zero for sizes that are not computed yet.
    bytes: Vec<usize>,
}

impl Sizes<'_> {
    fn of(&mut self, id: DefId, depth: usize) -> usize {
        let index = id.index();
        if self.bytes[index] > 0 || depth > MAX_DEPTH {
            return self.bytes[index].max(POINTER);
        }
        let api = self.api;
        let size = match &api.def(id).shape {
            Shape::StringEnum { .. } => 24,
            Shape::IntegerEnum { .. } => 16,
            Shape::Alias(ty) => self.of_value(id, ty, depth),
            Shape::Record { fields, .. } => {
                let fields = fields.iter().map(|field| match &field.kind {
                    FieldKind::Constant(_) => 0,
                    FieldKind::Value(ty) => self.of_value(id, ty, depth),
                });
                16 + fields.sum::<usize>()
            }
            Shape::Union { branches, .. } => {
                let branches = branches.iter().map(|branch| match &branch.kind {
                    BranchKind::Literal(_) => 0,
                    BranchKind::Type(ty) => self.of_variant(id, ty, depth),
                });
                8 + branches.max().unwrap_or(0).max(56)
            }
        };
        self.bytes[index] = size;
        size
    }

    /// The size of a variant of type `ty` in a union.
    fn of_variant(&mut self, union: DefId, ty: &TypeRef, depth: usize) -> usize {
        let size = self.of_value(union, ty, depth);
        let recorded = by_value(ty).and_then(|id| self.recorded[id]);
        match recorded.unwrap_or(size > LARGE) {
            true => POINTER,
            false => size,
        }
    }

    /// The size of a value of type `ty` in a value of type `outer`.
    fn of_value(&mut self, outer: DefId, ty: &TypeRef, depth: usize) -> usize {
        match ty {
            TypeRef::Def(_) if same_cycle(self.cycle, outer, ty) => POINTER,
            TypeRef::Def(id) => self.of(*id, depth + 1),
            TypeRef::Nullable(inner) => self.of_value(outer, inner, depth),
            TypeRef::Scalar(_) => 16,
            TypeRef::List(_) | TypeRef::Map(_) => 24,
            TypeRef::Any(_) => 32,
        }
    }
}
