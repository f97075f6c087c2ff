//! Rule: the media type of a part of a multipart form determines its serialization.
//!
//! Input: a request body. Output: warnings for keywords that request a different serialization.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::document::{Map, Node, Value};
use crate::source::Origin;

/// Reports the styles of parts.
pub(super) fn report_styles(body: &Map, cx: &mut Context<'_>) {
    let content = body.get("content").and_then(Node::as_object);
    let forms = content
        .into_iter()
        .flatten()
        .filter(|(media_type, _)| media_type.text.starts_with("multipart/"));
    for (_, form) in forms {
        let encoding = form.get("encoding").and_then(Node::as_object);
        for (name, part) in encoding.into_iter().flatten() {
            let unsupported = part.as_object().and_then(unsupported);
            if let Some((keyword, origin)) = unsupported {
                cx.diagnostics.push(diagnostic(keyword, &name.text, origin));
            }
        }
    }
}

/// Returns the keyword that requests a serialization other than one part for each item, which is what an exploded
/// `form` style means.
fn unsupported(part: &Map) -> Option<(&'static str, Origin)> {
    let style = part.get("style").filter(|it| it.as_str() != Some("form"));
    let explode = part
        .get("explode")
        .filter(|it| it.value == Value::Bool(false));
    let style = style.map(|style| ("style", style.origin));
    style.or(explode.map(|explode| ("explode", explode.origin)))
}

fn diagnostic(keyword: &str, part: &str, origin: Origin) -> Diagnostic {
    let message = format!("`{keyword}` of the part `{part}` of a multipart form is not supported");
    Diagnostic::warning(Code::UnsupportedKeyword, message, origin).help(
        "an array is sent as one part for each item, and an object as JSON, unless `contentType` is set",
    )
}
