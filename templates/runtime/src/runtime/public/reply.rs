//! The kinds of replies: how the response of an operation is read.
//!
//! Each operation names one of these types. [`Call::send_reply`](crate::Call::send_reply) reads the response as another
//! one.

#[cfg(feature = "downloads")]
pub use crate::runtime::reply::Binary;
#[cfg(all(feature = "downloads", feature = "event-streams"))]
pub use crate::runtime::reply::BinaryOrEvents;
pub use crate::runtime::reply::{AnyJson, Empty, Json, Optional, Raw, Reply, Text};
#[cfg(feature = "outcomes")]
pub use crate::runtime::reply::{ByStatus, Outcome};
#[cfg(feature = "event-streams")]
pub use crate::runtime::reply::{Events, JsonOrEvents, Streams};
#[cfg(feature = "pagination")]
pub use crate::runtime::reply::{Page, PageReply};
