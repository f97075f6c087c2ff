//! Changes made by the events of a response.

use crate::unknown::Extra;

/// A change made by an event. `output` is a position in the output of the response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseChange {
    /// An item was added.
    ItemAdded {
        /// The item.
        output: usize,
    },
    /// A string was appended to a part of an item.
    Delta {
        /// The item.
        output: usize,
        /// The part of the item.
        part: ResponsePart,
        /// The appended string.
        delta: String,
    },
    /// A part of an item is complete.
    Done {
        /// The item.
        output: usize,
        /// The part of the item.
        part: ResponsePart,
    },
    /// A preview of an image was received. It is in the property `result` of the item.
    PartialImage {
        /// The item.
        output: usize,
        /// The number of the preview.
        image: i64,
    },
    /// Audio was appended, as base64.
    Audio {
        /// The appended string.
        delta: String,
    },
    /// Text was appended to the transcript of the audio.
    AudioTranscript {
        /// The appended string.
        delta: String,
    },
    /// An item changed in another way: an annotation was added, or its status changed.
    ItemChanged {
        /// The item.
        output: usize,
    },
    /// An item is complete.
    ItemDone {
        /// The item.
        output: usize,
    },
    /// The response itself changed: it was created, queued, or is in progress.
    Response,
    /// The response has ended. Its status is the final one.
    Ended,
}

/// A part of an item that is streamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResponsePart {
    /// The text in the content of a message, at this position.
    Text(usize),
    /// The refusal in the content of a message, at this position.
    Refusal(usize),
    /// The text in the content of a reasoning item, at this position.
    ReasoningText(usize),
    /// The summary of a reasoning item, at this position.
    ReasoningSummary(usize),
    /// The arguments of a function call or an MCP call.
    Arguments,
    /// The input of a custom tool call.
    Input,
    /// The code of a code interpreter call.
    Code,
    /// The shell command at this position.
    Command(usize),
    /// The diff of a patch.
    Diff,
}

/// The result of passing an event to a handler.
pub(super) enum Handled {
    /// The handler does not handle events of this type.
    No,
    /// The event was applied.
    Change(ResponseChange),
    /// The event carries no data.
    Ignored,
    /// The event carries data for which there is no place.
    Unplaced,
}

impl Handled {
    /// The result for an event whose property `name` has no value, or one of another type.
    #[inline]
    pub(super) fn without(event: &Extra, name: &str) -> Self {
        match event.mismatch(name) {
            Some(_) => Self::Unplaced,
            None => Self::Ignored,
        }
    }
}

#[inline]
pub(super) fn delta(output: usize, part: ResponsePart, delta: &str) -> ResponseChange {
    let delta = delta.to_owned();
    ResponseChange::Delta {
        output,
        part,
        delta,
    }
}

#[inline]
pub(super) fn done(output: usize, part: ResponsePart) -> ResponseChange {
    ResponseChange::Done { output, part }
}
