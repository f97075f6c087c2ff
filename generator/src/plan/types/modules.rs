//! Pass: modules of types.

use std::collections::BTreeMap;

use super::enums::Enums;
use super::records::Records;
use super::rust_types::RustTypes;
use super::unions::Unions;
use crate::ir::{Api, Def, DefId, Shape};
use crate::plan::api::Pages;
use crate::plan::docs::{self, TypeDocs};
use crate::plan::usage::Usage;
use crate::plan::{Feature, FeatureGate, RustType, Schema, Type, TypeKind, TypeModule, names};

/// The feature that compiles all types.
const TYPES: &str = "types";

/// The kind of each type, by id.
pub type Kinds = BTreeMap<DefId, TypeKind>;

/// Joins the tables of all kinds of types.
pub fn kinds(
    api: &Api,
    types: &RustTypes,
    records: Records,
    enums: Enums,
    unions: Unions,
) -> Kinds {
    let aliases = api
        .defs
        .with_ids()
        .filter_map(|(id, def)| match &def.shape {
            Shape::Alias(target) if !def.replaced => Some((id, TypeKind::Alias(types.of(target)))),
            _ => None,
        });
    let mut kinds: Kinds = aliases.collect();
    kinds.extend(
        records
            .into_iter()
            .map(|(id, it)| (id, TypeKind::Record(it))),
    );
    kinds.extend(enums.into_iter().map(|(id, it)| {
        let kind = match api.def(id).shape {
            Shape::IntegerEnum { .. } => TypeKind::IntegerEnum(it),
            _ => TypeKind::StringEnum(it),
        };
        (id, kind)
    }));
    kinds.extend(unions.into_iter().map(|(id, it)| (id, TypeKind::Union(it))));
    kinds
}

/// Puts all types into modules, sorted by name. Named types precede their inline types.
pub fn modules(
    api: &Api,
    types: &RustTypes,
    usage: &[Usage],
    features: &[Feature],
    mut pages: Pages,
    mut docs: TypeDocs,
    mut kinds: Kinds,
) -> Vec<TypeModule> {
    let mut modules: BTreeMap<String, Vec<(DefId, &Def)>> = BTreeMap::new();
    for (id, def) in api.defs.with_ids().filter(|(_, def)| !def.replaced) {
        let name = names::module_name(&def.path.root);
        modules.entry(name).or_default().push((id, def));
    }
    let modules = modules.into_iter().map(|(name, mut defs)| {
        // Two roots may share a module. Their order must not depend on their order in the document.
        defs.sort_by_key(|(id, def)| (def.path.segments.len(), &def.path.root, *id));
        let used_by = defs.iter().flat_map(|(id, _)| &usage[id.index()].features);
        let mut used_by: Vec<String> = used_by.cloned().collect();
        used_by.sort();
        used_by.dedup();
        let types = defs.into_iter().filter_map(|(id, def)| {
            let kind = kinds.remove(&id)?;
            let is_alias = matches!(kind, TypeKind::Alias(_));
            let mut doc = docs.remove(&id).unwrap_or_default();
            if let TypeKind::Record(record) = &kind {
                let constants = docs::constants_doc(record);
                if !constants.is_empty() {
                    doc.push(String::new());
                    doc.extend(constants);
                }
            }
            Some(Type {
                closed: types.is_closed(def),
                derives: types.derives(&kind).to_vec(),
                ident: types.name(id).to_owned(),
                doc,
                deprecated: def.docs.deprecated,
                form: usage[id.index()].form.clone().filter(|_| !is_alias),
                page: pages.by_type.remove(&id),
                kind,
            })
        });
        let types: Vec<Type> = types.collect();
        TypeModule {
            name,
            imports_codec: types.iter().any(|item| uses_codec(&item.kind)),
            types,
            gate: gate(&used_by, features),
            features: used_by,
        }
    });
    modules.collect()
}

/// Whether a type needs the codec or a name that the codec exports. Only some aliases do not.
fn uses_codec(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Alias(target) => names_codec(target),
        TypeKind::Record(_)
        | TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_) => true,
    }
}

fn names_codec(ty: &RustType) -> bool {
    match ty {
        RustType::Number | RustType::Value | RustType::Map(_) => true,
        RustType::Vec(inner) | RustType::Option(inner) | RustType::Box(inner) => names_codec(inner),
        _ => false,
    }
}

/// The gate of a module. A module that every feature compiles is always compiled.
fn gate(used_by: &[String], features: &[Feature]) -> FeatureGate {
    let by_all = features
        .iter()
        .all(|feature| used_by.contains(&feature.name));
    if by_all && !features.is_empty() {
        return FeatureGate::default();
    }
    FeatureGate::any_of(used_by.iter().cloned().chain([TYPES.to_owned()]))
}

/// Lists the component schemas, sorted by name.
pub fn schemas(api: &Api, types: &RustTypes) -> Vec<Schema> {
    let schemas = api.defs.with_ids().filter_map(|(id, def)| {
        Some(Schema {
            name: def.path.component()?.to_owned(),
            ident: types.name(id).to_owned(),
            nullable: def.nullable,
        })
    });
    let mut schemas: Vec<Schema> = schemas.collect();
    schemas.sort_by(|one, other| one.name.cmp(&other.name));
    schemas
}
