//! Roots of schema paths on both sides.

use std::collections::BTreeMap;

use crate::diff::surface::Surface;
use crate::ir::SchemaRoot;

/// Returns the root on the new side that corresponds to a root of the old side, if its schema or operation was renamed.
pub(super) fn successor_root(
    root: &SchemaRoot,
    old: &Surface<'_>,
    new: &Surface<'_>,
    renamed: &BTreeMap<&str, &str>,
) -> Option<SchemaRoot> {
    let successor_id = |id: &String| {
        let endpoint = old.operations.get(id.as_str())?.endpoint();
        let mut operations = new.operations.iter();
        let (id, _) = operations.find(|(_, view)| view.endpoint() == endpoint)?;
        Some((*id).to_owned())
    };
    Some(match root {
        SchemaRoot::Component(name) => {
            let mut types = old.types.iter();
            let (ident, _) = types.find(|(_, view)| view.def.path.component() == Some(name))?;
            let successor = new.types.get(renamed.get(ident)?)?;
            successor.def.path.root.clone()
        }
        SchemaRoot::RequestBody(id) => SchemaRoot::RequestBody(successor_id(id)?),
        SchemaRoot::Form(id) => SchemaRoot::Form(successor_id(id)?),
        SchemaRoot::Response(id) => SchemaRoot::Response(successor_id(id)?),
        SchemaRoot::StatusResponse {
            operation,
            statuses,
        } => SchemaRoot::StatusResponse {
            operation: successor_id(operation)?,
            statuses: *statuses,
        },
        SchemaRoot::Event(id) => SchemaRoot::Event(successor_id(id)?),
        SchemaRoot::Parameter { operation, name } => SchemaRoot::Parameter {
            operation: successor_id(operation)?,
            name: name.clone(),
        },
        SchemaRoot::SharedResponse(_) | SchemaRoot::Webhook(_) | SchemaRoot::AllWebhooks => {
            return None;
        }
    })
}
