//! Transports and middleware: what carries a request to the service and brings back its response.

#[cfg(feature = "rate-limiter")]
pub use crate::runtime::limiter::RateLimiter;
pub use crate::runtime::wire::body::Body;
#[cfg(feature = "middleware")]
pub use crate::runtime::wire::middleware::{ExchangeResult, Next};
#[cfg(feature = "tower")]
pub use crate::runtime::wire::tower::ExchangeService;
pub use crate::runtime::wire::transport::{
    CallInfo, Exchange, Transport, TransportError, TransportErrorKind,
};
