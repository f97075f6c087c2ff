//! `oneOf` and `anyOf`: unions, and string enums that are written as unions.

mod branches;
mod discriminator;
mod names;
mod string_branches;

use openapiv3::Schema;

use self::branches::SubSchema;
use super::SchemaRef;
use super::keywords::Keywords;
use super::reader::{Lowered, SchemaReader};
use super::strings::{self, Strings};
use crate::ir::{Branch, BranchKind, PathSegment, Scalar, SchemaPath, Shape, TypeRef};

/// Lowers a schema with `oneOf` or `anyOf`.
pub fn read<'a>(
    reader: &mut SchemaReader<'a>,
    schema: &'a Schema,
    keywords: &Keywords<'a>,
    path: &SchemaPath,
) -> Lowered {
    reader.keep_constructors(keywords, path);
    let subschemas = branches::unfolded(keywords);
    let strings: Vec<Option<Strings>> = subschemas
        .iter()
        .map(|subschema| strings::strings(reader, subschema.schema))
        .collect();
    if strings.iter().all(Option::is_some) {
        return Lowered::Shape(string_shape(Strings::any_of(strings.into_iter().flatten())));
    }
    let discriminator = schema.schema_data.discriminator.as_ref();
    let tag = discriminator.map(|discriminator| discriminator.property_name.as_str());
    let naming = names::Naming::of(reader, &subschemas, tag);
    let mut branches = Vec::new();
    let mut inline_strings = Vec::new();
    for (subschema, strings) in subschemas.iter().zip(strings) {
        match (subschema.schema, strings) {
            (SchemaRef::Inline(_), Some(strings)) => inline_strings.push(strings),
            _ => add_branch(reader, subschema, &naming, path, &mut branches),
        }
    }
    string_branches::add(reader, inline_strings, path, &mut branches);
    // A discriminator implies that there are more branches.
    if let [only] = branches.as_slice()
        && let BranchKind::Type(ty) = &only.kind
        && (discriminator.is_none() || subschemas.len() > 1)
    {
        return Lowered::Type(ty.clone());
    }
    let tagging = discriminator::tagging(reader, discriminator, &branches);
    Lowered::Shape(Shape::Union { branches, tagging })
}

fn string_shape(strings: Strings) -> Shape {
    match strings.values.is_empty() {
        true => Shape::Alias(TypeRef::Scalar(Scalar::String)),
        false => strings.into_enum(),
    }
}

/// Adds the branch of a subschema, unless there is one with the same type.
fn add_branch<'a>(
    reader: &mut SchemaReader<'a>,
    subschema: &SubSchema<'a>,
    naming: &names::Naming<'_>,
    path: &SchemaPath,
    branches: &mut Vec<Branch>,
) {
    let name = naming.name(reader, subschema.schema);
    let segment = match subschema.schema {
        SchemaRef::Inline(schema) if name.is_empty() => {
            naming.fallback_segment(&Keywords::of(schema))
        }
        _ => name.clone(),
    };
    let path = path.child(
        PathSegment::Branch(segment.clone()),
        &subschema.relative_pointer,
    );
    let ty = reader.type_of(subschema.schema, &path);
    let name = match (name.is_empty(), segment.is_empty()) {
        (false, _) => name,
        (true, false) if naming.several_unnamed_objects => segment,
        (true, _) => names::of_type(reader, &ty),
    };
    let kind = BranchKind::Type(ty.without_null().clone());
    if !branches.iter().any(|branch| branch.kind == kind) {
        branches.push(Branch {
            name,
            kind,
            prose: None,
            origin: reader.origin(&path),
        });
    }
}
