//! Media types without parameters, and which of them are JSON. The generator has the same functions.

/// Returns whether a media type is JSON: `application/json`, `text/json`, and types with the suffix `+json`
/// ([RFC 6839](https://www.rfc-editor.org/rfc/rfc6839)). Parameters and case are ignored.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    let known = ["application/json", "text/json", "application/x-json"];
    known.contains(&essence.as_str()) || essence.ends_with("+json")
}

/// Returns a media type without parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_many_names() {
        for media_type in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "text/json",
            "application/merge-patch+json;v=1",
            "application/*+json",
        ] {
            assert!(is_json(media_type), "{media_type}");
        }
        for media_type in [
            "",
            "text/plain",
            "application/jsonl",
            "application/json-seq",
        ] {
            assert!(!is_json(media_type), "{media_type}");
        }
    }
}
