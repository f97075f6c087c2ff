//! The exchange itself: bodies, the transport that carries them, the one that is used unless another is given, and what
//! can be put around it.

pub(crate) mod body;
pub(crate) mod http_transport;
pub(crate) mod idle;
pub(crate) mod middleware;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod native;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod tls;
#[cfg(feature = "tower")]
pub(crate) mod tower;
pub(crate) mod transport;
#[cfg(target_family = "wasm")]
pub(crate) mod web;

/// What makes connections on this platform.
mod platform {
    #[cfg(not(target_family = "wasm"))]
    pub(super) use super::native::{client, exchange};
    #[cfg(target_family = "wasm")]
    pub(super) use super::web::{client, exchange};
}
