//! Requests: what a call sends, multipart forms, and interceptors.

#[cfg(feature = "multipart")]
pub use crate::runtime::form::{Form, IntoForm};
pub use crate::runtime::operation::{Operation, Untyped};
pub use crate::runtime::request::{Request, RequestBody, RequestInterceptor};
#[cfg(feature = "retry-budget")]
pub use crate::runtime::retry::RetryBudget;
pub use crate::runtime::retry::{Retry, RetryPolicy};
#[cfg(feature = "parameter-styles")]
pub use crate::runtime::spec::Style;
#[cfg(feature = "event-streams")]
pub use crate::runtime::spec::{EventMode, StreamSwitch};
pub use crate::runtime::spec::{Method, OperationSpec};
