//! The exchange itself: bodies, the transport that carries them, and the one that is used unless another is given.

pub(crate) mod body;
pub(crate) mod http_transport;
pub(crate) mod idle;
pub(crate) mod tls;
pub(crate) mod transport;
