//! Recordings: real exchanges in a file, without secrets, and a transport that replays them.
//!
//! A recording has one JSON object per line, in the order in which the exchanges ended.

mod builder;
mod exchange;
mod recorder;
mod redaction;
mod replay;

pub use recorder::Recorder;
pub use replay::Replay;
