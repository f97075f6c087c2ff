//! The events of a streamed response, added up to the response.
//!
//! In: events, from a stream or one by one. Out: what each changed, and the response as it stands.
//! Must not know: where events come from.

mod arguments;
mod message;
mod output;
mod progress;
mod reasoning;

use self::output::Output;
use crate::runtime::Accumulator;
use crate::runtime::accumulate::merge::unfinished;
use crate::types::{Response, ResponseStreamEvent as Event};

/// Adds events up to a response.
///
/// `response.completed`, `response.failed` and `response.incomplete` end it: each carries the whole response, failed
/// or not. Until then its output is what the events say of each item. A stream that starts in the middle, as after
/// `starting_after`, gives what it can.
#[derive(Clone, Debug)]
pub struct ResponseAccumulator {
    response: Response,
    /// The index on the wire of each item of the output.
    indexes: Vec<i64>,
    ended: bool,
}

/// What an event changed. `output` is a position in the output of the response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseChange {
    /// An item began.
    ItemAdded {
        /// Which item.
        output: usize,
    },
    /// Something of an item goes on.
    Delta {
        /// Of which item.
        output: usize,
        /// What of it.
        part: ResponsePart,
        /// The new piece.
        delta: String,
    },
    /// Something of an item is complete.
    Done {
        /// Of which item.
        output: usize,
        /// What of it.
        part: ResponsePart,
    },
    /// An image as it looks so far; it stands in the item's `result`.
    PartialImage {
        /// Of which item.
        output: usize,
        /// The number of the image.
        image: i64,
    },
    /// An item changed in another way: an annotation was added, or its status is another one.
    ItemChanged {
        /// Which item.
        output: usize,
    },
    /// An item is complete.
    ItemDone {
        /// Which item.
        output: usize,
    },
    /// The response itself changed: it is queued, or being worked on.
    Response,
    /// The response has come to its end; its status says to which.
    Ended,
}

/// Something of an item that comes in pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResponsePart {
    /// The text of the message's content of this index.
    Text(usize),
    /// The refusal in the message's content of this index.
    Refusal(usize),
    /// The reasoning of this index.
    ReasoningText(usize),
    /// The summary of the reasoning of this index.
    ReasoningSummary(usize),
    /// The arguments of a call of a function or of an MCP tool.
    Arguments,
    /// The input of a call of a custom tool.
    Input,
    /// The code for the code interpreter.
    Code,
    /// The shell command of this index.
    Command(usize),
}

impl ResponseAccumulator {
    /// Nothing so far.
    #[inline]
    pub fn new() -> Self {
        Self {
            response: unfinished(),
            indexes: Vec::new(),
            ended: false,
        }
    }

    /// Takes over a response that an event carries. Its output is empty while it is being streamed.
    #[inline]
    fn take(&mut self, response: &Response) {
        let output = std::mem::take(&mut self.response.output);
        self.response = response.clone();
        if response.output.is_empty() {
            self.response.output = output;
        } else {
            self.indexes = (0..).take(response.output.len()).collect();
        }
    }

    #[inline]
    fn end(&mut self, response: &Response) -> Option<ResponseChange> {
        self.take(response);
        self.ended = true;
        Some(ResponseChange::Ended)
    }

    #[inline]
    fn output(&mut self) -> Output<'_> {
        Output {
            items: &mut self.response.output,
            indexes: &mut self.indexes,
        }
    }

    #[inline]
    fn change(&mut self, event: &Event) -> Option<ResponseChange> {
        let begun = match event {
            Event::ResponseCreated(event) => &event.response,
            Event::ResponseQueued(event) => &event.response,
            Event::ResponseInProgress(event) => &event.response,
            Event::ResponseCompleted(event) => return self.end(&event.response),
            Event::ResponseFailed(event) => return self.end(&event.response),
            Event::ResponseIncomplete(event) => return self.end(&event.response),
            event => return self.output().change(event),
        };
        self.take(begun);
        Some(ResponseChange::Response)
    }
}

impl Default for ResponseAccumulator {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Accumulator for ResponseAccumulator {
    type Event = Event;
    type Change = ResponseChange;
    type Whole = Response;

    #[inline]
    fn push(&mut self, event: &Event) -> Vec<ResponseChange> {
        // What comes after the end belongs to another response.
        if self.ended {
            return Vec::new();
        }
        self.change(event).into_iter().collect()
    }

    #[inline]
    fn snapshot(&self) -> &Response {
        &self.response
    }

    #[inline]
    fn into_snapshot(self) -> Response {
        self.response
    }

    /// Whether the event that ends a response has come.
    #[inline]
    fn is_complete(&self) -> bool {
        self.ended
    }

    #[inline]
    fn is_final(&self) -> bool {
        self.ended
    }
}

#[cfg(feature = "client")]
impl crate::runtime::EventStream<Event> {
    /// The changes that the events make, with the response as it stands.
    #[inline]
    pub fn accumulate(self) -> crate::runtime::Accumulating<ResponseAccumulator> {
        crate::runtime::Accumulating::new(ResponseAccumulator::new(), self)
    }

    /// The response that the events add up to. One that failed is a response too: look at its status.
    ///
    /// # Errors
    /// The first error of the stream, or that it was cut short; with what came until then.
    #[inline]
    pub async fn collect_response(self) -> Result<Response, crate::runtime::Interrupted<Response>> {
        self.accumulate().finish().await
    }
}
