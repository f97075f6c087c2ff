//! Mock responses and recordings, for testing code that uses the client without a network.

mod chunks;
mod mock;
mod recorded;
mod recording;
mod response;

pub use mock::MockTransport;
pub use recorded::RecordedRequest;
pub use recording::{Recorder, Replay};
pub use response::MockResponse;
