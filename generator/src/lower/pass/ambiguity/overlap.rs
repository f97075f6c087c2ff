//! Whether two fields may have the same value.

use crate::ir::{Defs, FieldKind, JsonKinds, Shape, TypeRef};

/// Returns whether a value may exist that both fields accept.
pub fn overlaps(defs: &Defs, one: &FieldKind, other: &FieldKind) -> bool {
    if is_nullable(one) && is_nullable(other) {
        return true;
    }
    match (closed_strings(defs, one), closed_strings(defs, other)) {
        (Some(one), Some(other)) => one.iter().any(|value| other.contains(value)),
        _ => json_kinds(defs, one).overlaps(json_kinds(defs, other)),
    }
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

fn json_kinds(defs: &Defs, kind: &FieldKind) -> JsonKinds {
    match kind {
        FieldKind::Constant(_) => JsonKinds::STRING,
        FieldKind::Value(ty) => defs.json_kinds(ty),
    }
}
