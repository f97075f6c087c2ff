//! Places that have no type, with the reason.

use super::UntypedView;
use crate::ir::{Api, CaseKind, FieldKind, Rest, Root, Shape, TypeRef};

/// All untyped places of the types under one root.
pub fn of_root(api: &Api, root: &Root) -> Vec<UntypedView> {
    let mut found = Vec::new();
    for def in api.defs.iter().filter(|def| def.place.root == *root) {
        let at = &def.place.pointer;
        match &def.shape {
            Shape::Record { fields, rest } => {
                for field in fields {
                    if let FieldKind::Value(ty) = &field.kind {
                        see(ty, &format!("{at}/properties/{}", field.wire), &mut found);
                    }
                }
                if let Rest::Typed(ty) = rest {
                    see(ty, &format!("{at}/additionalProperties"), &mut found);
                }
            }
            Shape::Union { cases, .. } => {
                for case in cases {
                    if let CaseKind::Type(ty) = &case.kind {
                        see(ty, &format!("{at}/{}", case.name), &mut found);
                    }
                }
            }
            Shape::Alias(ty) => see(ty, at, &mut found),
            Shape::StringEnum { .. } => {}
        }
    }
    found
}

fn see(ty: &TypeRef, at: &str, found: &mut Vec<UntypedView>) {
    match ty {
        TypeRef::Any(reason) => found.push(UntypedView {
            pointer: at.to_owned(),
            reason: reason.as_str(),
        }),
        TypeRef::List(inner) => see(inner, &format!("{at}/items"), found),
        TypeRef::Map(inner) => see(inner, &format!("{at}/additionalProperties"), found),
        TypeRef::Nullable(inner) => see(inner, at, found),
        TypeRef::Def(_) | TypeRef::Scalar(_) => {}
    }
}
