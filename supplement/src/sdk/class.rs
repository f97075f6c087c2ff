//! Classes as records.
//!
//! Input: a class of a package. Output: a [`Record`] with the fields of its base classes.

use super::package::Definition;
use super::types::{Id, Type, Types, is_typed_dict};
use crate::python::{Class, Expr, Field, Scalar};

/// An object with known properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Properties, those of base classes first.
    pub fields: Vec<RecordField>,
    /// Whether requests contain it: it is a `TypedDict`.
    pub input: bool,
}

/// A property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordField {
    /// The name in Python.
    pub name: String,
    /// The name in JSON.
    pub wire: String,
    /// The type.
    pub ty: Type,
    /// Whether it is always present.
    pub required: bool,
}

/// Returns the record that a class declares, or `None` for an alias.
pub fn record(types: &Types<'_>, id: &Id) -> Option<Record> {
    let mut record = Record::default();
    match types.package.resolve(&id.module, &id.name)? {
        Definition::Class(module, class) => collect(types, module, class, &mut record, 8),
        Definition::Value(module, _, value) if is_typed_dict(value) => {
            record.input = true;
            functional(types, module, value, &mut record);
        }
        _ => return None,
    }
    Some(record)
}

fn collect(types: &Types<'_>, module: &str, class: &Class, record: &mut Record, depth: usize) {
    let mut model = true;
    for base in &class.bases {
        match base.last_name() {
            Some("TypedDict") => model = false,
            Some("BaseModel" | "GenericModel") => {}
            _ => match types.definition(module, base) {
                Some(Definition::Class(module, base)) if depth > 0 => {
                    collect(types, module, base, record, depth - 1);
                    model &= !record.input;
                }
                Some(Definition::Value(module, _, value)) if is_typed_dict(value) => {
                    model = false;
                    functional(types, module, value, record);
                }
                _ => {}
            },
        }
    }
    record.input |= !model;
    let total = !is_false(keyword(&class.keywords, "total"));
    for field in &class.fields {
        if field.name.starts_with("__") || is_class_variable(&field.annotation) {
            continue;
        }
        let read = match model {
            true => model_field(types, module, field),
            false => dict_field(types, module, &field.name, &field.annotation, total),
        };
        add(record, read);
    }
}

/// A field of a response model: without a default it is required; `Optional` with a default means that it may be
/// missing, `null`, or both.
fn model_field(types: &Types<'_>, module: &str, field: &Field) -> RecordField {
    let ty = types.read(module, &field.annotation);
    let info = field
        .default
        .as_ref()
        .filter(|it| matches!(it, Expr::Call(..)));
    let alias = info
        .and_then(|it| it.keyword("alias"))
        .and_then(Expr::as_str);
    let required = match info {
        Some(info) => info.keyword("default").is_none(),
        None => field.default.is_none(),
    };
    RecordField {
        name: field.name.clone(),
        wire: alias.unwrap_or(&field.name).to_owned(),
        ty,
        required,
    }
}

fn dict_field(
    types: &Types<'_>,
    module: &str,
    name: &str,
    annotation: &Expr,
    total: bool,
) -> RecordField {
    let required = match wrapper(annotation) {
        Some("Required") => true,
        Some("NotRequired") => false,
        _ => total,
    };
    RecordField {
        name: name.to_owned(),
        wire: alias(annotation).unwrap_or(name).to_owned(),
        ty: types.read(module, annotation),
        required,
    }
}

/// Reads `TypedDict("Name", {"async": bool}, total=False)`, the form for names that are keywords.
fn functional(types: &Types<'_>, module: &str, value: &Expr, record: &mut Record) {
    let Expr::Call(_, arguments, _) = value else {
        return;
    };
    let total = !is_false(value.keyword("total"));
    if let Some(Expr::Dict(entries)) = arguments.get(1) {
        for (key, annotation) in entries {
            if let Some(name) = key.as_ref().and_then(Expr::as_str) {
                let read = dict_field(types, module, name, annotation, total);
                add(record, read);
            }
        }
    }
}

/// Adds a field. A field of a class replaces the field of a base class with the same name.
fn add(record: &mut Record, field: RecordField) {
    match record.fields.iter_mut().find(|it| it.wire == field.wire) {
        Some(old) => *old = field,
        None => record.fields.push(field),
    }
}

/// `Required` or `NotRequired` around an annotation, at any depth of `Annotated`.
fn wrapper(annotation: &Expr) -> Option<&str> {
    match annotation {
        Expr::Subscript(generic, arguments) => match generic.last_name() {
            Some(name @ ("Required" | "NotRequired")) => Some(name),
            Some("Annotated") => wrapper(arguments.first()?),
            _ => None,
        },
        _ => None,
    }
}

/// The name in JSON that `Annotated[…, PropertyInfo(alias="…")]` sets.
fn alias(annotation: &Expr) -> Option<&str> {
    match annotation {
        Expr::Subscript(generic, arguments) => match generic.last_name() {
            Some("Annotated") => arguments
                .iter()
                .find_map(|it| it.keyword("alias"))
                .and_then(Expr::as_str)
                .or_else(|| alias(arguments.first()?)),
            Some("Required" | "NotRequired") => alias(arguments.first()?),
            _ => None,
        },
        _ => None,
    }
}

/// A type without `null`.
pub fn without_null(ty: Type) -> Type {
    match ty {
        Type::Union(types, tag) => {
            let types = types.into_iter().filter(|it| *it != Type::Null).collect();
            super::types::union(types, tag)
        }
        ty => ty,
    }
}

fn keyword<'a>(keywords: &'a [(String, Expr)], name: &str) -> Option<&'a Expr> {
    keywords
        .iter()
        .find_map(|(key, value)| (key == name).then_some(value))
}

fn is_false(value: Option<&Expr>) -> bool {
    matches!(value, Some(Expr::Scalar(Scalar::Bool(false))))
}

fn is_class_variable(annotation: &Expr) -> bool {
    matches!(annotation, Expr::Subscript(generic, _) if generic.last_name() == Some("ClassVar"))
}
