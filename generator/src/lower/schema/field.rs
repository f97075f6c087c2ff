//! Properties of records.

use openapiv3::Schema;
use serde_json::Value;

use super::keywords::Keywords;
use super::{SchemaReader, SchemaRef, schema_docs, strings};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Access, Docs, Fact, Field, FieldKind, PathSegment, Presence, SchemaPath};
use crate::openapi::pointer;

/// The extension with other accepted names of a constant. They are kept as received.
const ALIASES: &str = "x-aliases";

/// Reads a property of the record at `record`.
pub fn read<'a>(
    reader: &mut SchemaReader<'a>,
    wire: &str,
    schema: SchemaRef<'a>,
    presence: Presence,
    record: &SchemaPath,
) -> Field {
    let relative = format!("/properties/{}", pointer::escape(wire));
    let path = record.child(PathSegment::Property(wire.to_owned()), &relative);
    let nullable = matches!(schema, SchemaRef::Inline(schema) if schema.schema_data.nullable);
    let access = access(reader, schema);
    let constant = match presence {
        // A request omits properties that are `readOnly`.
        Presence::Required if !nullable && access != Access::ReadOnly => {
            strings::constant(reader, schema)
        }
        Presence::Required | Presence::Optional => None,
    };
    let kind = match constant {
        Some(value) => FieldKind::Constant(value),
        None => FieldKind::Value(reader.type_of(schema, &path)),
    };
    let (mut docs, aliases) = match schema {
        SchemaRef::Inline(schema) => (
            schema_docs(schema),
            aliases(reader, wire, &kind, schema, &path),
        ),
        SchemaRef::Ref(_) => (Docs::default(), Vec::new()),
    };
    docs.facts.extend(match access {
        Access::ReadOnly => Some(Fact::ReadOnly),
        Access::WriteOnly => Some(Fact::WriteOnly),
        Access::ReadWrite => None,
    });
    Field {
        wire: wire.to_owned(),
        kind,
        aliases,
        presence,
        access,
        origin: reader.document.origins.key(&path.pointer),
        docs,
    }
}

/// Returns the access that a schema, its reference or one of its subschemas states.
fn access<'a>(reader: &SchemaReader<'a>, schema: SchemaRef<'a>) -> Access {
    let Some(schema) = reader.resolve(schema) else {
        return Access::ReadWrite;
    };
    let data = &schema.schema_data;
    let own = match (data.read_only, data.write_only) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::ReadWrite,
    };
    let subschemas = Keywords::of(schema).all_of.iter();
    subschemas.fold(own, |all, subschema| {
        all.and(access(reader, subschema.into()))
    })
}

fn aliases(
    reader: &mut SchemaReader<'_>,
    wire: &str,
    kind: &FieldKind,
    schema: &Schema,
    path: &SchemaPath,
) -> Vec<String> {
    let Some(names) = schema.schema_data.extensions.get(ALIASES) else {
        return Vec::new();
    };
    if let FieldKind::Value(_) = kind {
        let message = format!("`{ALIASES}` has no effect: `{wire}` is not a constant");
        let pointer = format!("{}/{ALIASES}", path.pointer);
        let origin = reader.document.origins.key(&pointer);
        reader.report(
            Diagnostic::warning(Code::IneffectiveKeyword, message, origin)
                .help("only a required string with a single value can have aliases"),
        );
        return Vec::new();
    }
    let names = names.as_array().into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}
