//! Checks that the root is an OpenAPI document of a supported version.
//!
//! Input: the root. Output: the root with all required fields, or diagnostics.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Map, Node, Value};

use super::tree;

/// Checks the root; false if the rest of the document cannot be read.
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
    let Some(version) = version(map, at, diagnostics) else {
        return false;
    };
    let missing = |name: &str| {
        Diagnostic::error(
            Code::InvalidDocument,
            format!("the document has no `{name}`"),
            at,
        )
    };
    if !map.contains_key("info") {
        diagnostics.push(missing("info").help("add `info` with `title` and `version`"));
    }
    let has_other_parts = ["webhooks", "components"]
        .iter()
        .any(|name| map.contains_key(*name));
    if !map.contains_key("paths") {
        if version.starts_with("3.0") || !has_other_parts {
            diagnostics.push(missing("paths").help("add `paths`; it may be empty: `paths: {}`"));
        } else {
            tree::put(map, "paths", Value::Object(Map::default()), at);
        }
    }
    true
}

fn version(
    map: &mut Map,
    at: crate::source::Origin,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let Some(node) = map.get_mut("openapi") else {
        let diagnostic = match map.get("swagger") {
            Some(node) => Diagnostic::error(
                Code::UnsupportedVersion,
                "Swagger 2.0 is not supported",
                node.origin,
            )
            .help("convert the document to OpenAPI 3 first, for example with `swagger2openapi`"),
            None => Diagnostic::error(
                Code::NotOpenApi,
                "not an OpenAPI document: `openapi` is missing",
                at,
            )
            .help("an OpenAPI document states its version, as in `openapi: 3.1.0`"),
        };
        diagnostics.push(diagnostic);
        return None;
    };
    // YAML reads `openapi: 3.1` as a number.
    if let Value::Number(number) = &node.value {
        node.value = Value::String(number.0.to_string());
    }
    let origin = node.origin;
    let Some(text) = node.as_str() else {
        diagnostics.push(Diagnostic::error(
            Code::NotOpenApi,
            format!(
                "`openapi` must be a version such as `3.1.0`, not {}",
                node.value.kind()
            ),
            origin,
        ));
        return None;
    };
    let known = ["3.0", "3.1"].iter().any(|known| {
        text == *known
            || text
                .strip_prefix(known)
                .is_some_and(|rest| rest.starts_with('.'))
    });
    if !known {
        diagnostics.push(
            Diagnostic::error(
                Code::UnsupportedVersion,
                format!("OpenAPI {text} is not supported"),
                origin,
            )
            .help("supported versions are 3.0 and 3.1"),
        );
        return None;
    }
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::dialect::testing::{codes, normalize};

    #[test]
    fn unsupported_documents_are_rejected() {
        for (text, code) in [
            (r#"{"name": "x"}"#, "NotOpenApi"),
            (r#"{"openapi": true}"#, "NotOpenApi"),
            (r#"{"swagger": "2.0"}"#, "UnsupportedVersion"),
            (r#"{"openapi": "4.0.0"}"#, "UnsupportedVersion"),
            (r#"{"openapi": "3.0.0", "paths": {}}"#, "InvalidDocument"),
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
