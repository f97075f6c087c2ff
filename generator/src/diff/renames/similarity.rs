//! The similarity of types and names.

use std::collections::BTreeSet;

use crate::plan::{Payload, PropertyKind, RustType, TypeKind};

/// The required similarity of two shapes, from 0 to 1.
const MIN_SHAPE_SIMILARITY: f64 = 0.7;
/// The required similarity of the names of two small shapes.
pub(super) const MIN_NAME_SIMILARITY: f64 = 0.85;
/// The number of common parts above which names are not compared.
const ENOUGH_PARTS: usize = 3;

/// Returns whether shapes with these numbers of parts can be similar.
pub(super) fn may_be_similar(old: usize, new: usize) -> bool {
    let (old, new) = (old as f64, new as f64);
    old.min(new) >= MIN_SHAPE_SIMILARITY * old.max(new)
}

/// Returns the similarity of two types, each given by its name and parts, or `None` if it is not sufficient.
pub(super) fn similarity(
    (old_name, old_parts): (&str, &BTreeSet<String>),
    (new_name, new_parts): (&str, &BTreeSet<String>),
) -> Option<f64> {
    let common = old_parts.intersection(new_parts).count();
    let all = old_parts.union(new_parts).count();
    if common == 0 {
        return None;
    }
    let shapes = common as f64 / all as f64;
    let names = name_similarity(old_name, new_name);
    let is_similar =
        shapes >= MIN_SHAPE_SIMILARITY && (common >= ENOUGH_PARTS || names >= MIN_NAME_SIMILARITY);
    // Among equally similar shapes, the name decides.
    is_similar.then_some(shapes + names / 10.0)
}

/// Returns the similarity of two names, from 0 to 1.
pub(super) fn name_similarity(old: &str, new: &str) -> f64 {
    strsim::jaro_winkler(old, new)
}

/// Returns the parts of a type without the names of types, because those may have been renamed as well.
pub(super) fn parts(kind: &TypeKind) -> BTreeSet<String> {
    match kind {
        TypeKind::Record(record) => record
            .properties
            .iter()
            .map(|property| match &property.kind {
                PropertyKind::Constant(value) => format!("{}={}", property.wire, value.value),
                PropertyKind::Field(field) => format!("{}:{}", property.wire, outline(&field.ty)),
            })
            .collect(),
        TypeKind::StringEnum(values) | TypeKind::IntegerEnum(values) => {
            values.iter().map(|value| value.wire.clone()).collect()
        }
        TypeKind::Union(union) => union
            .variants
            .iter()
            .map(|variant| match &variant.payload {
                Payload::Literal(value) => format!("={value}"),
                Payload::Type(ty) => format!("{}:{}", variant.ident, outline(ty)),
            })
            .collect(),
        TypeKind::Alias(ty) => BTreeSet::from([outline(ty)]),
    }
}

/// Describes a type without names.
fn outline(ty: &RustType) -> String {
    match ty {
        RustType::Named { .. } => "type".to_owned(),
        RustType::Box(inner) => outline(inner),
        RustType::Vec(inner) => format!("list of {}", outline(inner)),
        RustType::Map(inner) => format!("map of {}", outline(inner)),
        RustType::Option(inner) => format!("optional {}", outline(inner)),
        plain => format!("{plain:?}"),
    }
}
