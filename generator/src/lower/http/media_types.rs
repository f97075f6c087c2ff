//! Media types.

use openapiv3::{MediaType, ReferenceOr, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

use crate::ir::{AnyReason, SchemaPath, TypeRef};
use crate::lower::schema::SchemaReader;
pub use crate::media_type::essence;
use crate::media_type::{is_json, is_json_lines};

/// How the generated crate treats a body with a media type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MediaKind {
    Json,
    Multipart,
    UrlEncoded,
    EventStream,
    /// A stream of JSON values.
    JsonLines,
    Text,
    Bytes,
}

impl MediaKind {
    /// Classifies a media type.
    pub fn of(media: &str) -> Self {
        if is_json(media) {
            return Self::Json;
        }
        match essence(media).as_str() {
            multipart if multipart.starts_with("multipart/") => Self::Multipart,
            "application/x-www-form-urlencoded" => Self::UrlEncoded,
            "text/event-stream" => Self::EventStream,
            "application/sdp" | "application/xml" => Self::Text,
            "*/*" | "application/*" => Self::Json,
            lines if is_json_lines(lines) => Self::JsonLines,
            text if text.starts_with("text/") || text.ends_with("+xml") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// Whether a media type has no schema, or one of bytes.
pub fn is_binary_schema(content: &MediaType) -> bool {
    let Some(schema) = &content.schema else {
        return true;
    };
    let ReferenceOr::Item(schema) = schema else {
        return false;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => {
            string.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary)
        }
        _ => false,
    }
}

/// Reads the schema of a media type at a path.
pub fn content_type<'a>(
    reader: &mut SchemaReader<'a>,
    content: &'a MediaType,
    path: &SchemaPath,
) -> TypeRef {
    match &content.schema {
        Some(schema) => reader.type_of(schema.into(), &path.subschema("/schema")),
        None => TypeRef::Any(AnyReason::Unconstrained),
    }
}
