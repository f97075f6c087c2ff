//! Constant data about operations and services.

mod host;
mod operation;
mod service;
mod table;

pub use host::{ExchangeSpec, HostSpec, SigningSpec, UsageRules};
pub use operation::{EventMode, Method, Operation, OperationSpec, StreamSwitch};
pub use service::{
    ErrorRules, EventRules, HeaderSetting, Place, SchemeSpec, ServiceSpec, WireNames,
};

#[allow(unused_imports)] // a crate may have no operation
pub(crate) use table::operation_table;
