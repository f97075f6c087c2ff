//! Constants that describe a service and its operations. The generator writes them.

mod credential_location;
#[cfg(feature = "hosts")]
mod host;
mod method;
mod operation;
#[cfg(feature = "pagination")]
mod paging;
#[cfg(feature = "servers")]
mod server;
mod service;
#[cfg(feature = "parameter-styles")]
mod style;
#[cfg(feature = "token-exchange")]
mod token_exchange;
#[cfg(feature = "token-usage")]
mod tracing;
#[cfg(feature = "token-usage")]
mod usage;
mod wire_names;

pub use credential_location::CredentialLocation;
#[cfg(feature = "hosts")]
pub use host::{HostSpec, SigningSpec};
pub use method::Method;
#[cfg(feature = "event-streams")]
pub use operation::{EventMode, StreamSwitch};
pub use operation::{OperationSpec, SecurityRequirement};
#[cfg(feature = "pagination")]
pub use paging::{Cursor, Paging};
#[cfg(feature = "servers")]
pub use server::{ServerSpec, ServerVariable};
#[cfg(feature = "event-streams")]
pub use service::EventRules;
pub use service::{ErrorRules, HeaderSetting, SchemeSpec, ServiceSpec};
#[cfg(feature = "parameter-styles")]
pub use style::Style;
#[cfg(feature = "parameter-styles")]
pub(crate) use style::StyleKind;
#[cfg(feature = "token-exchange")]
pub use token_exchange::ExchangeSpec;
#[cfg(feature = "token-usage")]
pub use tracing::TracingRules;
#[cfg(feature = "token-usage")]
pub use usage::UsageRules;
pub use wire_names::WireNames;
