//! Rust types with their aliases resolved.

use super::rust_types::RustTypes;
use crate::ir::{Api, Shape, TypeRef};
use crate::plan::RustType;

/// The Rust type with all aliases in it resolved.
pub fn expanded(api: &Api, types: &RustTypes, ty: &TypeRef) -> RustType {
    let inner = |ty: &TypeRef| Box::new(expanded(api, types, ty));
    match ty {
        TypeRef::Def(id) => match &api.def(*id).shape {
            Shape::Alias(target) => expanded(api, types, target),
            _ => types.of(ty),
        },
        TypeRef::List(item) => RustType::Vec(inner(item)),
        TypeRef::Map(value) => RustType::Map(inner(value)),
        TypeRef::Nullable(some) => RustType::Option(inner(some)),
        TypeRef::Scalar(_) | TypeRef::Any(_) => types.of(ty),
    }
}
