//! The items that generated code and helpers use: the client, operations, and constants of a service.
//!
//! Users see only the items that `public` exports.

#[cfg(feature = "accumulators")]
pub use crate::runtime::accumulate::{
    choices, complete, merge, pieces, received, set_received, skeleton, start_from, unplaced,
};
#[cfg(feature = "structured")]
pub use crate::runtime::arguments;
#[cfg(feature = "uploads")]
pub use crate::runtime::upload::Upload;

#[cfg(feature = "client")]
mod client {
    pub use crate::runtime::auth::Credential;
    #[cfg(feature = "signers")]
    pub use crate::runtime::auth::Signer;
    pub use crate::runtime::call::Call;
    pub use crate::runtime::client::{Client, ClientBuilder};
    pub use crate::runtime::error::Error;
    #[cfg(feature = "declared-errors")]
    pub use crate::runtime::error::{DeclaredError, content as error_content};
    pub use crate::runtime::error_kind::ErrorKind;
    #[cfg(feature = "multipart")]
    pub use crate::runtime::form::{Form, IntoForm};
    pub use crate::runtime::operation::Operation;
    pub use crate::runtime::public::reply;
    #[cfg(feature = "pagination")]
    pub use crate::runtime::reply::Paged;
    #[cfg(feature = "outcomes")]
    pub use crate::runtime::reply::{Outcome, content};
    pub use crate::runtime::send::Response;
    #[cfg(feature = "token-exchange")]
    pub use crate::runtime::spec::ExchangeSpec;
    #[cfg(feature = "parameter-styles")]
    pub use crate::runtime::spec::Style;
    pub use crate::runtime::spec::{
        CredentialLocation, ErrorRules, HeaderSetting, Method, OperationSpec, SchemeSpec,
        ServiceSpec, WireNames,
    };
    #[cfg(feature = "pagination")]
    pub use crate::runtime::spec::{Cursor, Paging};
    #[cfg(feature = "event-streams")]
    pub use crate::runtime::spec::{EventMode, EventRules, StreamSwitch};
    #[cfg(feature = "hosts")]
    pub use crate::runtime::spec::{HostSpec, SigningSpec};
    #[cfg(feature = "servers")]
    pub use crate::runtime::spec::{ServerSpec, ServerVariable};
    #[cfg(feature = "token-usage")]
    pub use crate::runtime::spec::{TracingRules, UsageRules};
    #[cfg(feature = "testing")]
    pub use crate::runtime::testing::{MockResponse, MockTransport};
    pub use std::time::Duration;
    #[cfg(feature = "oauth2")]
    pub use {crate::runtime::auth::OAuth2, secrecy::SecretString};
}
#[cfg(feature = "websocket")]
pub use crate::runtime::base64::base64_event;
#[cfg(feature = "websocket")]
pub use crate::runtime::socket::{Channel, ChannelSpec, Connect};
#[cfg(feature = "client")]
pub use client::*;

#[cfg(all(feature = "client", feature = "declared-errors"))]
#[allow(unused_imports)] // a crate may have no such operation
pub(crate) use crate::runtime::operation::error_table;
#[cfg(feature = "client")]
#[allow(unused_imports)] // a crate may have no operation
pub(crate) use crate::runtime::operation::operation_table;
#[cfg(all(feature = "client", feature = "outcomes"))]
#[allow(unused_imports)] // a crate may have no such operation
pub(crate) use crate::runtime::operation::outcome_table;
#[cfg(feature = "websocket")]
#[allow(unused_imports)] // a crate may have no channel
pub(crate) use crate::runtime::socket::channel_table;
