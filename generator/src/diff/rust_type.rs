//! Rust types of both sides, made comparable and written out.
//!
//! In: planned types. Out: the same with aliases resolved, and texts. Two types are the same to users if what is left
//! after that is equal.

use super::Comparison;
use super::surface::Surface;
use crate::plan::{Argument, ArgumentPlace, FieldItem, RustType, Slot};

/// Aliases of aliases are followed so far.
const DEEPEST: usize = 32;

impl Comparison<'_> {
    /// A type of the older side: aliases resolved, and renamed types under their new names.
    pub(super) fn old_type(&self, ty: &RustType) -> RustType {
        let renamed = |name: &str| {
            let renamed = self.renamed.get(name);
            renamed.map_or_else(|| name.to_owned(), |name| (*name).to_owned())
        };
        resolved(ty, &self.old, &renamed, 0)
    }

    /// A type of the newer side, aliases resolved.
    pub(super) fn new_type(&self, ty: &RustType) -> RustType {
        resolved(ty, &self.new, &str::to_owned, 0)
    }

    /// Whether both sides' types are one and the same to users.
    pub(super) fn same(&self, old: &RustType, new: &RustType) -> bool {
        self.old_type(old) == self.new_type(new)
    }
}

fn resolved(
    ty: &RustType,
    surface: &Surface<'_>,
    renamed: &dyn Fn(&str) -> String,
    depth: usize,
) -> RustType {
    let inner = |ty: &RustType| Box::new(resolved(ty, surface, renamed, depth));
    match ty {
        RustType::Named(name, _) => match surface.alias(name) {
            Some(target) if depth < DEEPEST => resolved(target, surface, renamed, depth + 1),
            // Whether `Into` helps to pass the type is the type's own matter: its kind is compared once.
            _ => RustType::Named(renamed(name), false),
        },
        RustType::Vec(item) => RustType::Vec(inner(item)),
        RustType::Map(value) => RustType::Map(inner(value)),
        RustType::Option(some) => RustType::Option(inner(some)),
        RustType::Box(content) => RustType::Box(inner(content)),
        plain => plain.clone(),
    }
}

/// A type as code writes it.
pub fn text(ty: &RustType) -> String {
    match ty {
        RustType::String => "String".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::Bool => "bool".to_owned(),
        RustType::Number => "Number".to_owned(),
        RustType::Value => "Value".to_owned(),
        RustType::Upload => "Upload".to_owned(),
        RustType::Named(name, _) => name.clone(),
        RustType::Vec(item) => format!("Vec<{}>", text(item)),
        RustType::Map(value) => format!("BTreeMap<String, {}>", text(value)),
        RustType::Option(some) => format!("Option<{}>", text(some)),
        RustType::Box(content) => format!("Box<{}>", text(content)),
    }
}

/// The type of a field, with its `Option`.
pub(super) fn field_text(field: &FieldItem) -> String {
    match field.slot {
        Slot::Plain => text(&field.ty),
        Slot::Option | Slot::Nullable => format!("Option<{}>", text(&field.ty)),
    }
}

/// How an argument is taken, its type given as it is to be written.
pub(super) fn taken(argument: &Argument, shown: &RustType) -> String {
    let written = text(shown);
    match (&argument.place, &argument.ty) {
        (ArgumentPlace::Path | ArgumentPlace::Header, RustType::String | RustType::Named(..)) => {
            "impl AsRef<str>".to_owned()
        }
        (ArgumentPlace::Path | ArgumentPlace::Header, RustType::Vec(item))
            if matches!(**item, RustType::String | RustType::Named(_, true)) =>
        {
            "&[impl AsRef<str>]".to_owned()
        }
        (ArgumentPlace::Raw(_), _) => "impl Into<Vec<u8>>".to_owned(),
        (ArgumentPlace::AnyForm, _) => "impl IntoForm".to_owned(),
        (ArgumentPlace::Query, RustType::String | RustType::Box(_) | RustType::Named(_, true)) => {
            format!("impl Into<{written}>")
        }
        _ => written,
    }
}
