//! The kinds of replies: how the response of an operation is read.
//!
//! Each operation names one of these types. [`Call::send_reply`](crate::Call::send_reply) reads the response as another
//! one.

pub use crate::runtime::reply::{
    AnyJson, Binary, BinaryOrEvents, ByStatus, Empty, Events, Json, JsonOrEvents, Optional,
    Outcome, Page, PageReply, Raw, Reply, Streams, Text,
};
