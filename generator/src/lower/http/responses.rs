//! The content of a response.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

use super::media_types::{MediaKind, content_type, essence, is_binary_schema};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Response, Scalar, SchemaPath, SchemaRoot, StreamSwitch, TypeRef};
use crate::lower::schema::SchemaReader;
use crate::openapi::pointer;

/// The content of a response: a schema by media type.
pub type Content = IndexMap<String, MediaType>;

/// Reads the content of a response.
pub fn content<'a>(
    reader: &mut SchemaReader<'a>,
    content: &'a Content,
    operation: &str,
    root: &SchemaRoot,
    pointer: &str,
    switch: Option<StreamSwitch>,
) -> Response {
    let mut json = None;
    let mut event = None;
    let mut lines = None;
    let mut plain = None;
    let of_json = content
        .iter()
        .find(|(media, _)| MediaKind::of(media) == MediaKind::Json)
        .map(|(_, content)| &content.schema);
    for (media, content) in content {
        let at = format!("{pointer}/content/{}", pointer::escape(media));
        let kind = match MediaKind::of(media) {
            MediaKind::Json if is_range(media) && is_bytes(content) => MediaKind::Bytes,
            kind => kind,
        };
        match kind {
            MediaKind::Json if json.is_none() => {
                json = Some(json_type(reader, content, root, &at));
            }
            MediaKind::Json => {}
            // JSON is preferred to other encodings of its schema.
            MediaKind::Text | MediaKind::Bytes
                if of_json == Some(&content.schema)
                    && !is_bytes(content)
                    && !is_binary_schema(content) => {}
            MediaKind::JsonLines if content.schema.is_none() || is_binary_schema(content) => {
                plain = plain.or(Some(Response::Bytes(media.clone())));
            }
            MediaKind::JsonLines => {
                let root = SchemaRoot::Event(operation.to_owned());
                lines = Some(content_type(reader, content, &SchemaPath::new(root, at)));
            }
            MediaKind::EventStream => {
                let root = SchemaRoot::Event(operation.to_owned());
                event = Some(content_type(reader, content, &SchemaPath::new(root, at)));
            }
            MediaKind::Text => plain = plain.or(Some(Response::Text(media.clone()))),
            MediaKind::Multipart | MediaKind::UrlEncoded | MediaKind::Bytes => {
                plain = plain.or(Some(Response::Bytes(media.clone())));
            }
        }
    }
    let lines = lines.map(|ty| item(reader, ty));
    let event = event.map(|ty| item(reader, ty));
    // If bytes are listed next to JSON, the JSON describes the bytes or an error.
    let response = match (plain, json, event) {
        (Some(Response::Bytes(media)), _, Some(event)) => Response::BytesOrStream {
            media,
            event,
            switch,
        },
        (Some(bytes @ Response::Bytes(_)), _, None) => bytes,
        (_, Some(json), Some(event)) => Response::JsonOrStream {
            json,
            event,
            switch,
        },
        (_, Some(json), None) if is_binary(reader, &json) => {
            let media = content
                .keys()
                .find(|it| MediaKind::of(it) == MediaKind::Json);
            Response::Bytes(media.cloned().unwrap_or_default())
        }
        (_, Some(json), None) => Response::Json(json),
        (_, None, Some(event)) => Response::EventStream(event),
        (None, None, None) if let Some(item) = lines => Response::JsonLines(item),
        (Some(plain), None, None) => plain,
        (None, None, None) => Response::Empty,
    };
    report_left_out(reader, content, &response, pointer);
    response
}

/// The schema of a stream can be a list of its items.
fn item(reader: &SchemaReader<'_>, ty: TypeRef) -> TypeRef {
    match reader.defs.resolved(&ty) {
        TypeRef::List(item) => (**item).clone(),
        _ => ty,
    }
}

/// Returns the declared media types that can be read as this response, in document order. A range with a suffix, such
/// as `application/*+json`, is not allowed in `Accept`.
pub fn accept(content: &Content, response: &Response) -> Vec<String> {
    let mut json = content
        .iter()
        .filter(|(media, _)| MediaKind::of(media) == MediaKind::Json);
    let schema = json.next().map(|(_, first)| &first.schema);
    let can_read = |media: &str, of: &MediaType| match (response, MediaKind::of(media)) {
        (Response::Json(_) | Response::JsonOrStream { .. }, MediaKind::Json) => {
            schema == Some(&of.schema)
        }
        (Response::Text(_), MediaKind::Text)
        | (Response::EventStream(_), MediaKind::EventStream)
        | (Response::JsonLines(_), MediaKind::JsonLines) => true,
        (Response::Bytes(first), _) if first == media => true,
        (Response::Bytes(_) | Response::BytesOrStream { .. }, kind) => {
            !matches!(kind, MediaKind::Json | MediaKind::EventStream) || is_range(media)
        }
        _ => false,
    };
    let media_types = content.iter().filter(|(media, of)| can_read(media, of));
    let media_types = media_types.map(|(media, _)| media);
    let media_types = media_types.filter(|media| !media.contains("*+"));
    media_types.cloned().collect()
}

/// Reports the media types of a response that no call returns, unless they have the schema of its JSON. JSON next to
/// bytes describes the bytes or an error.
fn report_left_out(
    reader: &mut SchemaReader<'_>,
    content: &Content,
    response: &Response,
    pointer: &str,
) {
    let read = match response {
        Response::Json(_) | Response::JsonOrStream { .. } => accept(content, response),
        _ => return,
    };
    let has_stream = matches!(response, Response::JsonOrStream { .. });
    let known = content.iter().find(|(media, _)| read.contains(media));
    let Some((kept, known)) = known else { return };
    for (media, other) in content {
        let is_stream = has_stream && MediaKind::of(media) == MediaKind::EventStream;
        if is_stream || read.contains(media) || known.schema == other.schema || media.contains("*+")
        {
            continue;
        }
        let at = format!("{pointer}/content/{}", pointer::escape(media));
        let origin = reader.document.origins.key(&at);
        let message = format!("the response in `{media}` is left out");
        let help = format!("only `{kept}` is read");
        reader.report(Diagnostic::warning(Code::ResponseLeftOut, message, origin).help(help));
    }
}

/// Whether a media type is a range.
fn is_range(media: &str) -> bool {
    essence(media).ends_with("/*")
}

/// Whether a schema of any media type is one of bytes. Frameworks declare byte arrays as strings in base64, but send
/// them unchanged.
fn is_bytes(content: &MediaType) -> bool {
    let Some(ReferenceOr::Item(schema)) = &content.schema else {
        return false;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => matches!(
            string.format,
            VariantOrUnknownOrEmpty::Item(StringFormat::Binary | StringFormat::Byte)
        ),
        _ => false,
    }
}

/// Reads the schema of a JSON response. The schema of a component response is read only once.
fn json_type<'a>(
    reader: &mut SchemaReader<'a>,
    content: &'a MediaType,
    root: &SchemaRoot,
    pointer: &str,
) -> TypeRef {
    if let Some(known) = reader.shared_responses.get(pointer) {
        return known.clone();
    }
    let ty = content_type(
        reader,
        content,
        &SchemaPath::new(root.clone(), pointer.to_owned()),
    );
    if matches!(root, SchemaRoot::SharedResponse(_)) {
        let shared = &mut reader.shared_responses;
        shared.insert(pointer.to_owned(), ty.clone());
    }
    ty
}

/// Some documents declare a download as a JSON string in binary format.
fn is_binary(reader: &SchemaReader<'_>, ty: &TypeRef) -> bool {
    *reader.defs.resolved(ty) == TypeRef::Scalar(Scalar::Binary)
}
