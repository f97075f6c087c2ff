//! Constructors of unions: which arguments each takes, and what it builds of them.

use super::Context;
use super::model::{
    Build, ConstructorArgument, ConstructorItem, Expression, FieldItem, MemberKind, RecordItem,
    RustType, Slot,
};
use super::names;
use crate::diagnostic::Diagnostics;
use crate::ir::{Constructor, Constructors, DefId, Given, Shape, TypeRef};

impl Context<'_> {
    /// The constructors that the document gives a union.
    pub fn constructors_of(&self, union: DefId) -> Option<&Constructors> {
        self.api.constructors.iter().find(|it| it.union == union)
    }

    /// Whether a constructor gives a record to be adjusted.
    pub fn is_adjusted(&self, record: DefId) -> bool {
        let adjustable = self.api.constructors.iter().filter(|it| it.adjustable);
        adjustable
            .flat_map(|it| &it.list)
            .any(|it| it.record == record)
    }

    /// Plans the constructors of a union; each name is taken once, by the first that wants it. One that gives the
    /// union needs a conversion from its record.
    pub fn constructor_items(
        &self,
        all: &Constructors,
        conversions: &[(usize, RustType)],
    ) -> Vec<ConstructorItem> {
        let mut items: Vec<ConstructorItem> = Vec::new();
        for constructor in &all.list {
            let item = self.constructor_item(constructor, all.adjustable);
            let record = RustType::Named(item.build.record.clone(), false);
            let converts = conversions
                .iter()
                .any(|(_, ty)| self.unaliased(ty) == record);
            let is_new = !items.iter().any(|other| other.ident == item.ident);
            if is_new && converts {
                items.push(item);
            }
        }
        items
    }

    fn constructor_item(&self, constructor: &Constructor, adjustable: bool) -> ConstructorItem {
        let mut arguments = Vec::new();
        let build = self.build(
            constructor.record,
            &constructor.set,
            &constructor.arguments,
            &mut arguments,
        );
        let record = self.idents[constructor.record.0 as usize].clone();
        ConstructorItem {
            ident: names::method_name(&constructor.name),
            doc: vec![format!("`{}`: [`{record}`].", constructor.name)],
            arguments,
            build,
            gives: adjustable.then_some(record),
        }
    }

    /// What makes a record, with the required members that nothing sets as arguments.
    fn build(
        &self,
        record: DefId,
        set: &[(String, Given)],
        ways: &[Vec<String>],
        arguments: &mut Vec<ConstructorArgument>,
    ) -> Build {
        let planned = self.planned_record(record);
        let given = |wire: &str| {
            set.iter()
                .find(|(name, _)| name == wire)
                .map(|(_, given)| given)
        };
        let below = |wire: &str| -> Vec<Vec<String>> {
            let longer = ways.iter().filter(|way| way.len() > 1 && way[0] == wire);
            longer.map(|way| way[1..].to_vec()).collect()
        };
        let mut new = Vec::new();
        let mut with = Vec::new();
        for (wire, field) in fields(&planned) {
            let is_argument = ways.iter().any(|way| way.len() == 1 && way[0] == wire);
            let required = field.slot == Slot::Plain && field.default.is_none();
            let inside = below(wire);
            let expression = match (given(wire), required) {
                (Some(given), _) => self.given(given),
                (None, _) if !inside.is_empty() => match self.record_of(record, wire) {
                    Some(inner) => {
                        Expression::Record(Box::new(self.build(inner, &[], &inside, arguments)))
                    }
                    None => continue,
                },
                (None, true) => self.constructor_argument(wire, field, arguments),
                (None, false) if is_argument => self.constructor_argument(wire, field, arguments),
                (None, false) => continue,
            };
            let is_object =
                matches!(&expression, Expression::Argument(at) if arguments[*at].is_object);
            match (required, is_object) {
                (true, false) => new.push(expression),
                (true, true) => {
                    new.push(Expression::Nothing);
                    with.push((wire.to_owned(), field.setter.clone(), expression));
                }
                (false, _) => with.push((wire.to_owned(), field.setter.clone(), expression)),
            }
        }
        Build {
            record: self.idents[record.0 as usize].clone(),
            new,
            with,
        }
    }

    fn given(&self, given: &Given) -> Expression {
        match given {
            Given::Text(text) => Expression::Text(text.clone()),
            Given::Record(id) => Expression::Record(Box::new(Build {
                record: self.idents[id.0 as usize].clone(),
                new: Vec::new(),
                with: Vec::new(),
            })),
        }
    }

    /// The record that a member of a record holds.
    fn record_of(&self, record: DefId, wire: &str) -> Option<DefId> {
        let Shape::Record { fields, .. } = &self.api.def(record).shape else {
            return None;
        };
        let field = fields.iter().find(|field| field.wire == wire)?;
        let crate::ir::FieldKind::Value(ty) = &field.kind else {
            return None;
        };
        match super::usage::behind_aliases(self.api, ty) {
            TypeRef::Def(id) => Some(*id),
            _ => None,
        }
    }

    /// A record as it is planned; what is found on the way is reported where the record itself is.
    fn planned_record(&self, id: DefId) -> RecordItem {
        let def = self.api.def(id);
        let mut elsewhere = Diagnostics::default();
        match super::types::item(self, id, def, &mut elsewhere).kind {
            super::model::ItemKind::Record(record) => record,
            _ => RecordItem::default(),
        }
    }

    /// Takes one more argument, and uses it.
    fn constructor_argument(
        &self,
        wire: &str,
        field: &FieldItem,
        arguments: &mut Vec<ConstructorArgument>,
    ) -> Expression {
        let free = RustType::Map(Box::new(RustType::Value));
        let ident = field.ident.clone();
        let taken = arguments
            .iter()
            .filter(|other| other.ident == ident)
            .count();
        arguments.push(ConstructorArgument {
            ident: match taken {
                0 => ident,
                more => format!("{}_{}", ident.trim_start_matches("r#"), more + 1),
            },
            wire: wire.to_owned(),
            ty: field.ty.clone(),
            is_object: self.unaliased(&field.ty) == free,
        });
        Expression::Argument(arguments.len() - 1)
    }
}

fn fields(record: &RecordItem) -> impl Iterator<Item = (&str, &FieldItem)> {
    record
        .members
        .iter()
        .filter_map(|member| match &member.kind {
            MemberKind::Field(field) => Some((member.wire.as_str(), field.as_ref())),
            MemberKind::Constant(_) => None,
        })
}
