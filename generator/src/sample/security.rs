//! Credentials that an operation requires.

use super::lookup::{entries, resolved};
use crate::document::Node;

/// Returns the headers that may carry the credential; empty if the operation needs none.
pub fn credential_headers(root: &Node, operation: &Node) -> Vec<String> {
    let security = operation.get("security").or_else(|| root.get("security"));
    let requirements = security.and_then(Node::as_array).unwrap_or_default();
    let mut headers = Vec::new();
    for requirement in requirements {
        let schemes = entries(Some(requirement));
        let own: Vec<String> = schemes
            .filter_map(|(scheme, _)| header(root, scheme))
            .collect();
        // Without a scheme that is sent in a header, the requirement allows calls without a header.
        if own.is_empty() {
            return Vec::new();
        }
        headers.extend(own);
    }
    headers.dedup();
    headers
}

fn header(root: &Node, scheme: &str) -> Option<String> {
    let schemes = root.get("components")?.get("securitySchemes")?;
    let scheme = resolved(root, schemes.get(scheme)?)?;
    let string = |key: &str| scheme.get(key).and_then(Node::as_str);
    match (string("type")?, string("in")) {
        ("apiKey", Some("header")) => Some(string("name")?.to_ascii_lowercase()),
        ("apiKey", _) => None,
        ("http", _) => {
            let name = string("scheme")?.to_ascii_lowercase();
            matches!(name.as_str(), "basic" | "bearer").then(|| "authorization".to_owned())
        }
        _ => Some("authorization".to_owned()),
    }
}
