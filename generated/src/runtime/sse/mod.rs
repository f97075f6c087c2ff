//! Event streams: bytes to events, events to items.
//!
//! In: the answer to a call that streams. Out: a stream of typed items.
//! Must not know: operations.

mod decoder;
mod events;
mod stream;

pub use decoder::{Decoder, RawEvent};
pub use stream::EventStream;
