//! What users see: the items and modules at the root of a generated crate.
//!
//! Every public item is exported once, here or in one of these modules. Helpers of a service add theirs to the same
//! modules.

#[cfg(any(feature = "event-streams", feature = "interrupted"))]
pub mod stream;
#[cfg(feature = "structured")]
pub mod structured;
pub mod unknown;

#[cfg(feature = "client")]
pub mod auth;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub mod blocking;
#[cfg(all(feature = "client", feature = "media"))]
pub mod media;
#[cfg(all(feature = "client", feature = "pagination"))]
pub mod pagination;
#[cfg(all(feature = "client", feature = "polling"))]
pub mod polling;
#[cfg(feature = "client")]
pub mod reply;
#[cfg(feature = "client")]
pub mod request;
#[cfg(feature = "client")]
pub mod response;
#[cfg(all(feature = "client", feature = "testing"))]
pub mod testing;
#[cfg(all(feature = "client", feature = "tools"))]
pub mod tools;
#[cfg(feature = "client")]
pub mod transport;
#[cfg(feature = "webhook-signatures")]
pub mod webhooks;
#[cfg(feature = "websocket")]
pub mod websocket;

#[cfg(feature = "client")]
pub use crate::runtime::call::Call;
#[cfg(feature = "client")]
pub use crate::runtime::client::{Client, ClientBuilder};
#[cfg(feature = "formats")]
pub use crate::runtime::codec::Formatted;
#[cfg(feature = "client")]
pub use crate::runtime::error::{BoxError, Error};
#[cfg(feature = "client")]
pub use crate::runtime::error_kind::ErrorKind;
#[cfg(feature = "uploads")]
pub use crate::runtime::upload::Upload;
#[cfg(feature = "client")]
pub use crate::runtime::wire::transport::BoxFuture;
#[doc(no_inline)]
pub use bytes::Bytes;
#[cfg(feature = "client")]
#[doc(no_inline)]
pub use http::{HeaderMap, StatusCode};
#[cfg(feature = "client")]
#[doc(no_inline)]
pub use reqwest::Url;
