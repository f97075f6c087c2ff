//! Structs: fields, constants, `new`, setters and `Default`.
//!
//! In: a struct on both sides. Out: changes at its fields.

use std::collections::BTreeMap;

use super::docs::About;
use super::renames::{self, Candidate};
use super::rust_type::{field_text, text};
use super::{Comparison, Found, Rule, Spot};
use crate::ir::{Def, Field, Shape};
use crate::plan::{DefaultItem, FieldItem, Member, MemberKind, RecordItem, RustType, Slot};

/// A struct: what the document says and what became of it.
type Struct<'s> = (&'s Def, &'s RecordItem);

impl Comparison<'_> {
    pub(super) fn record(&mut self, at: &Spot, old: Struct<'_>, new: Struct<'_>) {
        let before = by_wire(old.1);
        let after = by_wire(new.1);
        let mut gone: Vec<&Member> = old
            .1
            .members
            .iter()
            .filter(|member| !after.contains_key(member.wire.as_str()))
            .collect();
        let mut come: Vec<&Member> = new
            .1
            .members
            .iter()
            .filter(|member| !before.contains_key(member.wire.as_str()))
            .collect();
        for (old_member, new_member) in self.renamed_fields(&gone, &come) {
            gone.retain(|member| member.wire != old_member.wire);
            come.retain(|member| member.wire != new_member.wire);
            if let (MemberKind::Field(old_field), MemberKind::Field(new_field)) =
                (&old_member.kind, &new_member.kind)
            {
                let spot = self.member_spot(at, new, new_member);
                let found = Found::changed(&old_field.ident, &new_field.ident);
                self.push(Rule::FieldRenamed, &spot, found.guessed());
            }
        }
        for member in gone {
            self.gone_member(at, old, member);
        }
        for member in come {
            self.new_member(at, (old.1, new), member);
        }
        for member in &new.1.members {
            if let Some(before) = before.get(member.wire.as_str()) {
                self.member(at, (old, before), (new, member));
            }
        }
        self.constructor(at, old.1, new.1);
        self.further_members(at, old.1, new.1);
    }

    fn renamed_fields<'m>(
        &self,
        gone: &[&'m Member],
        come: &[&'m Member],
    ) -> Vec<(&'m Member, &'m Member)> {
        let fields = |list: &[&'m Member]| -> Vec<(&'m Member, &'m FieldItem)> {
            let fields = list.iter().filter_map(|member| match &member.kind {
                MemberKind::Field(field) => Some((*member, &**field)),
                MemberKind::Constant(_) => None,
            });
            fields.collect()
        };
        let (gone, come) = (fields(gone), fields(come));
        let old: Vec<Candidate> = gone
            .iter()
            .map(|(_, field)| Candidate {
                field,
                ty: self.old_type(&field.ty),
            })
            .collect();
        let new: Vec<Candidate> = come
            .iter()
            .map(|(_, field)| Candidate {
                field,
                ty: self.new_type(&field.ty),
            })
            .collect();
        let pairs = renames::fields(&old, &new).into_iter();
        pairs
            .map(|(one, other)| (gone[one].0, come[other].0))
            .collect()
    }

    fn gone_member(&mut self, at: &Spot, old: Struct<'_>, member: &Member) {
        let place = origin(old.0, &member.wire).and_then(|field| self.old.locate(field.origin));
        match &member.kind {
            MemberKind::Field(field) => {
                let spot = at.inside(&format!("::{}", field.ident), place);
                self.push(Rule::FieldRemoved, &spot, Found::removed(field_text(field)));
            }
            MemberKind::Constant(value) => {
                let spot = at.inside("", place);
                let found = Found::removed(format!("\"{}\": \"{value}\"", member.wire));
                self.push(Rule::ConstantChanged, &spot, found);
            }
        }
    }

    fn new_member(&mut self, at: &Spot, (old, new): (&RecordItem, Struct<'_>), member: &Member) {
        let spot = self.member_spot(at, new, member);
        match &member.kind {
            MemberKind::Field(field) => {
                let argument = is_argument(field) && old.built && new.1.built;
                let rule = match argument {
                    true => Rule::RequiredFieldAdded,
                    false => Rule::FieldAdded,
                };
                self.push(rule, &spot, Found::added(field_text(field)));
            }
            MemberKind::Constant(value) => {
                let found = Found::added(format!("\"{}\": \"{value}\"", member.wire));
                self.push(Rule::ConstantChanged, &spot, found);
            }
        }
    }

    fn member(
        &mut self,
        at: &Spot,
        (old, before): (Struct<'_>, &Member),
        (new, after): (Struct<'_>, &Member),
    ) {
        let spot = self.member_spot(at, new, after);
        match (&before.kind, &after.kind) {
            (MemberKind::Field(one), MemberKind::Field(other)) => {
                self.field(&spot, one, other, old.1.built && new.1.built);
            }
            (MemberKind::Constant(one), MemberKind::Constant(other)) if one != other => {
                let quoted = |value: &str| format!("\"{}\": \"{value}\"", after.wire);
                let found = Found::changed(quoted(one), quoted(other));
                self.push(Rule::ConstantChanged, &spot, found);
            }
            (MemberKind::Constant(_), MemberKind::Constant(_)) => {}
            (MemberKind::Field(field), MemberKind::Constant(value)) => {
                let spot = at.inside(&format!("::{}", field.ident), spot.place.clone());
                let found = Found::changed(field_text(field), format!("always \"{value}\""));
                self.push(Rule::FieldRemoved, &spot, found);
            }
            (MemberKind::Constant(value), MemberKind::Field(field)) => {
                let argument = is_argument(field) && old.1.built && new.1.built;
                let rule = match argument {
                    true => Rule::RequiredFieldAdded,
                    false => Rule::FieldAdded,
                };
                let found = Found::changed(format!("always \"{value}\""), field_text(field));
                self.push(rule, &spot, found);
            }
        }
        if let (Some(one), Some(other)) = (origin(old.0, &before.wire), origin(new.0, &after.wire))
        {
            self.docs(&spot, About::Member, &one.docs, &other.docs);
        }
    }

    fn field(&mut self, spot: &Spot, old: &FieldItem, new: &FieldItem, built: bool) {
        if old.ident != new.ident {
            let found = Found::changed(&old.ident, &new.ident);
            self.push(Rule::FieldRenamed, spot, found);
        }
        let found = Found::changed(field_text(old), field_text(new));
        let holds = |slot: Slot| slot != Slot::Plain;
        let wrapped = |ty: RustType, slot: Slot| match holds(slot) {
            true => RustType::Option(Box::new(ty)),
            false => ty,
        };
        let (before, after) = (self.old_type(&old.ty), self.new_type(&new.ty));
        let same_type = before == after;
        if wrapped(before, old.slot) != wrapped(after, new.slot) {
            let rule = match (same_type, old.slot, new.slot) {
                (true, Slot::Plain, Slot::Option) => Rule::FieldOptional,
                (true, Slot::Plain, Slot::Nullable) => Rule::FieldNullable,
                (true, _, Slot::Plain) => Rule::FieldRequired,
                _ => Rule::FieldTypeChanged,
            };
            self.push(rule, spot, found);
            return;
        }
        if old.slot != new.slot {
            let words = |slot: Slot| match slot {
                Slot::Plain => "required",
                Slot::Option => "may be left out",
                Slot::Nullable => "may be null",
            };
            let found = Found::changed(words(old.slot), words(new.slot));
            self.push(Rule::PresenceChanged, spot, found);
        }
        if built {
            self.setters(spot, old, new);
        }
    }

    /// What sets a field whose type stays.
    fn setters(&mut self, spot: &Spot, old: &FieldItem, new: &FieldItem) {
        match (is_argument(old), is_argument(new)) {
            (true, false) => {
                let found = Found::removed(field_text(old));
                self.push(Rule::ConstructorArgumentRemoved, spot, found);
            }
            (false, true) if old.slot == Slot::Plain => {
                let found = Found::added(field_text(new));
                self.push(Rule::ConstructorArgumentAdded, spot, found);
            }
            _ => {}
        }
        if let (Some(before), Some(after)) = (&old.default, &new.default)
            && before != after
        {
            let found = Found::changed(before, after);
            self.push(Rule::ConstructorValueChanged, spot, found);
        }
        let adder =
            |field: &FieldItem| field.adder.as_ref().map(|it| format!("with_{}", it.setter));
        let (before, after) = (adder(old), adder(new));
        if before != after {
            if let Some(gone) = before {
                self.push(Rule::AdderRemoved, spot, Found::removed(gone));
            }
            if let Some(come) = after {
                self.push(Rule::AdderAdded, spot, Found::added(come));
            }
        }
        if old.nullable != new.nullable {
            let setter = |field: &FieldItem| format!("with_{}", field.null_setter);
            match new.nullable {
                true => self.push(Rule::NullSetterAdded, spot, Found::added(setter(new))),
                false => self.push(Rule::NullSetterRemoved, spot, Found::removed(setter(old))),
            }
        }
    }

    fn constructor(&mut self, at: &Spot, old: &RecordItem, new: &RecordItem) {
        match (old.built, new.built) {
            (true, false) => self.push(Rule::ConstructorRemoved, at, Found::default()),
            (false, true) => self.push(Rule::ConstructorAdded, at, Found::default()),
            (true, true) => {
                match (old.adjusted, new.adjusted) {
                    (true, false) => self.push(Rule::BareSettersRemoved, at, Found::default()),
                    (false, true) => self.push(Rule::BareSettersAdded, at, Found::default()),
                    _ => {}
                }
                let before = required(old);
                let after = required(new);
                let common = |one: &[&str], other: &[&str]| -> Vec<String> {
                    let names = one.iter().filter(|name| other.contains(name));
                    names.map(|name| (*name).to_owned()).collect()
                };
                if common(&before, &after) != common(&after, &before) {
                    let found = Found::changed(before.join(", "), after.join(", "));
                    self.push(Rule::ConstructorReordered, at, found);
                }
            }
            (false, false) => {}
        }
        let has = |record: &RecordItem| record.default != DefaultItem::None;
        match (has(old), has(new)) {
            (true, false) => self.push(Rule::DefaultRemoved, at, Found::default()),
            (false, true) => self.push(Rule::DefaultAdded, at, Found::default()),
            _ => {}
        }
    }

    fn further_members(&mut self, at: &Spot, old: &RecordItem, new: &RecordItem) {
        let spot = at.inside("::additional", None);
        match (&old.additional, &new.additional) {
            (None, Some(ty)) => {
                self.push(Rule::FurtherMembersAdded, &spot, Found::added(text(ty)));
            }
            (Some(ty), None) => {
                self.push(Rule::FurtherMembersRemoved, &spot, Found::removed(text(ty)));
            }
            (Some(before), Some(after)) if !self.same(before, after) => {
                let found = Found::changed(text(before), text(after));
                self.push(Rule::FurtherMembersChanged, &spot, found);
            }
            _ => {}
        }
    }

    fn member_spot(&self, at: &Spot, new: Struct<'_>, member: &Member) -> Spot {
        let place = origin(new.0, &member.wire).and_then(|field| self.new.locate(field.origin));
        match &member.kind {
            MemberKind::Field(field) => at.inside(&format!("::{}", field.ident), place),
            MemberKind::Constant(_) => at.inside("", place),
        }
    }
}

fn by_wire(record: &RecordItem) -> BTreeMap<&str, &Member> {
    record
        .members
        .iter()
        .map(|member| (member.wire.as_str(), member))
        .collect()
}

/// Whether `new` takes the field.
fn is_argument(field: &FieldItem) -> bool {
    field.slot == Slot::Plain && field.default.is_none()
}

/// The arguments of `new` by their names on the wire.
fn required(record: &RecordItem) -> Vec<&str> {
    let required = record
        .members
        .iter()
        .filter(|member| matches!(&member.kind, MemberKind::Field(field) if is_argument(field)));
    required.map(|member| member.wire.as_str()).collect()
}

/// What the document says of a member.
fn origin<'d>(def: &'d Def, wire: &str) -> Option<&'d Field> {
    match &def.shape {
        Shape::Record { fields, .. } => fields.iter().find(|field| field.wire == wire),
        _ => None,
    }
}
