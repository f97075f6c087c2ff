//! Whether two fields may have the same value.

use crate::ir::{Defs, FieldKind, JsonKinds, Shape, TypeRef};

/// Returns whether a value may exist that both fields accept.
pub fn overlaps(defs: &Defs, one: &FieldKind, other: &FieldKind) -> bool {
    if is_nullable(one) && is_nullable(other) {
        return true;
    }
    if let (Some(one), Some(other)) = (closed_strings(defs, one), closed_strings(defs, other)) {
        return one.iter().any(|value| other.contains(value));
    }
    if let (Some(one), Some(other)) = (integers(defs, one), integers(defs, other)) {
        return one.iter().any(|value| other.contains(value));
    }
    json_kinds(defs, one).overlaps(json_kinds(defs, other))
}

fn is_nullable(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Value(TypeRef::Nullable(_)))
}

/// Returns the strings that a field accepts, if it accepts only listed strings.
fn closed_strings<'a>(defs: &'a Defs, kind: &'a FieldKind) -> Option<Vec<&'a str>> {
    match kind {
        FieldKind::Constant(value) => Some(vec![value]),
        FieldKind::Value(ty) => match defs.shape(ty)? {
            Shape::StringEnum {
                values,
                open: false,
            } => Some(values.iter().map(|value| value.wire.as_str()).collect()),
            _ => None,
        },
    }
}

/// Returns the integers that a field accepts, if it accepts only listed integers.
fn integers(defs: &Defs, kind: &FieldKind) -> Option<Vec<i64>> {
    let FieldKind::Value(ty) = kind else {
        return None;
    };
    match defs.shape(ty)? {
        Shape::IntegerEnum { values } => Some(values.iter().map(|value| value.number).collect()),
        _ => None,
    }
}

fn json_kinds(defs: &Defs, kind: &FieldKind) -> JsonKinds {
    match kind {
        FieldKind::Constant(_) => JsonKinds::STRING,
        FieldKind::Value(ty) => defs.json_kinds(ty),
    }
}
