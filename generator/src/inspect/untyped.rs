//! Places that have no type, with the reason.

use std::collections::BTreeMap;

use super::UntypedView;
use crate::ir::{Api, CaseKind, FieldKind, Rest, Root, Shape, TypeRef};

/// All untyped places of the types under each root.
pub fn by_root(api: &Api) -> BTreeMap<&Root, Vec<UntypedView>> {
    let mut found: BTreeMap<&Root, Vec<UntypedView>> = BTreeMap::new();
    for def in &api.defs {
        let (root, at) = (&def.place.root, &def.place.pointer);
        let mut see = |ty: &TypeRef, member: &str, name: &str| {
            if let Some((below, reason)) = untyped(ty) {
                let pointer = format!("{at}{member}{name}{below}");
                let places = found.entry(root).or_default();
                places.push(UntypedView { pointer, reason });
            }
        };
        match &def.shape {
            Shape::Record { fields, rest } => {
                for field in fields {
                    if let FieldKind::Value(ty) = &field.kind {
                        see(ty, "/properties/", &field.wire);
                    }
                }
                if let Rest::Typed(ty) = rest {
                    see(ty, "/additionalProperties", "");
                }
            }
            Shape::Union { cases, .. } => {
                for case in cases {
                    if let CaseKind::Type(ty) = &case.kind {
                        see(ty, "/", &case.name);
                    }
                }
            }
            Shape::Alias(ty) => see(ty, "", ""),
            Shape::StringEnum { .. } => {}
        }
    }
    found
}

/// Where in a type there is no type, and why.
fn untyped(ty: &TypeRef) -> Option<(String, &'static str)> {
    let below = |step: &str, inner: &TypeRef| {
        let (rest, reason) = untyped(inner)?;
        Some((format!("{step}{rest}"), reason))
    };
    match ty {
        TypeRef::Any(reason) => Some((String::new(), reason.as_str())),
        TypeRef::List(inner) => below("/items", inner),
        TypeRef::Map(inner) => below("/additionalProperties", inner),
        TypeRef::Nullable(inner) => untyped(inner),
        TypeRef::Def(_) | TypeRef::Scalar(_) => None,
    }
}
