//! Pass: constructors of unions.

use std::collections::BTreeMap;

use super::arguments;
use super::conversions::Conversions;
use super::records::Records;
use super::rust_types::RustTypes;
use crate::ir::{Api, DefId, FieldKind, Preset, PresetValue, TypeRef};
use crate::plan::{
    Assignment, Constructor, ConstructorArgument, Expression, Field, Record, RecordValue, Settings,
};
use crate::plan::{docs, names, signatures};

/// The constructors of each union, by type.
pub type Constructors = BTreeMap<DefId, Vec<Constructor>>;

/// Plans all constructors. If several have the same name, the first one is used. The record that a constructor creates
/// must convert into the union, and be complete: if it needs one of several properties, the constructor must set one.
pub fn constructors(
    api: &Api,
    settings: &Settings,
    types: &RustTypes,
    records: &Records,
    conversions: &Conversions,
) -> Constructors {
    let mut table = Constructors::new();
    for of_union in &api.constructors {
        let Some(conversions) = conversions.get(&of_union.union) else {
            continue;
        };
        let planned = table.entry(of_union.union).or_default();
        for declared in &of_union.list {
            let record = types.of(&TypeRef::Def(declared.record));
            let converts = conversions.iter().any(|it| it.expanded == record);
            let ident = names::constructor_name(&declared.name);
            let is_free = planned.iter().all(|other| other.ident != ident);
            if !converts || !is_free {
                continue;
            }
            let mut builder = Builder {
                api,
                types,
                records,
                arguments: Vec::new(),
            };
            let value = builder.record(declared.record, &declared.presets, &declared.arguments);
            let Some(value) = value else {
                continue;
            };
            let key = signatures::constructor_key(types.name(of_union.union), &ident);
            let record = types.name(declared.record);
            planned.push(Constructor {
                ident,
                doc: docs::constructor_doc(record, of_union.adjustable),
                arguments: arguments::of_constructor(&key, builder.arguments, settings),
                value,
                returns: of_union.adjustable.then(|| record.to_owned()),
            });
        }
    }
    table
}

/// Builds the value of a constructor, and collects its arguments.
struct Builder<'a> {
    api: &'a Api,
    types: &'a RustTypes,
    records: &'a Records,
    arguments: Vec<ConstructorArgument>,
}

impl Builder<'_> {
    /// A record. Its required fields are arguments unless `presets` has their values. `paths` lead to optional
    /// arguments in it and in nested records. Returns `None` if the record needs one of several properties and none of
    /// them is set.
    fn record(
        &mut self,
        id: DefId,
        presets: &[Preset],
        paths: &[Vec<String>],
    ) -> Option<RecordValue> {
        let mut value = RecordValue {
            record: self.types.name(id).to_owned(),
            function: "new".to_owned(),
            arguments: Vec::new(),
            set: Vec::new(),
        };
        let Some(record) = self.records.get(&id) else {
            return Some(value);
        };
        let mut needs_one = !record.alternatives.is_empty();
        for (wire, field) in in_order(record) {
            let Some(expression) = self.field(id, wire, field, presets, paths)? else {
                continue;
            };
            if needs_one && record.alternatives.iter().any(|name| name == wire) {
                needs_one = false;
                value.function = Record::alternative_function(field);
                value.arguments.push(expression);
            } else if field.is_argument() {
                value.arguments.push(expression);
            } else {
                value.set.push(Assignment {
                    wire: wire.to_owned(),
                    setter: field.setter.clone(),
                    value: expression,
                });
            }
        }
        (!needs_one).then_some(value)
    }

    /// The value of a field of the record `id`, or `None` if it is not set or cannot be set.
    fn field(
        &mut self,
        id: DefId,
        wire: &str,
        field: &Field,
        presets: &[Preset],
        paths: &[Vec<String>],
    ) -> Option<Option<Expression>> {
        if let Some(preset) = presets.iter().find(|preset| preset.field == wire) {
            return self.preset_value(&preset.value).map(Some);
        }
        let Some(ty) = field_type(self.api, id, wire) else {
            return Some(None);
        };
        let below = paths.iter().filter(|path| path[0] == wire);
        let (direct, inner): (Vec<_>, Vec<_>) = below.partition(|path| path.len() == 1);
        if let (false, Some(record)) = (inner.is_empty(), self.api.defs.resolved_id(ty)) {
            let paths: Vec<Vec<String>> = inner.iter().map(|path| path[1..].to_vec()).collect();
            let value = self.record(record, &[], &paths)?;
            return Some(Some(Expression::Record(Box::new(value))));
        }
        let is_argument = field.is_argument() || !direct.is_empty();
        Some(is_argument.then(|| self.argument(wire, field)))
    }

    fn preset_value(&mut self, value: &PresetValue) -> Option<Expression> {
        match value {
            PresetValue::String(text) => Some(Expression::String(text.clone())),
            PresetValue::Record(id) => {
                let value = self.record(*id, &[], &[])?;
                Some(Expression::Record(Box::new(value)))
            }
        }
    }

    /// Adds an argument.
    fn argument(&mut self, wire: &str, field: &Field) -> Expression {
        let same = self.arguments.iter().filter(|it| it.ident == field.ident);
        let ident = match same.count() {
            0 => field.ident.clone(),
            count => format!("{}_{}", field.ident.trim_start_matches("r#"), count + 1),
        };
        self.arguments.push(ConstructorArgument {
            ident: ident.clone(),
            wire: wire.to_owned(),
            ty: field.ty.clone(),
            argument: field.argument.clone(),
        });
        Expression::Argument(ident)
    }
}

/// The fields in document order, except that the fields that `new` takes are in the order of its arguments.
fn in_order(record: &Record) -> Vec<(&str, &Field)> {
    let mut arguments = record.argument_fields();
    let fields = record.fields();
    let in_order = fields.filter_map(|field| match field.1.is_argument() {
        true => arguments.next(),
        false => Some(field),
    });
    in_order.collect()
}

/// The type of a field of a record.
fn field_type<'a>(api: &'a Api, record: DefId, wire: &str) -> Option<&'a TypeRef> {
    let fields = api.defs.fields(&TypeRef::Def(record))?;
    match &fields.iter().find(|field| field.wire == wire)?.kind {
        FieldKind::Value(ty) => Some(ty),
        FieldKind::Constant(_) => None,
    }
}
