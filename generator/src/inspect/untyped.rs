//! Untyped values, with the reason why they have no type.

use std::collections::BTreeMap;

use super::UntypedView;
use crate::ir::{AnyReason, Api, BranchKind, FieldKind, Rest, SchemaRoot, Shape, TypeRef};

/// Returns the untyped values of all definitions below each root.
pub fn by_root(api: &Api) -> BTreeMap<&SchemaRoot, Vec<UntypedView>> {
    let mut untyped: BTreeMap<&SchemaRoot, Vec<UntypedView>> = BTreeMap::new();
    for def in &api.defs {
        let pointer = &def.path.pointer;
        for (relative, ty) in parts(&def.shape) {
            if let Some((below, reason)) = find_untyped(ty) {
                let views = untyped.entry(&def.path.root).or_default();
                views.push(UntypedView {
                    pointer: format!("{pointer}{relative}{below}"),
                    reason: reason.as_str(),
                });
            }
        }
    }
    untyped
}

/// Returns the types that a shape consists of, each with its relative pointer.
fn parts(shape: &Shape) -> Vec<(String, &TypeRef)> {
    match shape {
        Shape::Record { fields, rest } => {
            let fields = fields.iter().filter_map(|field| match &field.kind {
                FieldKind::Value(ty) => Some((format!("/properties/{}", field.wire), ty)),
                FieldKind::Constant(_) => None,
            });
            let rest = match rest {
                Rest::Typed(ty) => Some(("/additionalProperties".to_owned(), ty)),
                Rest::Kept => None,
            };
            fields.chain(rest).collect()
        }
        Shape::Union { branches, .. } => branches
            .iter()
            .filter_map(|branch| match &branch.kind {
                BranchKind::Type(ty) => Some((format!("/{}", branch.name), ty)),
                BranchKind::Literal(_) => None,
            })
            .collect(),
        Shape::Alias(ty) => vec![(String::new(), ty)],
        Shape::StringEnum { .. } | Shape::IntegerEnum { .. } => Vec::new(),
    }
}

/// Returns the relative pointer of the untyped part of a type, and the reason.
fn find_untyped(ty: &TypeRef) -> Option<(String, AnyReason)> {
    let below = |segment: &str, inner: &TypeRef| {
        let (pointer, reason) = find_untyped(inner)?;
        Some((format!("{segment}{pointer}"), reason))
    };
    match ty {
        TypeRef::Any(reason) => Some((String::new(), *reason)),
        TypeRef::List(inner) => below("/items", inner),
        TypeRef::Map(inner) => below("/additionalProperties", inner),
        TypeRef::Nullable(inner) => find_untyped(inner),
        TypeRef::Def(_) | TypeRef::Scalar(_) => None,
    }
}
