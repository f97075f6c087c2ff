//! HTTP exchanges: bodies, transports, middleware, and TLS.

pub(crate) mod body;
pub(crate) mod failure;
pub(crate) mod http_transport;
pub(crate) mod middleware;
#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod proxy;
pub(crate) mod timeout_body;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod tls;
#[cfg(feature = "tower")]
pub(crate) mod tower;
pub(crate) mod transport;
#[cfg(target_family = "wasm")]
mod web;

#[cfg(not(target_family = "wasm"))]
use native as platform;
#[cfg(target_family = "wasm")]
use web as platform;
