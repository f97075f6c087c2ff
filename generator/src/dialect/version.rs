//! Checks that the root is an OpenAPI document of a supported version.
//!
//! Input: the root. Output: the root with all required fields, or diagnostics.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Map, Node, Value};
use crate::source::Origin;

use super::tree;

/// Checks the root. Returns `false` if the rest of the document cannot be read.
pub(super) fn check(root: &mut Node, diagnostics: &mut Diagnostics) -> bool {
    let at = root.origin;
    let Value::Object(map) = &mut root.value else {
        let message = format!("not an OpenAPI document: the root is {}", root.value.kind());
        diagnostics.push(
            Diagnostic::error(Code::NotOpenApi, message, at)
                .help("an OpenAPI document is an object with `openapi`, `info` and `paths`"),
        );
        return false;
    };
    if !has_version(map, at, diagnostics) {
        return false;
    }
    if !map.contains_key("paths") {
        // OpenAPI 3.1 allows documents without paths.
        let is_allowed = tree::text(map, "openapi").is_some_and(|it| !it.starts_with("3.0"))
            && ["webhooks", "components"]
                .iter()
                .any(|name| map.contains_key(*name));
        if !is_allowed {
            diagnostics.push(
                Diagnostic::error(Code::InvalidDocument, "the document has no `paths`", at)
                    .fallback("the crate has no operations")
                    .help("add `paths`; it may be empty: `paths: {}`"),
            );
        }
        tree::put(map, "paths", Value::Object(Map::default()), at);
    }
    true
}

/// What happens to a document without a valid version.
const FALLBACK: &str = "it is read as OpenAPI 3.1";

/// Checks `openapi`. Returns `false` if the document cannot be read.
fn has_version(map: &mut Map, at: Origin, diagnostics: &mut Diagnostics) -> bool {
    let is_similar = ["paths", "components", "webhooks"]
        .iter()
        .any(|name| map.contains_key(*name));
    let Some(node) = map.get_mut("openapi") else {
        if let Some(node) = map.get("swagger") {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnsupportedVersion,
                    "this version of Swagger is not supported",
                    node.origin,
                )
                .help("supported versions are Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2"),
            );
            return false;
        }
        let message = "not an OpenAPI document: `openapi` is missing";
        let diagnostic = Diagnostic::error(Code::NotOpenApi, message, at)
            .help("an OpenAPI document states its version, as in `openapi: 3.1.0`");
        diagnostics.push(match is_similar {
            true => diagnostic.fallback(FALLBACK),
            false => diagnostic,
        });
        tree::put(map, "openapi", Value::String("3.1.0".to_owned()), at);
        return is_similar;
    };
    // YAML reads `openapi: 3.1` as a number.
    if let Value::Number(number) = &node.value {
        node.value = Value::String(number.0.to_string());
    }
    let origin = node.origin;
    let diagnostic = match node.as_str() {
        Some(text) if is_known(text) => return true,
        Some(text) => Diagnostic::error(
            Code::UnsupportedVersion,
            format!("OpenAPI {text} is not supported"),
            origin,
        )
        .help("supported versions are 3.0, 3.1 and 3.2"),
        None => Diagnostic::error(
            Code::NotOpenApi,
            format!(
                "`openapi` must be a version such as `3.1.0`, not {}",
                node.value.kind()
            ),
            origin,
        ),
    };
    diagnostics.push(diagnostic.fallback(FALLBACK));
    node.value = Value::String("3.1.0".to_owned());
    true
}

fn is_known(version: &str) -> bool {
    ["3.0", "3.1", "3.2"].iter().any(|known| {
        version == *known
            || version
                .strip_prefix(known)
                .is_some_and(|rest| rest.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use crate::dialect::testing::{codes, normalize};

    #[test]
    fn unsupported_documents_are_rejected() {
        for (text, code) in [
            (r#"{"name": "x"}"#, "NotOpenApi"),
            (r#"{"openapi": true, "paths": {}}"#, "NotOpenApi"),
            (r#"{"swagger": "1.2"}"#, "UnsupportedVersion"),
            (r#"{"openapi": "4.0.0", "paths": {}}"#, "UnsupportedVersion"),
            (r#"{"openapi": "3.0.0", "info": {}}"#, "InvalidDocument"),
            (r#"{"openapi": "3.1.0", "info": {}}"#, "InvalidDocument"),
        ] {
            assert_eq!(codes(text), [code], "{text}");
        }
    }

    #[test]
    fn a_document_may_have_only_webhooks() {
        let text = r#"{"openapi": 3.1, "info": {}, "webhooks": {}}"#;
        assert!(codes(text).is_empty());
        assert!(normalize(text).get("paths").is_some());
    }
}
