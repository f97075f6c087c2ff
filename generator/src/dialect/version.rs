//! Whether it is an OpenAPI document of a version that is read.
//!
//! In: the root of a document. Out: the parts every document must have are there, or a diagnostic.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Map, Node, Value};

use super::tree;

/// Checks the root; false when the rest of the document cannot be read.
pub(super) fn check(root: &mut Node, found: &mut Diagnostics) -> bool {
    let at = root.origin;
    let Value::Object(map) = &mut root.value else {
        let message = format!("not an OpenAPI document: it is {}", root.value.kind());
        found.push(
            Diagnostic::error(Code::NotOpenApi, message, at)
                .help("an OpenAPI document is an object with `openapi`, `info` and `paths`"),
        );
        return false;
    };
    let Some(version) = version(map, at, found) else {
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
        found.push(missing("info").help("add `info` with `title` and `version`"));
    }
    let others = ["webhooks", "components"]
        .iter()
        .any(|name| map.contains_key(*name));
    if !map.contains_key("paths") {
        if version.starts_with("3.0") || !others {
            found.push(missing("paths").help("add `paths`, be it empty: `paths: {}`"));
        } else {
            tree::put(map, "paths", Value::Object(Map::default()), at);
        }
    }
    true
}

fn version(map: &mut Map, at: crate::source::Origin, found: &mut Diagnostics) -> Option<String> {
    let Some(node) = map.get_mut("openapi") else {
        let diagnostic = match map.get("swagger") {
            Some(node) => Diagnostic::error(
                Code::UnsupportedVersion,
                "Swagger 2.0 is not supported",
                node.origin,
            )
            .help("convert the document to OpenAPI 3 first"),
            None => Diagnostic::error(
                Code::NotOpenApi,
                "not an OpenAPI document: it has no `openapi`",
                at,
            )
            .help("an OpenAPI document says its version first, as in `openapi: 3.1.0`"),
        };
        found.push(diagnostic);
        return None;
    };
    // YAML reads `openapi: 3.1` as a number.
    if let Value::Number(number) = &node.value {
        node.value = Value::String(number.0.to_string());
    }
    let origin = node.origin;
    let Some(text) = node.as_str() else {
        found.push(Diagnostic::error(
            Code::NotOpenApi,
            format!(
                "`openapi` must be the version, as in `3.1.0`, not {}",
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
        found.push(
            Diagnostic::error(
                Code::UnsupportedVersion,
                format!("OpenAPI {text} is not supported"),
                origin,
            )
            .help("versions 3.0 and 3.1 are"),
        );
        return None;
    }
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::dialect::testing::{codes, normalize};

    #[test]
    fn refuses_what_it_cannot_read() {
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
    fn a_document_of_webhooks_alone_is_one() {
        let text = r#"{"openapi": 3.1, "info": {}, "webhooks": {}}"#;
        assert!(codes(text).is_empty());
        assert!(normalize(text).get("paths").is_some());
    }
}
