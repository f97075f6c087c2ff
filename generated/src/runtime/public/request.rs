//! Requests: what a call sends, multipart forms, and interceptors.

pub use crate::runtime::form::{Form, IntoForm};
pub use crate::runtime::operation::{Operation, Untyped};
pub use crate::runtime::request::{Request, RequestBody, RequestInterceptor};
pub use crate::runtime::retry::RetryBudget;
pub use crate::runtime::retry::{Retry, RetryPolicy};
pub use crate::runtime::spec::Style;
pub use crate::runtime::spec::{EventMode, StreamSwitch};
pub use crate::runtime::spec::{Method, OperationSpec};
