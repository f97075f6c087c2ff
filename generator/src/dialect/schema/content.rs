//! Rule: `contentEncoding` and `contentMediaType` become formats of OpenAPI 3.0.
//!
//! Input: the keywords of a schema. Output: `format: byte` for base64 and `format: binary` for bytes; the media type is
//! kept in `x-content-media-type`.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::media_type::essence;

/// Replaces both keywords.
pub(super) fn apply(map: &mut Map) {
    let encoding = tree::take(map, "contentEncoding");
    let media_type = tree::take(map, "contentMediaType");
    let format = match (&encoding, &media_type) {
        (Some(encoding), _) => is_base64(encoding).then_some(("byte", encoding.origin)),
        (None, Some(media_type)) => is_binary(media_type).then_some(("binary", media_type.origin)),
        (None, None) => return,
    };
    if let Some((format, origin)) = format
        && !map.contains_key("format")
    {
        tree::put(map, "format", Value::String(format.to_owned()), origin);
    }
    if let Some(media_type) = media_type {
        let origin = media_type.origin;
        tree::put(map, "x-content-media-type", media_type.value, origin);
    }
}

fn is_base64(encoding: &Node) -> bool {
    encoding
        .as_str()
        .is_some_and(|name| name.to_ascii_lowercase().starts_with("base64"))
}

/// Whether a media type is binary.
fn is_binary(media_type: &Node) -> bool {
    let Some(text) = media_type.as_str() else {
        return false;
    };
    let essence = essence(text);
    let is_text = essence.starts_with("text/")
        || [
            "json",
            "xml",
            "yaml",
            "jwt",
            "javascript",
            "x-www-form-urlencoded",
            "sdp",
        ]
        .iter()
        .any(|suffix| essence.ends_with(suffix));
    !is_text
}
