//! Request bodies.

use openapiv3::{MediaType, Operation as RawOperation};

use super::encoding::{part_encodings, styles};
use super::media_types::{MediaKind, content_type, essence, is_binary_schema};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    Body, BodyContent, BodyFormat, Method, PathSegment, SchemaPath, SchemaRoot, TypeRef,
};
use crate::lower::schema::SchemaReader;
use crate::openapi::pointer;

/// The media types of JSON without a more specific meaning.
const PLAIN_JSON: &[&str] = &["application/json", "text/json", "application/x-json"];

/// A media type of a body, with its source.
struct Entry<'a> {
    raw: &'a MediaType,
    content: BodyContent,
}

/// Reads the request body of an operation.
///
/// Its alternatives are in document order, except that JSON precedes text, bytes and URL-encoded forms of the same schema.
/// Several JSON media types of one schema are one alternative, as are several media types of text and bytes.
pub fn body<'a>(
    reader: &mut SchemaReader<'a>,
    raw: &'a RawOperation,
    method: &Method,
    operation: &str,
    pointer: &str,
) -> Option<Body> {
    let at = format!("{pointer}/requestBody");
    let located = reader
        .document
        .request_body(raw.request_body.as_ref()?, &at)?;
    let contents = &located.value.content;
    let has_json = contents
        .iter()
        .any(|(media, content)| kind(media, content) == MediaKind::Json);
    let json_root = SchemaRoot::RequestBody(operation.to_owned());
    let form_root = match has_json {
        true => SchemaRoot::Form(operation.to_owned()),
        false => json_root.clone(),
    };
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for (media, content) in contents {
        let kind = kind(media, content);
        if entries
            .iter()
            .any(|it| is_covered(it, kind, media, content, method))
        {
            continue;
        }
        let root = match kind {
            MediaKind::Json => &json_root,
            _ => &form_root,
        };
        let at = format!("{}/content/{}", located.pointer, pointer::escape(media));
        let path = path(root, &entries, kind == MediaKind::Json, media, &at);
        let known = entries.iter().find(|it| it.raw.schema == content.schema);
        let known = known.and_then(|it| it.content.format.ty().cloned());
        let ty = || known.unwrap_or_else(|| content_type(reader, content, &path));
        let format = match kind {
            MediaKind::Json => BodyFormat::Json(ty()),
            MediaKind::Multipart => BodyFormat::Multipart {
                ty: ty(),
                parts: part_encodings(reader, content, &at),
            },
            MediaKind::UrlEncoded => BodyFormat::UrlEncoded {
                ty: ty(),
                styles: styles(content),
            },
            _ => BodyFormat::Raw,
        };
        let media_type = sent_as(media, kind);
        report_range(reader, media, &media_type, &at);
        entries.push(Entry {
            raw: content,
            content: BodyContent { media_type, format },
        });
    }
    if entries.is_empty() {
        return None;
    }
    put_json_first(&mut entries);
    Some(Body {
        required: located.value.required,
        contents: entries.into_iter().map(|it| it.content).collect(),
    })
}

/// Any media type with a binary schema, or without one, is a body of bytes.
fn kind(media: &str, content: &MediaType) -> MediaKind {
    match MediaKind::of(media) {
        MediaKind::Json if media.contains('*') && is_binary_schema(content) => MediaKind::Bytes,
        kind => kind,
    }
}

/// Returns whether an alternative makes a media type redundant.
fn is_covered(
    entry: &Entry<'_>,
    kind: MediaKind,
    media: &str,
    content: &MediaType,
    method: &Method,
) -> bool {
    let same_schema = entry.raw.schema == content.schema;
    match (&entry.content.format, kind) {
        // Formats of patches differ in their meaning.
        (BodyFormat::Json(_), MediaKind::Json) => {
            let is_specific = *method == Method::Patch && !PLAIN_JSON.contains(&&*essence(media));
            let is_same_type = entry.content.media_type == sent_as(media, kind);
            is_same_type || same_schema && !is_specific
        }
        (BodyFormat::Multipart { .. }, MediaKind::Multipart)
        | (BodyFormat::UrlEncoded { .. }, MediaKind::UrlEncoded) => true,
        (
            BodyFormat::Raw,
            MediaKind::Text | MediaKind::Bytes | MediaKind::EventStream | MediaKind::JsonLines,
        ) => true,
        _ => false,
    }
}

/// Returns the path of the schema of a media type. The schemas of further media types have the media type in their names.
fn path(
    root: &SchemaRoot,
    entries: &[Entry<'_>],
    is_json: bool,
    media: &str,
    at: &str,
) -> SchemaPath {
    let mut path = SchemaPath::new(root.clone(), at);
    let is_taken = entries.iter().any(|it| match &it.content.format {
        BodyFormat::Json(_) => is_json,
        BodyFormat::Multipart { .. } | BodyFormat::UrlEncoded { .. } => !is_json,
        BodyFormat::Raw => false,
    });
    if is_taken {
        let subtype = essence(media);
        let subtype = subtype.split('/').nth(1).unwrap_or_default();
        path.segments.push(PathSegment::Branch(subtype.to_owned()));
    }
    path
}

/// Returns the media type that is sent. A media type range cannot be sent.
fn sent_as(media: &str, kind: MediaKind) -> String {
    match (media.contains('*'), kind) {
        (false, _) => media.to_owned(),
        (true, MediaKind::Json) => "application/json".to_owned(),
        (true, MediaKind::Text) => "text/plain".to_owned(),
        (true, MediaKind::Multipart) => "multipart/form-data".to_owned(),
        (true, _) => "application/octet-stream".to_owned(),
    }
}

/// Reports a media type that is sent for a range, but is not in it.
fn report_range(reader: &mut SchemaReader<'_>, media: &str, sent: &str, pointer: &str) {
    let range = essence(media);
    let Some(kind) = range.strip_suffix("/*").filter(|kind| *kind != "*") else {
        return;
    };
    if sent.split('/').next() == Some(kind) {
        return;
    }
    let origin = reader.document.origins.key(pointer);
    let message = format!("bodies of `{media}` are sent as `{sent}`");
    reader.report(
        Diagnostic::warning(Code::UnsupportedKeyword, message, origin)
            .help("set the media type of a call with `.header(\"content-type\", …)`"),
    );
}

/// Moves JSON before other encodings of the same schema. A multipart form keeps its place, since it can contain files.
fn put_json_first(entries: &mut [Entry<'_>]) {
    let Some(first) = entries.first() else {
        return;
    };
    if matches!(
        first.content.format,
        BodyFormat::Json(_) | BodyFormat::Multipart { .. }
    ) {
        return;
    }
    let is_json = |it: &Entry<'_>| {
        matches!(it.content.format, BodyFormat::Json(_)) && it.raw.schema == first.raw.schema
    };
    if let Some(json) = entries.iter().position(is_json) {
        entries[..=json].rotate_right(1);
    }
}

/// Moves the multipart form to the front if it has files and the JSON body before it has the same type.
pub fn put_files_first(body: &mut Body, has_files: impl Fn(&TypeRef) -> bool) {
    let Some(BodyFormat::Json(json)) = body.contents.first().map(|it| &it.format) else {
        return;
    };
    let carries_files = |it: &BodyContent| matches!(&it.format, BodyFormat::Multipart { ty, .. } if ty == json && has_files(ty));
    if let Some(form) = body.contents.iter().position(carries_files) {
        body.contents[..=form].rotate_right(1);
    }
}
