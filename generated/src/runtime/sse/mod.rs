//! Server-sent events: decoding bytes into events, and events into typed items.

mod classifier;
mod decoder;
mod framing;
mod halves;
mod handler;
mod json_lines;
mod notice;
mod probe;
mod source;
mod start;
mod stream;
mod values;

pub use notice::{EventNotice, EventNoticeKind};
pub use stream::EventStream;
