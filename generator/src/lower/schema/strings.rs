//! Strings, string enums, and unions that consist of strings only.

use indexmap::IndexSet;
use openapiv3::{ReferenceOr, Schema};

use super::SchemaRef;
use super::keywords::{JsonType, Keywords};
use super::reader::{Lowered, SchemaReader};
use crate::ir::{EnumValue, Scalar, Shape, TypeRef};

/// The strings that a schema accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    /// The listed values.
    pub values: Vec<String>,
    /// Whether other values are accepted.
    pub open: bool,
}

impl Strings {
    /// Returns the strings that any of several schemas accepts.
    pub fn any_of(all: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Self::default();
        for strings in all {
            any.open |= strings.open;
            any.values.extend(strings.values);
        }
        any
    }

    /// Returns the string enum of these values.
    pub fn into_enum(self) -> Shape {
        let values: IndexSet<String> = self.values.into_iter().collect();
        let values = values.into_iter();
        Shape::StringEnum {
            values: values.map(|wire| EnumValue { wire, prose: None }).collect(),
            open: self.open,
        }
    }
}

/// Lowers a schema with `type: string`.
pub fn read(reader: &mut SchemaReader<'_>, keywords: &Keywords) -> Lowered {
    if keywords.enum_strings.is_empty() {
        let scalar = match keywords.format.as_deref() {
            Some("binary") => Scalar::Binary,
            Some("password") => Scalar::Secret,
            Some(format) => reader.string_format(format),
            None => Scalar::String,
        };
        return Lowered::Type(TypeRef::Scalar(scalar));
    }
    let strings = Strings {
        values: listed(keywords),
        open: false,
    };
    Lowered::Shape(strings.into_enum())
}

/// Returns the strings that a schema accepts, if it accepts only strings and possibly `null`.
pub fn strings<'a>(reader: &SchemaReader<'a>, schema: SchemaRef<'a>) -> Option<Strings> {
    strings_within(reader, schema, &mut Vec::new())
}

/// Returns the only string that a schema accepts, if there is exactly one.
pub fn constant<'a>(reader: &SchemaReader<'a>, schema: SchemaRef<'a>) -> Option<String> {
    let strings = strings(reader, schema)?;
    match (strings.values.as_slice(), strings.open) {
        ([only], false) => Some(only.clone()),
        _ => None,
    }
}

/// `enclosing` are the schemas whose branches are being searched: a union that contains itself is not a string.
fn strings_within<'a>(
    reader: &SchemaReader<'a>,
    schema: SchemaRef<'a>,
    enclosing: &mut Vec<&'a Schema>,
) -> Option<Strings> {
    let schema = reader.resolve(schema)?;
    if enclosing.iter().any(|other| std::ptr::eq(*other, schema)) {
        return None;
    }
    enclosing.push(schema);
    let strings = strings_of(reader, schema, enclosing);
    enclosing.pop();
    strings
}

fn strings_of<'a>(
    reader: &SchemaReader<'a>,
    schema: &'a Schema,
    enclosing: &mut Vec<&'a Schema>,
) -> Option<Strings> {
    let keywords = Keywords::of(schema);
    if let [only] = keywords.all_of {
        return match only {
            ReferenceOr::Reference { .. } => strings_within(reader, only.into(), enclosing),
            ReferenceOr::Item(_) => None,
        };
    }
    let (_, branches) = keywords.branches();
    if !branches.is_empty() {
        let strings = branches
            .iter()
            .map(|branch| strings_within(reader, branch.into(), enclosing));
        return strings.collect::<Option<Vec<_>>>().map(Strings::any_of);
    }
    let is_string = keywords.json_type == Some(JsonType::String);
    if !is_string || matches!(keywords.format.as_deref(), Some("binary" | "password")) {
        return None;
    }
    let values = listed(&keywords);
    Some(Strings {
        open: values.is_empty(),
        values,
    })
}

fn listed(keywords: &Keywords) -> Vec<String> {
    let values = keywords.enum_strings.iter();
    values.map(|value| (*value).to_owned()).collect()
}
