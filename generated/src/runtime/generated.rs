//! The items that generated code and helpers use: the client, operations, and constants of a service.
//!
//! Users see only the items that `public` exports.

pub use crate::runtime::accumulate::{
    choices, complete, merge, pieces, received, set_received, skeleton, start_from, unplaced,
};
pub use crate::runtime::arguments;
pub use crate::runtime::upload::Upload;

#[cfg(feature = "client")]
mod client {
    pub use crate::runtime::auth::Credential;
    pub use crate::runtime::auth::Signer;
    pub use crate::runtime::call::Call;
    pub use crate::runtime::client::{Client, ClientBuilder};
    pub use crate::runtime::error::Error;
    pub use crate::runtime::error::{DeclaredError, content as error_content};
    pub use crate::runtime::error_kind::ErrorKind;
    pub use crate::runtime::form::{Form, IntoForm};
    pub use crate::runtime::operation::Operation;
    pub use crate::runtime::public::reply;
    pub use crate::runtime::reply::Paged;
    pub use crate::runtime::reply::{Outcome, content};
    pub use crate::runtime::send::Response;
    pub use crate::runtime::spec::ExchangeSpec;
    pub use crate::runtime::spec::Style;
    pub use crate::runtime::spec::{
        CredentialLocation, ErrorRules, HeaderSetting, Method, OperationSpec, SchemeSpec,
        ServiceSpec, WireNames,
    };
    pub use crate::runtime::spec::{Cursor, Paging};
    pub use crate::runtime::spec::{EventMode, EventRules, StreamSwitch};
    pub use crate::runtime::spec::{HostSpec, SigningSpec};
    pub use crate::runtime::spec::{TracingRules, UsageRules};
    pub use crate::runtime::testing::{MockResponse, MockTransport};
    pub use std::time::Duration;
}
#[cfg(feature = "websocket")]
pub use crate::runtime::base64::base64_event;
#[cfg(feature = "websocket")]
pub use crate::runtime::socket::{Channel, ChannelSpec, Connect};
#[cfg(feature = "client")]
pub use client::*;

#[cfg(feature = "client")]
#[allow(unused_imports)] // a crate may have no such operation
pub(crate) use crate::runtime::operation::error_table;
#[cfg(feature = "client")]
#[allow(unused_imports)] // a crate may have no operation
pub(crate) use crate::runtime::operation::operation_table;
#[cfg(feature = "client")]
#[allow(unused_imports)] // a crate may have no such operation
pub(crate) use crate::runtime::operation::outcome_table;
#[cfg(feature = "websocket")]
#[allow(unused_imports)] // a crate may have no channel
pub(crate) use crate::runtime::socket::channel_table;
