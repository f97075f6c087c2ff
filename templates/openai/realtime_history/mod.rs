//! Accumulating the [server events](https://platform.openai.com/docs/api-reference/realtime-server-events) of a Realtime
//! session.

mod accumulator;
mod item;

pub use self::accumulator::{RealtimeAccumulator, RealtimeChange, RealtimeHistory};
pub use self::item::{RealtimeHistoryItem, RealtimeHistoryPart};
