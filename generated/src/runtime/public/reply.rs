//! The kinds of replies: how the response of an operation is read.
//!
//! Each operation names one of these types. [`Call::send_reply`](crate::Call::send_reply) reads the response as another
//! one.

pub use crate::runtime::reply::Binary;
pub use crate::runtime::reply::BinaryOrEvents;
pub use crate::runtime::reply::{AnyJson, Empty, Json, Optional, Raw, Reply, Text};
pub use crate::runtime::reply::{ByStatus, Outcome};
pub use crate::runtime::reply::{Events, JsonOrEvents, Streams};
pub use crate::runtime::reply::{Page, PageReply};
