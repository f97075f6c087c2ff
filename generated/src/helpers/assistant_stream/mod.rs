//! Accumulating the events of a
//! [streamed assistant run](https://platform.openai.com/docs/api-reference/assistants-streaming).

mod accumulator;
mod change;
mod messages;
mod objects;
mod steps;

pub use self::accumulator::{AssistantAccumulator, AssistantRun};
pub use self::change::AssistantChange;

#[cfg(feature = "client")]
impl crate::stream::EventStream<crate::types::AssistantStreamEvent> {
    /// Returns a stream of the changes that the events make. It also provides the run, its messages and its steps, as
    /// received so far.
    #[inline]
    pub fn accumulate(self) -> crate::stream::Accumulating<AssistantAccumulator> {
        crate::stream::Accumulating::of_response(AssistantAccumulator::new(), self)
    }

    /// Reads the stream to its end and returns the run with its messages and steps. A failed run is not an error: check
    /// its status.
    ///
    /// # Errors
    /// Returns the first error of the stream, or an error if it ended early. The error carries everything
    /// received.
    #[inline]
    pub async fn collect_run(
        self,
    ) -> Result<AssistantRun, crate::stream::Interrupted<AssistantRun>> {
        self.accumulate().finish().await
    }
}
