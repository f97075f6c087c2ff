//! Declared constructors: the branch that each creates, its presets and its arguments.

use serde_json::Value;

use super::presets::preset_value;
use super::targets::Target;
use crate::ir::{Constructor, DefId, Defs, FieldKind, FieldPath, Preset, TypeRef};

/// An entry of `variants`.
pub struct DeclaredConstructor<'a> {
    pub name: &'a str,
    pub entry: &'a Value,
}

impl DeclaredConstructor<'_> {
    /// Finds what the entry refers to. Parts that do not exist are reported and skipped.
    pub fn resolve(
        &self,
        defs: &Defs,
        targets: &[Target],
        report: &mut dyn FnMut(String),
    ) -> Option<Constructor> {
        let Some(target) = self.target(defs, targets) else {
            report(format!(
                "constructor `{}` matches no branch of the union",
                self.name
            ));
            return None;
        };
        Some(Constructor {
            name: self.name.to_owned(),
            record: target.record,
            presets: self.presets(defs, target.record, report),
            arguments: self.arguments(defs, target.record, report),
        })
    }

    fn target<'t>(&self, defs: &Defs, targets: &'t [Target]) -> Option<&'t Target> {
        let string = |key: &str| self.entry.get(key).and_then(Value::as_str);
        let tag = string("tag").unwrap_or(self.name);
        let mut targets = targets.iter();
        match string("schema") {
            Some(schema) => {
                targets.find(|target| defs[target.record].path.component() == Some(schema))
            }
            None => targets.find(|target| target.tags.iter().any(|own| own == tag)),
        }
    }

    fn presets(&self, defs: &Defs, record: DefId, report: &mut dyn FnMut(String)) -> Vec<Preset> {
        let declared = self.entry.get("set").and_then(Value::as_object);
        let mut presets = Vec::new();
        for (field, value) in declared.into_iter().flatten() {
            let ty = field_type(defs, record, field);
            match ty.and_then(|ty| preset_value(defs, ty, value)) {
                Some(value) => presets.push(Preset {
                    field: field.clone(),
                    value,
                }),
                None => report(format!(
                    "constructor `{}` cannot set `{field}` to {value}",
                    self.name
                )),
            }
        }
        presets
    }

    fn arguments(
        &self,
        defs: &Defs,
        record: DefId,
        report: &mut dyn FnMut(String),
    ) -> Vec<FieldPath> {
        let declared = self.entry.get("arguments").and_then(Value::as_array);
        let mut arguments = Vec::new();
        for argument in declared.into_iter().flatten() {
            let argument = argument.as_str().unwrap_or_default();
            let path: FieldPath = argument.split('/').map(str::to_owned).collect();
            if leads_to_a_field(defs, record, &path) {
                arguments.push(path);
            } else {
                report(format!(
                    "the record of constructor `{}` has no property `{argument}`",
                    self.name
                ));
            }
        }
        arguments
    }
}

/// Returns the type of a property, or `None` for constants, which cannot be set.
fn field_type<'a>(defs: &'a Defs, record: DefId, wire: &str) -> Option<&'a TypeRef> {
    let fields = defs.fields(&TypeRef::Def(record))?;
    let field = fields.iter().find(|field| field.wire == wire)?;
    match &field.kind {
        FieldKind::Value(ty) => Some(ty),
        FieldKind::Constant(_) => None,
    }
}

fn leads_to_a_field(defs: &Defs, record: DefId, path: &[String]) -> bool {
    match path {
        [] => false,
        [last] => field_type(defs, record, last).is_some(),
        [first, rest @ ..] => field_type(defs, record, first)
            .and_then(|ty| defs.resolved_id(ty))
            .is_some_and(|inner| leads_to_a_field(defs, inner, rest)),
    }
}
