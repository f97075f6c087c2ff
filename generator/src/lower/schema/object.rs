//! Objects: records with declared properties, and maps.

use openapiv3::AdditionalProperties;

use super::field;
use super::keywords::Keywords;
use super::reader::{Lowered, SchemaReader};
use crate::ir::{AnyReason, Field, PathSegment, Presence, Rest, SchemaPath, Shape, TypeRef};

/// Lowers a schema with `type: object`.
pub fn read<'a>(
    reader: &mut SchemaReader<'a>,
    keywords: &Keywords<'a>,
    path: &SchemaPath,
) -> Lowered {
    let declares_properties = keywords
        .properties
        .is_some_and(|properties| !properties.is_empty());
    if declares_properties {
        reader.keep_alternatives(keywords, path);
        let fields = fields(reader, keywords, path);
        let rest = rest(reader, keywords, path);
        return Lowered::Shape(Shape::Record { fields, rest });
    }
    let values = match keywords.additional {
        Some(AdditionalProperties::Any(false)) => {
            return Lowered::Shape(Shape::Record {
                fields: Vec::new(),
                rest: Rest::Kept,
            });
        }
        Some(AdditionalProperties::Schema(_)) => match rest(reader, keywords, path) {
            Rest::Typed(ty) => ty,
            Rest::Kept => TypeRef::Any(AnyReason::Unconstrained),
        },
        Some(AdditionalProperties::Any(true)) | None => TypeRef::Any(AnyReason::Unconstrained),
    };
    Lowered::Type(TypeRef::Map(Box::new(values)))
}

/// Reads the declared properties of an object schema.
pub fn fields<'a>(
    reader: &mut SchemaReader<'a>,
    keywords: &Keywords<'a>,
    path: &SchemaPath,
) -> Vec<Field> {
    let properties = keywords.properties.into_iter().flatten();
    properties
        .map(|(wire, schema)| {
            let presence = match keywords.required.contains(wire) {
                true => Presence::Required,
                false => Presence::Optional,
            };
            field::read(reader, wire, schema.into(), presence, path)
        })
        .collect()
}

/// Reads the type of the undeclared properties of an object schema.
pub fn rest<'a>(reader: &mut SchemaReader<'a>, keywords: &Keywords<'a>, path: &SchemaPath) -> Rest {
    match keywords.additional {
        Some(AdditionalProperties::Schema(values)) => {
            let path = path.child(PathSegment::AdditionalProperties, "/additionalProperties");
            Rest::Typed(reader.type_of(values.as_ref().into(), &path))
        }
        Some(AdditionalProperties::Any(_)) | None => Rest::Kept,
    }
}
