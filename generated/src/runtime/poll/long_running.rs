//! The trait of types that describe background work.

/// A description of work that the service does in the background.
pub trait LongRunning {
    /// The states in which the work has stopped, including failures. In any other state, known or not, it is still in
    /// progress.
    const FINAL_STATES: &'static [&'static str];

    /// Returns the current state, or an empty string if there is none.
    fn state(&self) -> &str;

    /// Returns whether the work has stopped, successfully or not.
    fn is_done(&self) -> bool {
        Self::FINAL_STATES.contains(&self.state())
    }
}
