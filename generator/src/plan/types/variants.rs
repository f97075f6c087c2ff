//! Pass: the variants of unions.

use std::collections::BTreeMap;

use super::rust_types::RustTypes;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Branch, BranchKind, DefId, Shape, TagArm, Tagging};
use crate::plan::layout::Layout;
use crate::plan::names::{self, NameRequest};
use crate::plan::{Payload, RustType, Settings, Variant, docs, pins};

/// The variants of each union, by type.
pub type Variants = BTreeMap<DefId, Vec<Variant>>;

/// Plans the variants of all unions.
pub fn variants(
    api: &Api,
    settings: &Settings,
    types: &RustTypes,
    layout: &Layout,
    diagnostics: &mut Diagnostics,
) -> Variants {
    let mut table = Variants::new();
    for (id, def) in api.defs.with_ids() {
        let Shape::Union { branches, tagging } = &def.shape else {
            continue;
        };
        let names = variant_names(branches, tagging);
        let defaults = defaults(types.name(id), &names);
        let named = names.iter().zip(defaults);
        let requests = branches
            .iter()
            .zip(named)
            .map(|(branch, (name, default))| NameRequest {
                what: name,
                default,
                pinned: pins::of_member(settings.config, def, name),
                origin: branch.origin,
            });
        let requests: Vec<NameRequest<'_>> = requests.collect();
        let spell = |index: usize| names::spelled_variant_name(&names[index]);
        let idents = names::assign(&requests, &spell, settings.severity(), diagnostics);
        let variants = branches.iter().zip(idents);
        let variants = variants.map(|(branch, ident)| variant(types, layout, id, branch, ident));
        table.insert(id, variants.collect());
    }
    table
}

/// The default names of the variants. A name loses the name of the union unless the rest is ambiguous: another variant
/// has the same short name, or one that keeps its name ends with it (`ToolSearch` next to `FileSearch`).
fn defaults(union: &str, names: &[String]) -> Vec<String> {
    let full = names.iter().map(|name| names::variant_name(name));
    let variants = full.map(|full| (names::without_union(&full, union), full));
    let variants: Vec<(Option<String>, String)> = variants.collect();
    let is_ambiguous = |index: usize, short: &str| {
        let others = variants.iter().enumerate().filter(|(at, _)| *at != index);
        let mut others = others.map(|(_, names)| names);
        others.any(|(other, full)| match other {
            Some(other) => other == short || full == short,
            None => full.ends_with(short),
        })
    };
    let name = |(index, (short, full)): (usize, &(Option<String>, String))| match short {
        Some(short) if !is_ambiguous(index, short) => short.clone(),
        _ => full.clone(),
    };
    variants.iter().enumerate().map(name).collect()
}

fn variant(
    types: &RustTypes,
    layout: &Layout,
    id: DefId,
    branch: &Branch,
    ident: String,
) -> Variant {
    let payload = match &branch.kind {
        BranchKind::Literal(value) => Payload::Literal(value.clone()),
        BranchKind::Type(ty) => {
            let value = types.of(ty.without_null());
            Payload::Type(match layout.is_recursive(id, ty) || layout.is_large(ty) {
                true => RustType::Box(Box::new(value)),
                false => value,
            })
        }
    };
    Variant {
        doc: docs::variant_doc(branch),
        ident,
        payload,
    }
}

/// The names of the variants of a union in the document. A variant has the name of its tag, unless tags are numbers. If it has several tags and
/// all begin with one of them (`search`, `search_2025`), it has the name of that one.
pub fn variant_names(branches: &[Branch], tagging: &Tagging) -> Vec<String> {
    let names = branches.iter().enumerate();
    let names = names.map(|(index, branch)| {
        let tag = tag_name(tagging, index);
        tag.unwrap_or_else(|| branch.name.clone())
    });
    names.collect()
}

/// The tag that names the variant at an index, if there are tags.
fn tag_name(tagging: &Tagging, index: usize) -> Option<String> {
    match tagging {
        Tagging::Internal {
            arms,
            literal: false,
            ..
        } => tag(arms, index),
        _ => None,
    }
}

/// The tag that names the variant at an index. `None` if it shares a tag with another variant.
fn tag(arms: &[TagArm], index: usize) -> Option<String> {
    let own: Vec<&TagArm> = arms
        .iter()
        .filter(|arm| arm.branches.contains(&index) && !arm.alias)
        .collect();
    if own.iter().any(|arm| arm.branches.len() > 1) {
        return None;
    }
    let values = own.iter().map(|arm| arm.value.as_str());
    let shortest = values.min_by_key(|value| value.len())?;
    let is_common = own.iter().all(|arm| arm.value.starts_with(shortest));
    is_common.then(|| shortest.to_owned())
}
