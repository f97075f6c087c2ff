//! Constants that describe a service and its operations. The generator writes them.

mod credential_location;
mod host;
mod method;
mod operation;
mod paging;
mod service;
mod style;
mod token_exchange;
mod tracing;
mod usage;
mod wire_names;

pub use credential_location::CredentialLocation;
pub use host::{HostSpec, SigningSpec};
pub use method::Method;
pub use operation::{EventMode, StreamSwitch};
pub use operation::{OperationSpec, SecurityRequirement};
pub use paging::{Cursor, Paging};
pub use service::EventRules;
pub use service::{ErrorRules, HeaderSetting, SchemeSpec, ServiceSpec};
pub use style::Style;
pub(crate) use style::StyleKind;
pub use token_exchange::ExchangeSpec;
pub use tracing::TracingRules;
pub use usage::UsageRules;
pub use wire_names::WireNames;
