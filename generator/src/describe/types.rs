//! The kinds of types that an alternative may name.

use crate::ir::{Defs, FieldKind, Scalar, Shape, TypeRef};

/// All kinds.
pub const KINDS: &[&str] = &[
    "string", "binary", "integer", "number", "boolean", "list", "map", "object", "enum", "union",
    "any", "constant",
];

/// Returns the kind of a field.
pub fn of_field(defs: &Defs, kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Constant(_) => "constant",
        FieldKind::Value(ty) => of(defs, ty),
    }
}

/// Returns the kind of a type, through aliases and without `null`.
pub fn of(defs: &Defs, ty: &TypeRef) -> &'static str {
    match defs.resolved(ty) {
        TypeRef::Def(id) => match &defs[*id].shape {
            Shape::Record { .. } => "object",
            Shape::StringEnum { .. } | Shape::IntegerEnum { .. } => "enum",
            Shape::Union { .. } => "union",
            Shape::Alias(_) => "any",
        },
        TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Formatted(_)) => "string",
        TypeRef::Scalar(Scalar::Binary) => "binary",
        TypeRef::Scalar(Scalar::Integer | Scalar::WideInteger) => "integer",
        TypeRef::Scalar(Scalar::Number) => "number",
        TypeRef::Scalar(Scalar::Boolean) => "boolean",
        TypeRef::Scalar(Scalar::Null) | TypeRef::Any(_) | TypeRef::Nullable(_) => "any",
        TypeRef::List(_) => "list",
        TypeRef::Map(_) => "map",
    }
}
