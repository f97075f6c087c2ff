//! `encoding`: how the properties of a form are sent.

use openapiv3::{
    Encoding, Header, MediaType, ParameterSchemaOrContent, QueryStyle, ReferenceOr, Schema,
    SchemaKind, Type,
};
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{ParameterStyle, PartEncoding, StyleKind};
use crate::lower::schema::SchemaReader;
use crate::media_type::is_json;
use crate::openapi::pointer;

/// Returns the parts of a multipart form at a location that declare a media type, a style or headers. A choice of several
/// media types is left to the caller.
pub fn part_encodings(
    reader: &mut SchemaReader<'_>,
    content: &MediaType,
    pointer: &str,
) -> Vec<PartEncoding> {
    let mut parts = Vec::new();
    for (name, encoding) in &content.encoding {
        let at = format!("{pointer}/encoding/{}", pointer::escape(name));
        parts.push(PartEncoding {
            name: name.clone(),
            media_type: media_type(encoding),
            style: declared_style(encoding),
            headers: headers(reader, encoding, &at),
        });
    }
    parts.retain(|it| it.media_type.is_some() || it.style.is_some() || !it.headers.is_empty());
    parts
}

fn media_type(encoding: &Encoding) -> Option<String> {
    let media = encoding.content_type.as_ref()?;
    (!media.contains([',', '*'])).then(|| media.trim().to_owned())
}

/// Returns the headers of a part that have one possible value. All others are reported.
fn headers(
    reader: &mut SchemaReader<'_>,
    encoding: &Encoding,
    pointer: &str,
) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    for (name, header) in &encoding.headers {
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let at = format!("{pointer}/headers/{}", pointer::escape(name));
        let declared = reader.document.header(header, &at);
        match declared.and_then(|header| constant(header.value)) {
            Some(value) => headers.push((name.clone(), value)),
            None => {
                let origin = reader.document.origins.key(&at);
                let message = format!("the header `{name}` of a part is not sent");
                reader.report(
                    Diagnostic::warning(Code::UnsupportedKeyword, message, origin)
                        .help("only headers with a default or a single possible value are sent"),
                );
            }
        }
    }
    headers
}

/// Returns the only value of a header, or its default.
fn constant(header: &Header) -> Option<String> {
    let ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) = &header.format else {
        return None;
    };
    let default = schema.schema_data.default.as_ref();
    only_value(schema).or(default.map(|value| match value {
        Value::String(string) => string.clone(),
        other => other.to_string(),
    }))
}

fn only_value(schema: &Schema) -> Option<String> {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => match string.enumeration.as_slice() {
            [Some(only)] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the fields of a URL-encoded form that declare their serialization. A style takes precedence over a media
/// type.
pub fn styles(content: &MediaType) -> Vec<(String, ParameterStyle)> {
    let styles = content.encoding.iter();
    styles
        .filter_map(|(name, encoding)| Some((name.clone(), style(encoding)?)))
        .collect()
}

fn style(encoding: &Encoding) -> Option<ParameterStyle> {
    let is_json = encoding.content_type.as_deref().is_some_and(is_json);
    let json = is_json.then_some(ParameterStyle {
        kind: StyleKind::Json,
        explode: encoding.explode,
        allow_reserved: encoding.allow_reserved,
    });
    declared_style(encoding).or(json)
}

fn declared_style(encoding: &Encoding) -> Option<ParameterStyle> {
    let kind = match encoding.style.as_ref()? {
        QueryStyle::Form => StyleKind::Form,
        QueryStyle::SpaceDelimited => StyleKind::SpaceDelimited,
        QueryStyle::PipeDelimited => StyleKind::PipeDelimited,
        QueryStyle::DeepObject => StyleKind::DeepObject,
    };
    Some(ParameterStyle {
        kind,
        explode: encoding.explode,
        allow_reserved: encoding.allow_reserved,
    })
}
