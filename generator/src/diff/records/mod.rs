//! Structs.
//!
//! Input: a struct on both sides. Output: changes of its properties, its constructor and its setters.

mod constructor;
mod fields;

use std::collections::BTreeMap;

use super::docs::DocsOf;
use super::renames::{self, RenameCandidate};
use super::rust_type::{field_text, text};
use super::{Comparison, Difference, Rule, Subject};
use crate::ir::{Def, Field, Shape};
use crate::plan::{self, PropertyKind};

/// A struct on one side.
#[derive(Clone, Copy)]
pub(super) struct Struct<'s> {
    pub(super) def: &'s Def,
    pub(super) item: &'s plan::Record,
}

impl Comparison<'_> {
    pub(super) fn record(&mut self, subject: &Subject, old: Struct<'_>, new: Struct<'_>) {
        let mut removed = only_in(old.item, new.item);
        let mut added = only_in(new.item, old.item);
        for rename in self.renamed_fields(&removed, &added) {
            removed.retain(|property| property.wire != rename.old.wire);
            added.retain(|property| property.wire != rename.new.wire);
            let subject = self.property_subject(subject, new, rename.new);
            let difference = Difference::changed(&rename.old_field.ident, &rename.new_field.ident);
            self.push(Rule::FieldRenamed, &subject, difference.guessed());
        }
        for property in removed {
            self.removed_property(subject, old, property);
        }
        let takes_arguments = old.item.built && new.item.built;
        for property in added {
            let subject = self.property_subject(subject, new, property);
            self.added_property(&subject, property, takes_arguments);
        }
        let old_properties = by_wire(old.item);
        for property in &new.item.properties {
            if let Some(before) = old_properties.get(property.wire.as_str()) {
                self.property(subject, (old, before), (new, property));
            }
        }
        self.constructor(subject, old.item, new.item);
        self.additional_properties(subject, old.item, new.item);
    }

    fn renamed_fields<'m>(
        &self,
        removed: &[&'m plan::Property],
        added: &[&'m plan::Property],
    ) -> Vec<Rename<'m>> {
        let (removed, added) = (fields_of(removed), fields_of(added));
        let old: Vec<RenameCandidate> = removed
            .iter()
            .map(|(_, field)| RenameCandidate {
                field,
                ty: self.old_type(&field.ty),
            })
            .collect();
        let new: Vec<RenameCandidate> = added
            .iter()
            .map(|(_, field)| RenameCandidate {
                field,
                ty: self.new_type(&field.ty),
            })
            .collect();
        let pairs = renames::fields(&old, &new).into_iter();
        pairs
            .map(|(old, new)| Rename {
                old: removed[old].0,
                old_field: removed[old].1,
                new: added[new].0,
                new_field: added[new].1,
            })
            .collect()
    }

    fn removed_property(&mut self, record: &Subject, old: Struct<'_>, property: &plan::Property) {
        let declared = declared_field(old.def, &property.wire);
        let location = declared.and_then(|field| self.old.locate(field.origin));
        match &property.kind {
            PropertyKind::Field(field) => {
                let subject = record.part(&format!("::{}", field.ident), location);
                let difference = Difference::removed(field_text(field));
                self.push(Rule::FieldRemoved, &subject, difference);
            }
            PropertyKind::Constant(value) => {
                let subject = record.part("", location);
                let difference = Difference::removed(constant_text(property, &value.value));
                self.push(Rule::ConstantChanged, &subject, difference);
            }
        }
    }

    fn added_property(
        &mut self,
        subject: &Subject,
        property: &plan::Property,
        takes_arguments: bool,
    ) {
        match &property.kind {
            PropertyKind::Field(field) => {
                let rule = added_field_rule(field, takes_arguments);
                self.push(rule, subject, Difference::added(field_text(field)));
            }
            PropertyKind::Constant(value) => {
                let difference = Difference::added(constant_text(property, &value.value));
                self.push(Rule::ConstantChanged, subject, difference);
            }
        }
    }

    fn property(
        &mut self,
        record: &Subject,
        (old, before): (Struct<'_>, &plan::Property),
        (new, after): (Struct<'_>, &plan::Property),
    ) {
        let subject = self.property_subject(record, new, after);
        let takes_arguments = old.item.built && new.item.built;
        match (&before.kind, &after.kind) {
            (PropertyKind::Field(old), PropertyKind::Field(new)) => {
                self.field(&subject, old, new, takes_arguments);
            }
            (PropertyKind::Constant(old), PropertyKind::Constant(new)) => {
                if old.value != new.value {
                    let old = constant_text(after, &old.value);
                    let new = constant_text(after, &new.value);
                    let difference = Difference::changed(old, new);
                    self.push(Rule::ConstantChanged, &subject, difference);
                }
            }
            (PropertyKind::Field(field), PropertyKind::Constant(value)) => {
                let subject = record.part(&format!("::{}", field.ident), subject.location.clone());
                let value = format!("always \"{}\"", value.value);
                let difference = Difference::changed(field_text(field), value);
                self.push(Rule::FieldRemoved, &subject, difference);
            }
            (PropertyKind::Constant(value), PropertyKind::Field(field)) => {
                let rule = added_field_rule(field, takes_arguments);
                let value = format!("always \"{}\"", value.value);
                let difference = Difference::changed(value, field_text(field));
                self.push(rule, &subject, difference);
            }
        }
        let before = declared_field(old.def, &before.wire);
        let after = declared_field(new.def, &after.wire);
        if let (Some(before), Some(after)) = (before, after) {
            self.docs(&subject, DocsOf::Member, &before.docs, &after.docs);
        }
    }

    fn additional_properties(&mut self, record: &Subject, old: &plan::Record, new: &plan::Record) {
        let subject = record.part("::additional", None);
        match (&old.additional, &new.additional) {
            (None, Some(after)) => {
                let difference = Difference::added(text(&after.ty));
                self.push(Rule::AdditionalPropertiesAdded, &subject, difference);
            }
            (Some(before), None) => {
                let difference = Difference::removed(text(&before.ty));
                self.push(Rule::AdditionalPropertiesRemoved, &subject, difference);
            }
            (Some(before), Some(after)) if !self.same(&before.ty, &after.ty) => {
                let difference = Difference::changed(text(&before.ty), text(&after.ty));
                self.push(Rule::AdditionalPropertiesChanged, &subject, difference);
            }
            _ => {}
        }
    }

    fn property_subject(
        &self,
        record: &Subject,
        new: Struct<'_>,
        property: &plan::Property,
    ) -> Subject {
        let declared = declared_field(new.def, &property.wire);
        let location = declared.and_then(|field| self.new.locate(field.origin));
        match &property.kind {
            PropertyKind::Field(field) => record.part(&format!("::{}", field.ident), location),
            PropertyKind::Constant(_) => record.part("", location),
        }
    }
}

/// A field that appears to have been renamed.
struct Rename<'m> {
    old: &'m plan::Property,
    old_field: &'m plan::Field,
    new: &'m plan::Property,
    new_field: &'m plan::Field,
}

