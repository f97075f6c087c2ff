//! Operations as types, and the macro that defines them.

mod status_tables;
mod table;

use crate::runtime::reply::{Json, Reply};
use crate::runtime::spec::{Method, OperationSpec};

#[allow(unused_imports)] // a crate may have no such operation
pub(crate) use status_tables::error_table;
#[allow(unused_imports)] // a crate may have no such operation
pub(crate) use status_tables::outcome_table;
#[allow(unused_imports)] // a crate may have no operation
pub(crate) use table::operation_table;

/// An operation: its constants, and how its response is read.
pub trait Operation: Send + Sync + 'static {
    /// The constants of the operation.
    const SPEC: OperationSpec;
    /// How the response is read.
    type Reply: Reply;
}

/// The operation of an untyped call, to an endpoint that the types do not cover.
#[derive(Clone, Copy, Debug)]
pub enum Untyped {}

impl Operation for Untyped {
    const SPEC: OperationSpec = OperationSpec::new("", Method::GET, "");
    type Reply = Json<serde_json::Value>;
}
