//! Rule: security schemes that are not part of the request.
//!
//! Input: `components`. Output: `components` in which each `mutualTLS` scheme is replaced with `type: http` and
//! `scheme: mutualTLS`, since the typed document cannot represent it, and a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Map, Value};

/// Replaces the schemes.
pub(super) fn replace_unsupported(components: &mut Map, cx: &mut Context<'_>) {
    let Some(schemes) = components
        .get_mut("securitySchemes")
        .and_then(tree::object_mut)
    else {
        return;
    };
    for (key, scheme) in schemes.iter_mut() {
        let is_unsupported = scheme.get("type").and_then(|name| name.as_str()) == Some("mutualTLS");
        let origin = scheme.origin;
        if let Value::Object(fields) = &mut scheme.value
            && is_unsupported
        {
            tree::put(fields, "type", Value::String("http".into()), origin);
            tree::put(fields, "scheme", Value::String("mutualTLS".into()), origin);
            cx.diagnostics.push(
                Diagnostic::warning(
                    Code::UnsupportedKeyword,
                    format!(
                        "the security scheme `{}` is not applied to requests",
                        key.text
                    ),
                    origin,
                )
                .help("client certificates are configured on the HTTP client"),
            );
        }
    }
}
