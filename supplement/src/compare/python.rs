//! The exported types of the Python package.

use std::collections::BTreeSet;

use super::Shape;
use crate::pairing::public_types;
use crate::python::Scalar;
use crate::sdk::{Id, Type, Types, record};

/// The public records: those with the name of their module.
pub(super) fn shapes(types: &Types<'_>) -> Vec<(Id, Shape)> {
    let public: BTreeSet<Id> = public_types(types).into_iter().collect();
    let shape = |id: &Id| {
        let record = record(types, id)?;
        let fields = record.fields.into_iter().map(|field| {
            let mut constants = BTreeSet::new();
            collect(types, &public, &field.ty, &mut constants, 6);
            (field.wire, constants)
        });
        Some((id.clone(), fields.collect()))
    };
    public.iter().filter_map(shape).collect()
}

/// Collects the string constants of a type, following aliases of the same module.
fn collect(
    types: &Types<'_>,
    public: &BTreeSet<Id>,
    ty: &Type,
    constants: &mut BTreeSet<String>,
    depth: usize,
) {
    match ty {
        Type::Literal(values) => {
            let strings = values.iter().filter(|it| matches!(it, Scalar::String(_)));
            constants.extend(strings.map(Scalar::to_string));
        }
        Type::List(item) | Type::Map(item) => collect(types, public, item, constants, depth),
        Type::Union(all, _) => {
            for ty in all {
                collect(types, public, ty, constants, depth);
            }
        }
        Type::Named(id) if depth > 0 && !public.contains(id) => {
            if let Some(ty) = types.alias(id) {
                collect(types, public, &ty, constants, depth - 1);
            }
        }
        _ => {}
    }
}
