//! Constant data about operations and services.

mod operation;
mod service;

pub use operation::{EventMode, Method, Operation, OperationSpec, StreamSwitch};
pub use service::{
    ErrorRules, EventRules, HeaderSetting, Place, SchemeSpec, ServiceSpec, WireNames,
};
