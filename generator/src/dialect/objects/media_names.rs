//! Rule: names in `content` that are not media types.
//!
//! Input: an object with `content`. Output: a well-known short name, such as `json`, is replaced by its media type. All
//! invalid names are reported.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::Map;

/// Short names, and their media types.
const SHORT_NAMES: &[(&str, &str)] = &[
    ("form-data", "multipart/form-data"),
    ("json", "application/json"),
    ("octet-stream", "application/octet-stream"),
    ("text", "text/plain"),
    ("x-www-form-urlencoded", "application/x-www-form-urlencoded"),
    ("xml", "application/xml"),
];

/// Repairs the names in the `content` of an object.
pub(super) fn repair(map: &mut Map, cx: &mut Context<'_>) {
    let Some(content) = map.get_mut("content").and_then(tree::object_mut) else {
        return;
    };
    if content.keys().all(|key| is_valid(&key.text)) {
        return;
    }
    for (key, media) in std::mem::take(content) {
        if is_valid(&key.text) {
            content.insert(key, media);
            continue;
        }
        let message = format!("`{}` is not a media type", key.text);
        let warning = Diagnostic::warning(Code::IrregularDocument, message, key.origin);
        match full_name(&key.text) {
            Some(full) => {
                cx.diagnostics
                    .push(warning.help(format!("read as `{full}`")));
                content.entry(tree::key(full, key.origin)).or_insert(media);
            }
            None => {
                cx.diagnostics.push(warning.help("its content is bytes"));
                content.insert(key, media);
            }
        }
    }
}

/// Whether a name is a media type, a media range or an extension.
fn is_valid(name: &str) -> bool {
    name.contains('/') || name.starts_with("x-") && full_name(name).is_none()
}

fn full_name(name: &str) -> Option<&'static str> {
    let mut known = SHORT_NAMES.iter();
    let found = known.find(|(short, _)| short.eq_ignore_ascii_case(name));
    found.map(|(_, full)| *full)
}
