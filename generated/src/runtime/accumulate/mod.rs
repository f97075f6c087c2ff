//! Streams of events that add up to one thing.
//!
//! In: an accumulator, which knows what each event adds, and a stream of events. Out: what changed with each event,
//! the whole as it stands, and in the end the whole, or an error that carries what came.
//! Must not know: any event.

#[cfg(feature = "client")]
mod interrupted;
pub mod merge;
#[cfg(feature = "client")]
mod stream;

#[cfg(feature = "client")]
pub use interrupted::Interrupted;
#[cfg(feature = "client")]
pub use stream::Accumulating;

/// What events add up to. It takes any events in any order, and passes over what it does not know.
pub trait Accumulator {
    /// An event.
    type Event;
    /// What an event changed.
    type Change;
    /// What the events add up to.
    type Whole;

    /// Takes an event, and says what it changed.
    fn push(&mut self, event: &Self::Event) -> Vec<Self::Change>;

    /// The whole as it stands.
    fn snapshot(&self) -> &Self::Whole;

    /// The whole as it stands.
    fn into_snapshot(self) -> Self::Whole;

    /// Whether the stream may end here.
    fn is_complete(&self) -> bool;

    /// Whether nothing that matters can follow.
    fn is_final(&self) -> bool {
        false
    }
}
