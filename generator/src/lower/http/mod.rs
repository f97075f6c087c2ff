//! Reads everything outside of schemas: operations, webhooks, channels, servers and security schemes.
//!
//! Input: the typed document. Output: the corresponding parts of [`Api`](crate::ir::Api). Types are read by
//! [`SchemaReader`](super::schema::SchemaReader).

mod channels;
mod encoding;
mod media_types;
mod operations;
mod parameter_style;
mod parameters;
mod request_bodies;
mod responses;
mod security;
mod servers;
mod statuses;
mod stream_switch;
mod webhooks;

pub use channels::channels;
pub use operations::operations;

pub use parameter_style::uses_brackets;
pub use request_bodies::put_files_first;
pub use security::{of_document as security, report_undeclared, security_schemes};
pub use servers::servers;
pub use webhooks::{webhook_event, webhooks};
