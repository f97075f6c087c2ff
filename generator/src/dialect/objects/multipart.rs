//! Rule: parts that are described by their position, or that consist of parts themselves, have no types (OpenAPI 3.2).
//!
//! Input: a request body. Output: multipart media types without the keywords that describe such parts, so that the caller
//! chooses the parts, and warnings.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::Map;

/// Keywords of a media type.
const POSITIONAL: &[&str] = &["itemSchema", "prefixEncoding", "itemEncoding"];

/// Keywords of a part.
const NESTED: &[&str] = &["encoding", "prefixEncoding", "itemEncoding"];

/// Removes the keywords from all multipart media types of a body.
pub(super) fn remove_unsupported(body: &mut Map, cx: &mut Context<'_>) {
    let content = body.get_mut("content").and_then(tree::object_mut);
    let forms = content.into_iter().flatten();
    for (_, form) in forms.filter(|(key, _)| key.text.starts_with("multipart/")) {
        let Some(form) = tree::object_mut(form) else {
            continue;
        };
        remove(form, POSITIONAL, "a multipart body", cx);
        let parts = form.get_mut("encoding").and_then(tree::object_mut);
        for part in parts.into_iter().flat_map(Map::values_mut) {
            if let Some(part) = tree::object_mut(part) {
                remove(part, NESTED, "a part", cx);
            }
        }
    }
}

fn remove(map: &mut Map, keywords: &[&str], owner: &str, cx: &mut Context<'_>) {
    for keyword in keywords {
        if let Some((key, _)) = map.shift_remove_entry(*keyword) {
            let message = format!("`{keyword}` of {owner} is not supported");
            cx.diagnostics.push(
                Diagnostic::warning(Code::UnsupportedKeyword, message, key.origin)
                    .help("the caller chooses the parts and their media types"),
            );
        }
    }
}
