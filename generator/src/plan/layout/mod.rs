//! Pass: which values are boxed, by how types contain each other.
//!
//! A field or a variant is boxed if its type contains the type that it belongs to. A variant is also boxed if it is
//! large: a union is as large as its largest variant, and is moved often. Recorded decisions about size are kept, so that
//! a type that grows changes no variant.

mod cycles;
mod size;

use super::Signatures;
use super::signatures::Storage;
use super::types::RustTypes;
use crate::ir::{Api, BranchKind, DefId, FieldKind, Presence, Shape, TypeRef};

/// How types contain each other. All tables are by type id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The cycle that each type belongs to, under containment by value.
    cycle: Vec<usize>,
    /// The cycle that each type belongs to, under containment by required fields.
    required_cycle: Vec<usize>,
    /// Whether variants box each type because of its size.
    large: Vec<bool>,
}

/// Computes the layout of all types.
pub fn layout(api: &Api, types: &RustTypes, signatures: &Signatures) -> Layout {
    let contained = api.defs.iter().map(|def| contained(&def.shape));
    let required = api.defs.iter().map(|def| required(&def.shape));
    let cycle = cycles::cycles(&contained.collect::<Vec<_>>());
    let recorded = api.defs.with_ids().map(|(id, _)| {
        let storage = signatures.storage(types.name(id));
        storage.map(|it| it == Storage::Boxed)
    });
    Layout {
        large: size::large(api, &cycle, &recorded.collect::<Vec<_>>()),
        required_cycle: cycles::cycles(&required.collect::<Vec<_>>()),
        cycle,
    }
}

impl Layout {
    /// Whether `outer` contains itself through a value of `inner`, which is therefore boxed.
    pub fn is_recursive(&self, outer: DefId, inner: &TypeRef) -> bool {
        same_cycle(&self.cycle, outer, inner)
    }

    /// Whether a required field of type `inner` makes values of `outer` infinite. The field becomes an `Option`.
    pub fn is_infinite(&self, outer: DefId, inner: &TypeRef) -> bool {
        same_cycle(&self.required_cycle, outer, inner)
    }

    /// Whether a variant of this type is boxed because of its size.
    pub fn is_large(&self, ty: &TypeRef) -> bool {
        by_value(ty).is_some_and(|id| self.large[id])
    }
}

fn same_cycle(cycles: &[usize], outer: DefId, inner: &TypeRef) -> bool {
    by_value(inner).is_some_and(|inner| cycles[outer.0 as usize] == cycles[inner])
}

/// The type that a value contains without indirection.
fn by_value(ty: &TypeRef) -> Option<usize> {
    match ty {
        TypeRef::Def(id) => Some(id.index()),
        TypeRef::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

/// The types that a value of the shape contains without indirection.
fn contained(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Record { fields, .. } => {
            let types = fields.iter().filter_map(|field| match &field.kind {
                FieldKind::Value(ty) => by_value(ty),
                FieldKind::Constant(_) => None,
            });
            types.collect()
        }
        Shape::Union { branches, .. } => {
            let types = branches.iter().filter_map(|branch| match &branch.kind {
                BranchKind::Type(ty) => by_value(ty),
                BranchKind::Literal(_) => None,
            });
            types.collect()
        }
        Shape::Alias(ty) => by_value(ty).into_iter().collect(),
        Shape::StringEnum { .. } | Shape::IntegerEnum { .. } => Vec::new(),
    }
}

/// The types that every value of the shape contains. A union always has the variant `Unknown`, which contains none of
/// them.
fn required(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Record { fields, .. } => {
            let required = fields.iter().filter(|it| it.presence == Presence::Required);
            let types = required.filter_map(|field| match &field.kind {
                FieldKind::Value(TypeRef::Nullable(_)) | FieldKind::Constant(_) => None,
                FieldKind::Value(ty) => by_value(ty),
            });
            types.collect()
        }
        Shape::Alias(ty) => by_value(ty).into_iter().collect(),
        Shape::Union { .. } | Shape::StringEnum { .. } | Shape::IntegerEnum { .. } => Vec::new(),
    }
}
