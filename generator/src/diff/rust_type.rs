//! Rust types of both sides, in a comparable form and as text.
//!
//! Input: planned types. Output: the types with aliases resolved, and their text. To users, two types are the same if
//! their resolved forms are equal.

use super::Comparison;
use super::surface::Surface;
use crate::plan::{self, Accepted, Argument, ArgumentLocation, PlainValue, Presence, RustType};

impl Comparison<'_> {
    /// Resolves the aliases in a type of the old side, and gives renamed types their new names.
    pub(super) fn old_type(&self, ty: &RustType) -> RustType {
        let new_name = |name: &str| self.renamed.get(name).copied().unwrap_or(name).to_owned();
        resolved(ty, &self.old, &new_name)
    }

    /// Resolves the aliases in a type of the new side.
    pub(super) fn new_type(&self, ty: &RustType) -> RustType {
        resolved(ty, &self.new, &str::to_owned)
    }

    /// Returns whether types of both sides are the same to users.
    pub(super) fn same(&self, old: &RustType, new: &RustType) -> bool {
        self.old_type(old) == self.new_type(new)
    }
}

fn resolved(ty: &RustType, surface: &Surface<'_>, new_name: &dyn Fn(&str) -> String) -> RustType {
    let inner = |ty: &RustType| Box::new(resolved(ty, surface, new_name));
    match ty {
        RustType::Named { name, .. } => match surface.alias(name) {
            Some(target) => resolved(target, surface, new_name),
            // Whether a value can be passed with `Into` depends on the type, whose kind is compared separately.
            None => RustType::Named {
                name: new_name(name),
                converts: false,
            },
        },
        RustType::Vec(item) => RustType::Vec(inner(item)),
        RustType::Map(value) => RustType::Map(inner(value)),
        RustType::Option(some) => RustType::Option(inner(some)),
        RustType::Box(content) => RustType::Box(inner(content)),
        plain => plain.clone(),
    }
}

/// Returns a type as written in code.
pub fn text(ty: &RustType) -> String {
    match ty {
        RustType::String => "String".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::Bool => "bool".to_owned(),
        RustType::Number => "Number".to_owned(),
        RustType::Value => "Value".to_owned(),
        RustType::Upload => "Upload".to_owned(),
        RustType::Formatted(format) => format!("Formatted<{}>", format.path),
        RustType::Named { name, .. } => name.clone(),
        RustType::Vec(item) => format!("Vec<{}>", text(item)),
        RustType::Map(value) => format!("BTreeMap<String, {}>", text(value)),
        RustType::Option(some) => format!("Option<{}>", text(some)),
        RustType::Box(content) => format!("Box<{}>", text(content)),
    }
}

/// Returns the type of a field, including its `Option`.
pub(super) fn field_text(field: &plan::Field) -> String {
    match field.presence {
        Presence::Required => text(&field.ty),
        Presence::Optional | Presence::Nullable => format!("Option<{}>", text(&field.ty)),
    }
}

/// Returns the parameter type of an argument whose own type is `resolved`.
pub(super) fn parameter_text(argument: &Argument, resolved: &RustType) -> String {
    let own = text(resolved);
    match &argument.location {
        ArgumentLocation::Path(value)
        | ArgumentLocation::Header(value)
        | ArgumentLocation::Cookie(value) => match value {
            PlainValue::String => "impl AsRef<str>".to_owned(),
            PlainValue::Formatted(_) => format!("impl Into<{own}>"),
            PlainValue::Display(_) => own,
        },
        ArgumentLocation::Raw(_) => "impl Into<Vec<u8>>".to_owned(),
        ArgumentLocation::AnyForm(_) => "impl IntoForm".to_owned(),
        _ if argument.optional => format!("impl Into<Option<{own}>>"),
        ArgumentLocation::Query(Accepted { converts: true, .. }) => format!("impl Into<{own}>"),
        _ => own,
    }
}
