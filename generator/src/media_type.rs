//! Classification of media types. The runtime has the same function `is_json`.

/// Media types of streams of JSON values: lines, and JSON text sequences.
const JSON_LINES: &[&str] = &[
    "application/json-lines",
    "application/json-seq",
    "application/jsonl",
    "application/jsonlines",
    "application/ndjson",
    "application/x-json-lines",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/x-ndjson",
];

/// Returns whether a media type is JSON: `application/json`, `text/json`, and types with the suffix `+json`
/// ([RFC 6839](https://www.rfc-editor.org/rfc/rfc6839)). Parameters and case are ignored.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    let known = ["application/json", "text/json", "application/x-json"];
    known.contains(&essence.as_str()) || essence.ends_with("+json")
}

/// Returns whether a media type is a stream of JSON values. This includes types with the suffix `+json-seq`
/// ([RFC 8091](https://www.rfc-editor.org/rfc/rfc8091)).
pub fn is_json_lines(media_type: &str) -> bool {
    let essence = essence(media_type);
    JSON_LINES.contains(&essence.as_str()) || essence.ends_with("+json-seq")
}

/// Returns a media type without parameters, in lower case.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
