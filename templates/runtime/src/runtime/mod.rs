//! What generated code stands on, in reading order: facts, client, calls, sending, answers.
//!
//! Without the feature `client` only the codec and the file type are there, which types are made of. What needs an
//! operating system is left out in WebAssembly: threads that wait, and channels. `clock`, `files` and `wire` have the
//! rest of what differs there.

pub mod accumulate;
pub mod codec;
mod partial_json;
mod upload;

pub use accumulate::Accumulator;
pub use partial_json::parse_partial_json;
pub use upload::Upload;

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub mod blocking;
#[cfg(feature = "client")]
mod call;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod clock;
#[cfg(feature = "client")]
mod decode;
#[cfg(feature = "client")]
mod download;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
pub(crate) mod files;
#[cfg(feature = "client")]
mod flatten;
#[cfg(feature = "client")]
mod form;
#[cfg(feature = "client")]
mod meta;
#[cfg(feature = "client")]
mod pages;
#[cfg(feature = "client")]
mod poll;
#[cfg(feature = "client")]
pub mod reply;
#[cfg(feature = "client")]
mod request;
#[cfg(feature = "client")]
mod send;
#[cfg(feature = "sigv4")]
mod sigv4;
#[cfg(all(feature = "websocket", not(target_family = "wasm")))]
mod socket;
#[cfg(feature = "client")]
pub mod spec;
#[cfg(feature = "client")]
pub mod sse;
#[cfg(feature = "client")]
pub mod testing;
#[cfg(feature = "client")]
pub mod tools;
#[cfg(feature = "webhook-signatures")]
mod webhook;
#[cfg(feature = "client")]
mod wire;

#[cfg(feature = "client")]
mod exports {
    pub use super::accumulate::{Accumulating, Interrupted};
    pub use super::call::{Call, Sending, SendingWithResponse, Undocumented, WithResponse};
    pub use super::client::{
        Client, ClientBuilder, Credential, CredentialProvider, PlatformToken, Prepare, Signer,
        TokenExchange, Unsigned,
    };
    pub use super::download::Download;
    pub use super::error::{BoxError, Error, ErrorKind};
    pub use super::flatten::{ListStyle, comma_separated};
    pub use super::form::{Form, IntoForm};
    pub use super::meta::{RateLimit, RateLimits};
    pub use super::pages::{Cursor, Items, Paged, Pages, Paging};
    pub use super::poll::{Settles, States, Wait};
    pub use super::request::{Request, RequestBody};
    pub use super::send::Response;
    #[cfg(feature = "sigv4")]
    pub use super::sigv4::{AwsCredentials, AwsCredentialsProvider, SigV4};
    #[cfg(all(feature = "websocket", not(target_family = "wasm")))]
    pub use super::socket::{
        Attempt, ByteStream, Channel, ChannelSpec, Close, ClosedBy, Connect, Connecting,
        Connection, Connector, Lane, Lanes, Receiver, Reconnect, Sender, Target, decode_base64,
        encode_base64,
    };
    pub use super::spec::{
        ErrorRules, EventMode, EventRules, ExchangeSpec, HeaderSetting, HostSpec, Method,
        Operation, OperationSpec, Place, SchemeSpec, ServiceSpec, SigningSpec, StreamSwitch,
        UsageRules, WireNames,
    };
    pub use super::sse::EventStream;
    pub use super::wire::body::Body;
    pub use super::wire::middleware::{ExchangeResult, Next};
    #[cfg(feature = "tower")]
    pub use super::wire::tower::ExchangeService;
    pub use super::wire::transport::{
        BoxFuture, CallInfo, Exchange, Transport, TransportError, TransportErrorKind,
    };
    pub use bytes::Bytes;
    pub use http::{HeaderMap, StatusCode};
    pub use reqwest::Url;
    pub use secrecy::SecretString;
}
#[cfg(feature = "client")]
pub use exports::*;
#[cfg(all(feature = "websocket", not(target_family = "wasm")))]
#[allow(unused_imports)] // a crate may have no channel
pub(crate) use socket::channel_table;
#[cfg(feature = "client")]
#[allow(unused_imports)] // a crate may have no operation
pub(crate) use spec::operation_table;
#[cfg(feature = "webhook-signatures")]
pub use webhook::{Webhook, WebhookError};
