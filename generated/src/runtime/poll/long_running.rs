//! The trait of types that describe background work.

/// A description of work that the service does in the background.
pub trait LongRunning {
    /// The states in which the work has stopped, including failures. In any other state, known or not, it is still in
    /// progress.
    const FINAL_STATES: &'static [&'static str];

    /// Returns the current state, or an empty string if there is none.
    fn state(&self) -> &str;

    /// Returns whether the work has stopped, successfully or not. The case of the state does not matter, nor whether it is
    /// spelled `canceled` or `cancelled`.
    fn is_done(&self) -> bool {
        let state = spelled(self.state());
        Self::FINAL_STATES
            .iter()
            .any(|known| spelled(known) == state)
    }
}

fn spelled(state: &str) -> String {
    state.to_ascii_lowercase().replace("canceled", "cancelled")
}
