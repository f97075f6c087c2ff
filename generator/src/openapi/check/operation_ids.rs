//! Checks that each `operationId` is unique.

use std::collections::HashMap;

use super::{operations, webhooks};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::openapi::Document;

/// Reports each duplicate, with the location of the first occurrence.
pub(in crate::openapi) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    let mut first: HashMap<&str, String> = HashMap::new();
    for located in operations(document).chain(webhooks(document)) {
        let Some(id) = &located.operation.operation_id else {
            continue;
        };
        let pointer = format!("{}/operationId", located.pointer);
        let Some(other) = first.get(id.as_str()) else {
            first.insert(id, pointer);
            continue;
        };
        diagnostics.push(
            Diagnostic::error(
                Code::DuplicateOperationId,
                format!("duplicate `operationId` `{id}`"),
                document.origins.origin(&pointer),
            )
            .related("first used here", document.origins.origin(other))
            .help("give each operation a unique `operationId`"),
        );
    }
}
