//! Pass: the types whose values are the outermost value of a response.

use std::collections::BTreeSet;

use crate::ir::{Api, Branch, BranchKind, DefId, Response, Shape, TypeRef};
use crate::plan::{Payload, RustType, Variant};

/// The records and unions that are the outermost value of a response.
pub type ResponseTypes = BTreeSet<DefId>;

/// Finds the types of responses, and the variants of those that are unions.
pub fn response_types(api: &Api) -> ResponseTypes {
    let mut types = ResponseTypes::new();
    let mut pending: Vec<&TypeRef> = Vec::new();
    pending.extend(api.operations.iter().filter_map(|it| json(&it.response)));
    while let Some(ty) = pending.pop() {
        let Some(id) = api.defs.resolved_id(ty) else {
            continue;
        };
        match &api.def(id).shape {
            Shape::Record { .. } => drop(types.insert(id)),
            Shape::Union { branches, .. } if types.insert(id) => {
                pending.extend(branches.iter().filter_map(branch_type));
            }
            _ => {}
        }
    }
    types
}

/// Returns the variants of such a union that have the ID of the request, by index.
pub fn response_variants(api: &Api, branches: &[Branch], variants: &[Variant]) -> Vec<usize> {
    let has_id = |branch: &Branch| match branch_type(branch).and_then(|ty| api.defs.shape(ty)) {
        Some(Shape::Record { .. }) => true,
        Some(Shape::Union { branches, .. }) => branches.iter().any(|it| is_record(api, it)),
        _ => false,
    };
    let both = branches.iter().zip(variants).enumerate();
    both.filter(|(_, (branch, variant))| is_named(variant) && has_id(branch))
        .map(|(index, _)| index)
        .collect()
}

fn is_record(api: &Api, branch: &Branch) -> bool {
    match &branch.kind {
        BranchKind::Type(ty @ TypeRef::Def(_)) => {
            matches!(api.defs.shape(ty), Some(Shape::Record { .. }))
        }
        _ => false,
    }
}

/// Whether the variant contains a type of the crate, rather than an option or a list of one.
fn is_named(variant: &Variant) -> bool {
    match &variant.payload {
        Payload::Type(RustType::Named { .. }) => true,
        Payload::Type(RustType::Box(inner)) => matches!(**inner, RustType::Named { .. }),
        _ => false,
    }
}

fn branch_type(branch: &Branch) -> Option<&TypeRef> {
    match &branch.kind {
        BranchKind::Type(ty) => Some(ty),
        BranchKind::Literal(_) => None,
    }
}

fn json(response: &Response) -> Option<&TypeRef> {
    match response {
        Response::Json(ty) | Response::JsonOrStream { json: ty, .. } => Some(ty),
        Response::Optional(inner) => json(inner),
        Response::Empty
        | Response::JsonLines(_)
        | Response::ByStatus(_)
        | Response::Text(_)
        | Response::Bytes(_)
        | Response::EventStream(_)
        | Response::BytesOrStream { .. } => None,
    }
}
