//! The content of a response.

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::media_types::{MediaKind, content_type, essence, is_binary_schema};
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
            MediaKind::Json if essence(media) == "application/*" && is_binary_schema(content) => {
                MediaKind::Bytes
            }
            kind => kind,
        };
        match kind {
            MediaKind::Json if json.is_none() => {
                json = Some(json_type(reader, content, root, &at));
            }
            MediaKind::Json => {}
            // JSON is preferred to other encodings of its schema.
            MediaKind::Text | MediaKind::Bytes
                if of_json == Some(&content.schema) && !is_binary_schema(content) => {}
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
    let lines = lines.map(|ty| match reader.defs.resolved(&ty) {
        TypeRef::List(item) => (**item).clone(),
        _ => ty,
    });
    // If bytes are listed next to JSON, the JSON describes the bytes or an error.
    match (plain, json, event) {
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
            Response::Bytes("application/octet-stream".to_owned())
        }
        (_, Some(json), None) => Response::Json(json),
        (_, None, Some(event)) => Response::EventStream(event),
        (None, None, None) if let Some(item) = lines => Response::JsonLines(item),
        (Some(plain), None, None) => plain,
        (None, None, None) => Response::Empty,
    }
}

/// Returns the declared media types that can be read as this response, in document order. A range with a suffix, such
/// as `application/*+json`, is not allowed in `Accept`.
pub fn accept(content: &Content, response: &Response) -> Vec<String> {
    let can_read = |media: &str| match (response, MediaKind::of(media)) {
        (Response::Json(_) | Response::JsonOrStream { .. }, MediaKind::Json)
        | (Response::Text(_), MediaKind::Text)
        | (Response::EventStream(_), MediaKind::EventStream)
        | (Response::JsonLines(_), MediaKind::JsonLines) => true,
        (Response::Bytes(_) | Response::BytesOrStream { .. }, kind) => {
            !matches!(kind, MediaKind::Json | MediaKind::EventStream)
                || essence(media).ends_with("/*")
        }
        _ => false,
    };
    let media_types = content.keys().filter(|media| can_read(media));
    let media_types = media_types.filter(|media| !media.contains("*+"));
    media_types.cloned().collect()
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
