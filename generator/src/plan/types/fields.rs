//! Fields of records.

use super::aliases;
use super::argument_types::argument_type;
use super::defaults;
use super::enums::Enums;
use super::rust_types::RustTypes;
use super::setters::{self, SetterRequest};
use crate::ir::{self, Access, Api, DefId, Scalar, TypeRef};
use crate::plan::layout::Layout;
use crate::plan::usage::Usage;
use crate::plan::{Field, ItemSetter, Presence, RowKind, RustType, docs};

/// The tables that fields are planned from.
pub struct FieldTables<'a> {
    /// Names of types.
    pub types: &'a RustTypes,
    /// The variants of enums.
    pub enums: &'a Enums,
    /// How types contain each other.
    pub layout: &'a Layout,
    /// How types are used.
    pub usage: &'a [Usage],
}

/// A property that is a field, and what its setters depend on.
pub struct Value<'a> {
    field: &'a ir::Field,
    ty: &'a TypeRef,
    ident: String,
    presence: Presence,
    /// Whether requests need it although responses lack it.
    required_in_requests: bool,
    /// Whether `null` differs from leaving the property out.
    sends_null: bool,
    /// The type of one item, if items can be added one by one.
    item: Option<RustType>,
}

/// Examines a property of the record `id`.
pub fn value<'a>(
    api: &Api,
    tables: &FieldTables,
    id: DefId,
    field: &'a ir::Field,
    ty: &'a TypeRef,
    ident: String,
) -> Value<'a> {
    let is_nullable = matches!(ty, TypeRef::Nullable(_));
    let is_infinite = tables.layout.is_infinite(id, ty);
    let usage = &tables.usage[id.index()];
    let is_omitted = match field.access {
        Access::ReadOnly => usage.sent,
        Access::WriteOnly => usage.received,
        Access::ReadWrite => false,
    };
    let presence = match field.presence {
        _ if is_omitted => Presence::Optional,
        ir::Presence::Optional => Presence::Optional,
        ir::Presence::Required if is_nullable || is_infinite => Presence::Nullable,
        ir::Presence::Required => Presence::Required,
    };
    Value {
        field,
        ty,
        ident,
        presence,
        required_in_requests: is_omitted
            && field.access == Access::WriteOnly
            && field.presence == ir::Presence::Required
            && !is_nullable,
        sends_null: is_nullable && presence == Presence::Optional,
        item: constructed_item(api, tables.types, ty),
    }
}

/// Plans the fields of the record `id`.
pub fn fields(api: &Api, tables: &FieldTables, id: DefId, values: Vec<Value>) -> Vec<Field> {
    let requests = values.iter().map(|value| SetterRequest {
        ident: &value.ident,
        sends_null: value.sends_null,
        adds_items: value.item.is_some(),
    });
    let setters = setters::setters(&requests.collect::<Vec<_>>());
    let fields = values.into_iter().zip(setters).map(|(value, setters)| {
        let inner = value.ty.without_null();
        let ty = match (
            tables.types.of(inner),
            tables.layout.is_recursive(id, value.ty),
        ) {
            (ty, true) => RustType::Box(Box::new(ty)),
            (ty, false) => ty,
        };
        let unaliased = aliases::expanded(api, tables.types, inner);
        Field {
            setter: setters.value,
            null_setter: setters.null,
            argument: argument_type(&ty, &unaliased),
            ty,
            presence: value.presence,
            required_in_requests: value.required_in_requests,
            row: row(value.presence, inner),
            default: match value.presence {
                Presence::Required => defaults::of(api, tables, value.field, value.ty),
                Presence::Optional | Presence::Nullable => None,
            },
            item_setter: setters
                .item
                .zip(value.item)
                .map(|(names, item)| ItemSetter {
                    setter: names.setter,
                    argument: names.argument,
                    item,
                }),
            doc: docs::member_doc(&value.field.docs),
            deprecated: value.field.docs.deprecated,
            ident: value.ident,
        }
    });
    fields.collect()
}

fn row(presence: Presence, ty: &TypeRef) -> RowKind {
    let is_secret = matches!(ty, TypeRef::Scalar(Scalar::Secret));
    match (presence, is_secret) {
        (Presence::Required, false) => RowKind::Required,
        (Presence::Required, true) => RowKind::RequiredSecret,
        (Presence::Optional, false) => RowKind::Optional,
        (Presence::Optional, true) => RowKind::OptionalSecret,
        (Presence::Nullable, _) => RowKind::Nullable,
    }
}

/// The type of one item, if the type is a list of a union that has constructors.
fn constructed_item(api: &Api, types: &RustTypes, ty: &TypeRef) -> Option<RustType> {
    let TypeRef::List(item) = api.defs.resolved(ty) else {
        return None;
    };
    let id = api.defs.resolved_id(item)?;
    let is_constructed = api.constructors.iter().any(|it| it.union == id);
    is_constructed.then(|| types.of(&TypeRef::Def(id)))
}
