//! Constants that describe a service and its operations. The generator writes them.

mod credential_location;
#[cfg(feature = "hosts")]
mod host;
mod method;
mod operation;
mod paging;
#[cfg(feature = "servers")]
mod server;
mod service;
mod style;
#[cfg(feature = "token-exchange")]
mod token_exchange;
mod tracing;
mod usage;
mod wire_names;

pub use credential_location::CredentialLocation;
#[cfg(feature = "hosts")]
pub use host::{HostSpec, SigningSpec};
pub use method::Method;
pub use operation::{EventMode, OperationSpec, SecurityRequirement, StreamSwitch};
pub use paging::{Cursor, Paging};
#[cfg(feature = "servers")]
pub use server::{ServerSpec, ServerVariable};
pub use service::{ErrorRules, EventRules, HeaderSetting, SchemeSpec, ServiceSpec};
pub use style::Style;
pub(crate) use style::StyleKind;
#[cfg(feature = "token-exchange")]
pub use token_exchange::ExchangeSpec;
pub use tracing::TracingRules;
pub use usage::UsageRules;
pub use wire_names::WireNames;
