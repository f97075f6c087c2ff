//! The names of branches: component names, tag values, titles, and otherwise JSON types.

use openapiv3::{ReferenceOr, Schema};

use super::branches::SubSchema;
use crate::ir::{Scalar, Shape, TypeRef};
use crate::lower::schema::keywords::{JsonType, Keywords};
use crate::lower::schema::{SchemaReader, SchemaRef, strings};
use crate::openapi::schema_name;

/// Titles that only repeat the type.
const JSON_TYPES: &[&str] = &[
    "array", "boolean", "integer", "null", "number", "object", "string",
];

/// How the branches of one union are named.
pub struct Naming<'t> {
    /// The property of the declared discriminator.
    tag: Option<&'t str>,
    /// Whether several inline objects have neither tag nor title; they are named by the properties they require.
    pub several_unnamed_objects: bool,
}

impl<'t> Naming<'t> {
    pub fn of(
        reader: &SchemaReader<'_>,
        subschemas: &[SubSchema<'_>],
        tag: Option<&'t str>,
    ) -> Self {
        let unnamed = subschemas
            .iter()
            .filter(|subschema| match subschema.schema {
                SchemaRef::Inline(schema) => {
                    Keywords::of(schema).is_object() && inline_name(reader, schema, tag).is_empty()
                }
                SchemaRef::Ref(_) => false,
            });
        Self {
            tag,
            several_unnamed_objects: unnamed.count() > 1,
        }
    }

    /// Returns the name that the document gives to a branch; empty if it gives none.
    pub fn name(&self, reader: &SchemaReader<'_>, schema: SchemaRef<'_>) -> String {
        match schema {
            SchemaRef::Ref(reference) => {
                schema_name(reference).map_or_else(String::new, |name| name.into_owned())
            }
            SchemaRef::Inline(schema) => inline_name(reader, schema, self.tag),
        }
    }

    /// Returns the path segment of an unnamed branch. Its type must not have the same name as the union itself.
    pub fn fallback_segment(&self, keywords: &Keywords) -> String {
        if keywords.is_object() {
            let required = required(keywords);
            if self.several_unnamed_objects && !required.is_empty() {
                format!("with_{}", required.join("_"))
            } else {
                "Object".to_owned()
            }
        } else if keywords.is_union() {
            "Choice".to_owned()
        } else {
            String::new()
        }
    }
}

/// Returns the tag value or title of an inline branch; empty if it has neither.
fn inline_name(reader: &SchemaReader<'_>, schema: &Schema, tag: Option<&str>) -> String {
    let keywords = Keywords::of(schema);
    let properties = keywords.properties.into_iter().flatten();
    let value = properties
        .filter(|(name, _)| {
            keywords.required.contains(name) && tag.is_none_or(|tag| tag == name.as_str())
        })
        .find_map(|(_, schema)| strings::constant(reader, schema.into()));
    if let Some(value) = value {
        return value;
    }
    let is_composed = matches!(
        keywords.json_type,
        None | Some(JsonType::Object | JsonType::Array)
    );
    match &keywords.data.title {
        Some(title)
            if is_composed && !JSON_TYPES.contains(&title.to_ascii_lowercase().as_str()) =>
        {
            title.clone()
        }
        _ => String::new(),
    }
}

fn required<'a>(keywords: &Keywords<'a>) -> Vec<&'a str> {
    let parts = keywords.all_of.iter().filter_map(|part| match part {
        ReferenceOr::Item(schema) => Some(Keywords::of(schema).required),
        ReferenceOr::Reference { .. } => None,
    });
    let names = parts.chain([keywords.required]).flatten();
    names.map(String::as_str).collect()
}

/// Returns the name of a branch without a name: its JSON type.
pub fn of_type(reader: &SchemaReader<'_>, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Formatted(_)) => {
            "Text".to_owned()
        }
        TypeRef::Scalar(Scalar::Binary) => "Bytes".to_owned(),
        TypeRef::Scalar(Scalar::Integer | Scalar::WideInteger) => "Integer".to_owned(),
        TypeRef::Scalar(Scalar::Number) => "Number".to_owned(),
        TypeRef::Scalar(Scalar::Boolean) => "Boolean".to_owned(),
        TypeRef::Scalar(Scalar::Null) => "Null".to_owned(),
        TypeRef::List(items) => format!("{}List", of_type(reader, items)),
        TypeRef::Map(values) if matches!(**values, TypeRef::Any(_)) => "Object".to_owned(),
        TypeRef::Map(values) => format!("{}Map", of_type(reader, values)),
        TypeRef::Nullable(inner) => of_type(reader, inner),
        TypeRef::Any(_) => "Any".to_owned(),
        TypeRef::Def(id) => {
            let def = &reader.defs[*id];
            let name = def.path.component().unwrap_or(match &def.shape {
                Shape::StringEnum { .. } => "Text",
                Shape::IntegerEnum { .. } => "Integer",
                Shape::Union { .. } => "Choice",
                Shape::Record { .. } | Shape::Alias(_) => "Object",
            });
            name.to_owned()
        }
    }
}
