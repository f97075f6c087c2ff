//! `allOf`: an annotated reference, or subschemas merged into one type.

mod distribute;
mod intersection;
mod merged;

use openapiv3::{ReferenceOr, Schema};

use self::distribute::Shared;
use self::intersection::Location;
use self::merged::Merged;
use super::keywords::{JsonType, Keywords};
use super::reader::{Lowered, SchemaReader};
use super::{SchemaRef, object};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{AnyReason, DefId, Docs, Rest, SchemaPath, Shape, TypeRef};

/// Lowers a schema with `allOf`.
pub fn read<'a>(
    reader: &mut SchemaReader<'a>,
    keywords: &Keywords<'a>,
    path: &SchemaPath,
) -> Lowered {
    if let [only] = keywords.all_of {
        return Lowered::Type(reader.type_of(only.into(), &path.subschema("/allOf/0")));
    }
    let mut merged = Merged::default();
    let at = Location {
        owner: &path.pointer,
        path: path.clone(),
        origin: reader.origin(path),
        pending: Vec::new(),
    };
    merge_all(reader, keywords.all_of, path, &at, &mut merged);
    merged::require(reader, &mut merged.fields, &merged.required, &path.pointer);
    conclude(reader, merged, path)
}

fn merge_all<'a>(
    reader: &mut SchemaReader<'a>,
    subschemas: &'a [ReferenceOr<Schema>],
    path: &SchemaPath,
    at: &Location<'_>,
    merged: &mut Merged,
) {
    for (index, subschema) in subschemas.iter().enumerate() {
        let path = path.subschema(&format!("/allOf/{index}"));
        match SchemaRef::from(subschema) {
            SchemaRef::Inline(schema) => merge_inline(reader, schema, &path, at, merged),
            SchemaRef::Ref(reference) => {
                if let Some(id) = reader.component(reference) {
                    merge_def(reader, id, at, merged);
                }
            }
        }
    }
}

fn merge_inline<'a>(
    reader: &mut SchemaReader<'a>,
    schema: &'a Schema,
    path: &SchemaPath,
    at: &Location<'_>,
    merged: &mut Merged,
) {
    let keywords = Keywords::of(schema);
    if !keywords.all_of.is_empty() {
        return merge_all(reader, keywords.all_of, path, at, merged);
    }
    merged.required.extend(keywords.required.iter().cloned());
    if keywords.json_type == Some(JsonType::Object) {
        let fields = object::fields(reader, &keywords, path);
        let rest = object::rest(reader, &keywords, path);
        return merged.add_record(reader, fields, rest, at);
    }
    match reader.lowered(schema, &keywords, path) {
        Lowered::Shape(Shape::Union { branches, tagging }) => merged.add_union(branches, tagging),
        Lowered::Shape(shape) => {
            let origin = reader.origin(path);
            let ty = reader.add_inline(path.clone(), origin, shape, Docs::default());
            merged.add_other(reader, ty, at);
        }
        Lowered::Type(TypeRef::Any(_)) => {}
        Lowered::Type(TypeRef::Def(id)) => merge_def(reader, id, at, merged),
        Lowered::Type(ty) => merged.add_other(reader, ty, at),
    }
}

/// Merges a definition, reading it first if necessary.
fn merge_def(reader: &mut SchemaReader<'_>, id: DefId, at: &Location<'_>, merged: &mut Merged) {
    match reader.ensure_resolved(id) {
        TypeRef::Any(_) => {}
        TypeRef::Map(values) => merged.add_map(*values),
        TypeRef::Def(target) => match reader.defs[target].shape.clone() {
            Shape::Record { fields, rest } => merged.add_record(reader, fields, rest, at),
            Shape::Union { branches, tagging } => merged.add_union(branches, tagging),
            Shape::StringEnum { .. } | Shape::IntegerEnum { .. } | Shape::Alias(_) => {
                merged.add_other(reader, TypeRef::Def(id), at);
            }
        },
        TypeRef::Scalar(_) | TypeRef::List(_) | TypeRef::Nullable(_) => {
            merged.add_other(reader, TypeRef::Def(id), at);
        }
    }
}

fn conclude(reader: &mut SchemaReader<'_>, merged: Merged, path: &SchemaPath) -> Lowered {
    let is_object = merged.is_object();
    if merged.contradiction || (is_object && merged.other.is_some()) {
        let message = "no value satisfies all parts of this `allOf`";
        let any = TypeRef::Any(AnyReason::Unsatisfiable);
        return untyped(reader, path, Code::UnsatisfiableSchema, message, any);
    }
    if merged.several_unions {
        let own = merged.union.into_iter().flat_map(|(branches, _)| branches);
        for branch in own.chain(merged.further) {
            merged::forget_branch(reader, &branch, &path.pointer);
        }
        let message = "an `allOf` with more than one union is not supported";
        let any = TypeRef::Any(AnyReason::Unsupported);
        return untyped(reader, path, Code::UnsupportedKeyword, message, any);
    }
    let fields: Vec<_> = merged.fields.into_values().collect();
    let rest = merged.rest.map_or(Rest::Kept, Rest::Typed);
    match (merged.union, merged.other) {
        (Some((branches, tagging)), _) => {
            let shared = Shared {
                fields: &fields,
                required: &merged.required,
                rest: &rest,
            };
            let branches = distribute::into_branches(reader, branches, &shared, path);
            Lowered::Shape(Shape::Union { branches, tagging })
        }
        (None, Some(other)) => Lowered::Type(other),
        (None, None) if !fields.is_empty() => Lowered::Shape(Shape::Record { fields, rest }),
        (None, None) if is_object => Lowered::Type(TypeRef::Map(Box::new(match rest {
            Rest::Typed(ty) => ty,
            Rest::Kept => TypeRef::Any(AnyReason::Unconstrained),
        }))),
        (None, None) => Lowered::Type(TypeRef::Any(AnyReason::Unconstrained)),
    }
}

fn untyped(
    reader: &mut SchemaReader<'_>,
    path: &SchemaPath,
    code: Code,
    message: &str,
    any: TypeRef,
) -> Lowered {
    let pointer = format!("{}/allOf", path.pointer);
    let origin = reader.document.origins.key(&pointer);
    reader.report(Diagnostic::warning(code, message, origin).help("treated as any JSON"));
    Lowered::Type(any)
}
