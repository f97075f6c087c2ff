//! Every `operationId` names one operation.

use std::collections::HashMap;

use super::{operations, webhooks};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::openapi::Document;

/// Reports each repetition, with the place of the first.
pub(in crate::openapi) fn check(document: &Document, found: &mut Diagnostics) {
    let mut first: HashMap<&str, String> = HashMap::new();
    for place in operations(document).chain(webhooks(document)) {
        let Some(id) = &place.operation.operation_id else {
            continue;
        };
        let pointer = format!("{}/operationId", place.pointer);
        let Some(other) = first.get(id.as_str()) else {
            first.insert(id, pointer);
            continue;
        };
        found.push(
            Diagnostic::error(
                Code::DuplicateOperationId,
                format!("`{id}` is the `operationId` of another operation already"),
                document.origins.origin(&pointer),
            )
            .related("first here", document.origins.origin(other))
            .help("give each operation an `operationId` of its own"),
        );
    }
}
