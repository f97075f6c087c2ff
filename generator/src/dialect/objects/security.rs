//! Rule: security schemes that no header or query can carry out.
//!
//! In: `components`. Out: the same without `mutualTLS` schemes, which the typed document cannot hold, with a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::dialect::tree;
use crate::document::Map;

/// Removes the schemes.
pub(super) fn drop_unsupported(components: &mut Map, cx: &mut Context<'_>) {
    let Some(schemes) = components
        .get_mut("securitySchemes")
        .and_then(tree::object_mut)
    else {
        return;
    };
    schemes.retain(|key, scheme| {
        let unsupported = scheme.get("type").and_then(|name| name.as_str()) == Some("mutualTLS");
        if unsupported {
            cx.found.push(
                Diagnostic::warning(
                    Code::UnsupportedKeyword,
                    format!(
                        "the security scheme `{}` is left to the connection",
                        key.text
                    ),
                    scheme.origin,
                )
                .help("client certificates are set on the HTTP client, not on the request"),
            );
        }
        !unsupported
    });
}