fn fields_of<'m>(properties: &[&'m plan::Property]) -> Vec<(&'m plan::Property, &'m plan::Field)> {
    let properties = properties.iter();
    properties
        .filter_map(|property| match &property.kind {
            PropertyKind::Field(field) => Some((*property, &**field)),
            PropertyKind::Constant(_) => None,
        })
        .collect()
}

fn by_wire(record: &plan::Record) -> BTreeMap<&str, &plan::Property> {
    let properties = record.properties.iter();
    properties
        .map(|property| (property.wire.as_str(), property))
        .collect()
}

fn only_in<'m>(record: &'m plan::Record, other: &plan::Record) -> Vec<&'m plan::Property> {
    let other = by_wire(other);
    let properties = record.properties.iter();
    properties
        .filter(|property| !other.contains_key(property.wire.as_str()))
        .collect()
}

fn added_field_rule(field: &plan::Field, takes_arguments: bool) -> Rule {
    match takes_arguments && field.is_argument() {
        true => Rule::RequiredFieldAdded,
        false => Rule::FieldAdded,
    }
}

fn constant_text(property: &plan::Property, value: &str) -> String {
    format!("\"{}\": \"{value}\"", property.wire)
}

fn declared_field<'d>(def: &'d Def, wire: &str) -> Option<&'d Field> {
    match &def.shape {
        Shape::Record { fields, .. } => fields.iter().find(|field| field.wire == wire),
        _ => None,
    }
}
