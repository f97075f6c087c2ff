//! Accumulating the events of a
//! [streamed response](https://platform.openai.com/docs/api-reference/responses-streaming).

mod accumulator;
mod audio;
mod change;
mod details;
pub(super) mod normalize;
mod output;
mod parts;
mod pieces;
mod slots;
mod tool_deltas;
mod untyped;

/// How many items may be moved by others that arrive out of order. Further ones are appended. A service has no reason to
/// send so many, and the complete response at the end restores the order.
const MAX_MOVED: usize = 1 << 20;

pub use self::accumulator::ResponseAccumulator;
pub use self::change::{ResponseChange, ResponsePart};

#[cfg(feature = "client")]
impl crate::stream::EventStream<crate::types::ResponseStreamEvent> {
    /// Returns a stream of the changes that the events make. It also provides the response so far.
    #[inline]
    pub fn accumulate(self) -> crate::stream::Accumulating<ResponseAccumulator> {
        crate::stream::Accumulating::of_response(ResponseAccumulator::new(), self)
    }

    /// Reads the stream to its end and returns the response. A failed response is not an error: check its status.
    ///
    /// # Errors
    /// Returns the first error of the stream, or an error if it ended early. The error carries everything
    /// received.
    #[inline]
    pub async fn collect_response(
        self,
    ) -> Result<crate::types::Response, crate::stream::Interrupted<crate::types::Response>> {
        self.accumulate().finish().await
    }
}
