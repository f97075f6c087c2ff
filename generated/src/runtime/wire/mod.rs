//! The exchange itself: bodies, the transport that carries them, the one that is used unless another is given, and what
//! can be put around it.

pub(crate) mod body;
pub(crate) mod http_transport;
pub(crate) mod idle;
pub(crate) mod middleware;
pub(crate) mod tls;
#[cfg(feature = "tower")]
pub(crate) mod tower;
pub(crate) mod transport;
