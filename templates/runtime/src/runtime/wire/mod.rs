//! HTTP exchanges: bodies, transports, middleware, and TLS.

pub(crate) mod body;
pub(crate) mod failure;
#[cfg(not(target_family = "wasm"))]
mod gzip;
pub(crate) mod http_transport;
#[cfg(feature = "middleware")]
pub(crate) mod middleware;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod native;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod proxy;
#[cfg(any(feature = "downloads", feature = "event-streams"))]
pub(crate) mod timeout_body;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod tls;
#[cfg(feature = "tower")]
pub(crate) mod tower;
pub(crate) mod transport;
#[cfg(target_family = "wasm")]
pub(crate) mod web;

#[cfg(not(target_family = "wasm"))]
pub(crate) use native as platform;
#[cfg(target_family = "wasm")]
pub(crate) use web as platform;
