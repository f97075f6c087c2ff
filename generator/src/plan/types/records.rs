//! Pass: records as structs.

use std::collections::BTreeMap;

use super::argument_types::accepted;
use super::arguments;
use super::enums::Enums;
use super::fields::{self, FieldTables};
use super::responses::ResponseTypes;
use super::rust_types::RustTypes;
use crate::diagnostic::Diagnostics;
use crate::ir::{self, Api, Def, DefId, FieldKind, Rest, Shape, TypeRef};
use crate::plan::layout::Layout;
use crate::plan::names::{self, NameRequest};
use crate::plan::reserved_names::FIELDS;
use crate::plan::usage::Usage;
use crate::plan::{
    Additional, Constant, Presence, Property, PropertyKind, Record, RecordDefault, Settings, pins,
};

/// The planned records, by type.
pub type Records = BTreeMap<DefId, Record>;

/// Plans all records.
#[allow(clippy::too_many_arguments)] // the tables of earlier passes
pub fn records(
    api: &Api,
    settings: &Settings,
    types: &RustTypes,
    enums: &Enums,
    usage: &[Usage],
    layout: &Layout,
    responses: &ResponseTypes,
    diagnostics: &mut Diagnostics,
) -> Records {
    let tables = &FieldTables {
        types,
        enums,
        layout,
        usage,
    };
    let mut records = Records::new();
    for (id, def) in api.defs.with_ids() {
        let Shape::Record { fields, rest } = &def.shape else {
            continue;
        };
        let idents = idents(settings, def, fields, diagnostics);
        let built = usage[id.index()].sent;
        let properties = properties(api, tables, id, fields, idents);
        let arguments = arguments::of_record(types.name(id), &properties, settings);
        let alternatives = match built && arguments.is_empty() {
            true => alternatives(api, def, &properties),
            false => Vec::new(),
        };
        let record = Record {
            default: match alternatives.is_empty() {
                true => default(&properties, built),
                false => RecordDefault::None,
            },
            arguments,
            alternatives,
            properties,
            additional: match rest {
                Rest::Kept => None,
                Rest::Typed(ty) => Some(additional(types, ty)),
            },
            built,
            is_response: responses.contains(&id),
        };
        records.insert(id, record);
    }
    records
}

fn additional(types: &RustTypes, ty: &TypeRef) -> Additional {
    let ty = types.of(ty);
    Additional {
        accepted: accepted(&ty, &ty),
        ty,
    }
}

/// The names of the fields of a record. Constants have a name as well, so that names do not depend on what is constant.
fn idents(
    settings: &Settings,
    def: &Def,
    fields: &[ir::Field],
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let requests = fields.iter().map(|field| NameRequest {
        what: &field.wire,
        default: unreserved(names::field_name(&field.wire)),
        pinned: pins::of_member(settings.config, def, &field.wire),
        origin: field.origin,
    });
    let requests: Vec<NameRequest<'_>> = requests.collect();
    let spell = |index: usize| unreserved(names::spelled_field_name(&fields[index].wire));
    names::assign(&requests, &spell, settings.severity(), diagnostics)
}

fn unreserved(name: String) -> String {
    match FIELDS.contains(&name.as_str()) {
        true => format!("{name}_"),
        false => name,
    }
}

fn properties(
    api: &Api,
    tables: &FieldTables,
    id: DefId,
    declared: &[ir::Field],
    idents: Vec<String>,
) -> Vec<Property> {
    let values = declared.iter().zip(idents.clone());
    let values = values.filter_map(|(field, ident)| match &field.kind {
        FieldKind::Value(ty) => Some(fields::value(api, tables, id, field, ty, ident)),
        FieldKind::Constant(_) => None,
    });
    let mut fields = fields::fields(api, tables, id, values.collect()).into_iter();
    let properties = declared.iter().zip(idents).filter_map(|(field, ident)| {
        Some(Property {
            wire: field.wire.clone(),
            ident,
            kind: match &field.kind {
                FieldKind::Constant(value) => PropertyKind::Constant(Constant {
                    value: value.clone(),
                    aliases: field.aliases.clone(),
                }),
                FieldKind::Value(_) => PropertyKind::Field(Box::new(fields.next()?)),
            },
        })
    });
    properties.collect()
}

/// The optional properties of which the record needs one. Empty if one alone is not enough.
fn alternatives(api: &Api, def: &Def, properties: &[Property]) -> Vec<String> {
    let is_optional = |wire: &str| {
        properties.iter().any(|property| match &property.kind {
            PropertyKind::Field(field) => {
                property.wire == wire && field.presence == Presence::Optional
            }
            PropertyKind::Constant(_) => false,
        })
    };
    let lists = api.alternatives.get(&def.path.pointer);
    let single = |list: &Vec<String>| match list.as_slice() {
        [wire] if is_optional(wire) => Some(wire.clone()),
        _ => None,
    };
    let alternatives: Option<Vec<String>> = lists.into_iter().flatten().map(single).collect();
    alternatives.unwrap_or_default()
}

fn default(properties: &[Property], built: bool) -> RecordDefault {
    let required = properties
        .iter()
        .filter_map(|property| match &property.kind {
            PropertyKind::Field(field)
                if field.presence == Presence::Required || field.required_in_requests =>
            {
                Some(field)
            }
            _ => None,
        });
    let (arguments, defaults): (Vec<_>, Vec<_>) = required.partition(|field| field.is_argument());
    match (arguments.is_empty(), defaults.is_empty()) {
        (true, true) => RecordDefault::Blank,
        (true, false) if built => RecordDefault::New,
        _ => RecordDefault::None,
    }
}
