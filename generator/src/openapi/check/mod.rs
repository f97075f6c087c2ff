//! Checks constraints between parts of the document.
//!
//! Input: the typed document. Output: diagnostics.

mod chains;
mod cycles;
mod operation_ids;
mod parameters;
mod references;

pub(super) use chains::check as chains;
pub(super) use cycles::check as cycles;
pub(super) use operation_ids::check as operation_ids;
pub(super) use parameters::check as parameters;
pub use parameters::names_in;
pub(super) use references::check as references;

use openapiv3::{Operation, PathItem};

use super::Document;
use crate::document::escape;

/// An operation with its pointer.
struct LocatedOperation<'d> {
    /// The path, or the name of the webhook.
    path: &'d str,
    operation: &'d Operation,
    pointer: String,
}

/// The operations of all paths.
fn operations(document: &Document) -> impl Iterator<Item = LocatedOperation<'_>> {
    document
        .api
        .paths
        .iter()
        .filter_map(|(path, item)| Some((path, item.as_item()?)))
        .flat_map(|(path, item)| of_item("paths", path, item))
        .chain(document.additional.iter().flat_map(|(path, operations)| {
            operations.iter().map(|it| LocatedOperation {
                path,
                operation: &it.operation,
                pointer: match it.method.as_str() {
                    "QUERY" => format!("/paths/{}/query", escape(path)),
                    method => format!(
                        "/paths/{}/additionalOperations/{}",
                        escape(path),
                        escape(method)
                    ),
                },
            })
        }))
}

/// The operations of all webhooks.
fn webhooks(document: &Document) -> impl Iterator<Item = LocatedOperation<'_>> {
    document
        .webhooks
        .iter()
        .flat_map(|(name, item)| of_item("webhooks", name, item))
}

fn of_item<'d>(section: &str, path: &'d str, item: &'d PathItem) -> Vec<LocatedOperation<'d>> {
    item.iter()
        .map(|(method, operation)| LocatedOperation {
            path,
            operation,
            pointer: format!("/{section}/{}/{method}", escape(path)),
        })
        .collect()
}
