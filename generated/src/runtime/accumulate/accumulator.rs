//! The trait of types that build a value from events.

use serde_json::Value;

/// Builds a value from events.
///
/// An accumulator accepts events in any order. Data for which the value has no place is kept alongside it, so that
/// nothing that was received is lost.
pub trait Accumulator {
    /// An event of the stream.
    type Event;
    /// A description of what an event changed.
    type Change;
    /// The value built from the events.
    type Output;

    /// Applies an event and returns what it changed.
    fn push(&mut self, event: &Self::Event) -> Vec<Self::Change>;

    /// Applies the marker by which the service ends a stream, such as `[DONE]`, and returns what it changed. By default
    /// it changes nothing.
    fn push_end(&mut self) -> Vec<Self::Change> {
        Vec::new()
    }

    /// Keeps the data of an event that cannot be decoded: JSON, or otherwise a string. Returns whether the data was
    /// kept. By default it is not.
    fn push_undecoded(&mut self, data: Value) -> bool {
        let _ = data;
        false
    }

    /// Keeps the ID of the request whose response is accumulated. By default it is not kept.
    fn set_request_id(&mut self, id: &str) {
        let _ = id;
    }

    /// Returns the value built so far.
    fn snapshot(&self) -> &Self::Output;

    /// Consumes the accumulator and returns the value built so far.
    fn into_snapshot(self) -> Self::Output;

    /// Returns whether the stream may end here.
    fn is_complete(&self) -> bool;

    /// Returns whether no later event can change the value.
    fn is_final(&self) -> bool {
        false
    }
}
