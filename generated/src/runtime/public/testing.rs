//! A mock transport and recordings, for tests of code that uses the client.

pub use crate::runtime::testing::{MockResponse, MockTransport, RecordedRequest, Recorder, Replay};
