//! Event streams: bytes to events, events to items.

mod decoder;
mod events;
mod stream;

pub use decoder::{Decoder, RawEvent};
pub use stream::EventStream;
