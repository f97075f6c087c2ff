//! Fields that exist on both sides: their types and setters.

use crate::diff::rust_type::field_text;
use crate::diff::{Comparison, Difference, Rule, Subject};
use crate::plan::{self, Presence, RustType};

impl Comparison<'_> {
    pub(super) fn field(
        &mut self,
        subject: &Subject,
        old: &plan::Field,
        new: &plan::Field,
        has_setters: bool,
    ) {
        if old.ident != new.ident {
            let difference = Difference::changed(&old.ident, &new.ident);
            self.push(Rule::FieldRenamed, subject, difference);
        }
        let (before, after) = (self.old_type(&old.ty), self.new_type(&new.ty));
        let same_type = before == after;
        if with_option(before, old.presence) != with_option(after, new.presence) {
            let rule = match (same_type, old.presence, new.presence) {
                (true, Presence::Required, Presence::Optional) => Rule::FieldOptional,
                (true, Presence::Required, Presence::Nullable) => Rule::FieldNullable,
                (true, _, Presence::Required) => Rule::FieldRequired,
                _ => Rule::FieldTypeChanged,
            };
            let difference = Difference::changed(field_text(old), field_text(new));
            self.push(rule, subject, difference);
            return;
        }
        if old.presence != new.presence {
            let difference =
                Difference::changed(presence_name(old.presence), presence_name(new.presence));
            self.push(Rule::PresenceChanged, subject, difference);
        }
        if has_setters {
            self.constructor_argument(subject, old, new);
            self.item_setter(subject, old, new);
            self.null_setter(subject, old, new);
        }
    }

    fn constructor_argument(&mut self, subject: &Subject, old: &plan::Field, new: &plan::Field) {
        match (old.is_argument(), new.is_argument()) {
            (true, false) => {
                let difference = Difference::removed(field_text(old));
                self.push(Rule::ConstructorArgumentRemoved, subject, difference);
            }
            (false, true) if old.presence == Presence::Required => {
                let difference = Difference::added(field_text(new));
                self.push(Rule::ConstructorArgumentAdded, subject, difference);
            }
            _ => {}
        }
        if let (Some(before), Some(after)) = (&old.default, &new.default)
            && before != after
        {
            let difference = Difference::changed(before.text(), after.text());
            self.push(Rule::ConstructorValueChanged, subject, difference);
        }
    }

    fn item_setter(&mut self, subject: &Subject, old: &plan::Field, new: &plan::Field) {
        let setter = |field: &plan::Field| {
            let item_setter = field.item_setter.as_ref();
            item_setter.map(|it| it.setter.clone())
        };
        let (before, after) = (setter(old), setter(new));
        if before == after {
            return;
        }
        if let Some(before) = before {
            let difference = Difference::removed(before);
            self.push(Rule::ItemSetterRemoved, subject, difference);
        }
        if let Some(after) = after {
            self.push(Rule::ItemSetterAdded, subject, Difference::added(after));
        }
    }

    fn null_setter(&mut self, subject: &Subject, old: &plan::Field, new: &plan::Field) {
        match (&old.null_setter, &new.null_setter) {
            (None, Some(setter)) => {
                self.push(Rule::NullSetterAdded, subject, Difference::added(setter));
            }
            (Some(setter), None) => {
                let difference = Difference::removed(setter);
                self.push(Rule::NullSetterRemoved, subject, difference);
            }
            _ => {}
        }
    }
}

fn with_option(ty: RustType, presence: Presence) -> RustType {
    match presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => RustType::Option(Box::new(ty)),
    }
}

fn presence_name(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
    }
}
