//! The chunks of a streamed chat completion, added up to the completion.
//!
//! In: chunks, from a stream or one by one. Out: what each changed, and the completion as it stands.
//! Must not know: where chunks come from.

mod choice;
mod tool_calls;

use crate::runtime::accumulate::merge::{replace_extra, unfinished};
use crate::runtime::{Accumulator, parse_partial_json};
use crate::types::{
    ChatCompletionMessageToolCallFunction, CreateChatCompletionResponse,
    CreateChatCompletionStreamResponse,
};

/// Adds chunks up to a completion.
///
/// Choices are told apart by their `index`, tool calls by theirs. What a chunk says that no type declares is kept:
/// members of a delta are added up as text is, others take the place of what came before.
#[derive(Clone, Debug)]
pub struct ChatAccumulator {
    completion: CreateChatCompletionResponse,
    /// What is known about each choice beside what stands in the completion.
    notes: Vec<choice::Notes>,
}

/// What a chunk changed. `choice` is the `index` of a choice, `call` a position among the tool calls of its message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChatChange {
    /// The text goes on.
    Content {
        /// Of which choice.
        choice: i64,
        /// The new piece.
        delta: String,
    },
    /// The text is complete.
    ContentDone {
        /// Of which choice.
        choice: i64,
    },
    /// A refusal goes on.
    Refusal {
        /// Of which choice.
        choice: i64,
        /// The new piece.
        delta: String,
    },
    /// A refusal is complete.
    RefusalDone {
        /// Of which choice.
        choice: i64,
    },
    /// A tool call began; its id and name are there.
    ToolCallStarted {
        /// Of which choice.
        choice: i64,
        /// Which call.
        call: usize,
    },
    /// The arguments of a tool call, or the input of a custom one, go on.
    ToolCallDelta {
        /// Of which choice.
        choice: i64,
        /// Which call.
        call: usize,
        /// The new piece.
        delta: String,
    },
    /// A tool call is complete: its arguments are whole JSON and another call began, or the choice is finished.
    ToolCallDone {
        /// Of which choice.
        choice: i64,
        /// Which call.
        call: usize,
    },
    /// The arguments of a function call, the older form of tool calls, go on.
    FunctionCall {
        /// Of which choice.
        choice: i64,
        /// The new piece.
        delta: String,
    },
    /// The choice is finished; its `finish_reason` is there.
    Finished {
        /// Which choice.
        choice: i64,
    },
    /// The usage of tokens is there.
    Usage,
}

impl ChatAccumulator {
    /// Nothing so far.
    #[inline]
    pub fn new() -> Self {
        Self {
            completion: unfinished(),
            notes: Vec::new(),
        }
    }

    /// All that stands beside the choices. What a later chunk leaves out stays.
    #[inline]
    fn take_head(&mut self, chunk: &CreateChatCompletionStreamResponse) {
        let whole = &mut self.completion;
        // The first chunk of some servers reports on the prompt only, and has neither.
        if whole.id.is_empty() {
            whole.id.clone_from(&chunk.id);
        }
        if whole.model.is_empty() {
            whole.model.clone_from(&chunk.model);
        }
        if whole.created == 0 {
            whole.created = chunk.created;
        }
        renew(&mut whole.service_tier, &chunk.service_tier);
        renew(&mut whole.system_fingerprint, &chunk.system_fingerprint);
        renew(&mut whole.usage, &chunk.usage);
        renew(&mut whole.moderation, &chunk.moderation);
        replace_extra(&mut whole.extra, &chunk.extra);
    }

    /// Where a choice stands; choices are in the order of their indexes.
    #[inline]
    fn position(&mut self, index: i64) -> usize {
        let choices = &mut self.completion.choices;
        let at = choices.partition_point(|choice| choice.index < index);
        if choices.get(at).is_none_or(|choice| choice.index != index) {
            choices.insert(at, choice::begin(index));
            self.notes.insert(at, choice::Notes::default());
        }
        at
    }
}

impl Default for ChatAccumulator {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Accumulator for ChatAccumulator {
    type Event = CreateChatCompletionStreamResponse;
    type Change = ChatChange;
    type Whole = CreateChatCompletionResponse;

    #[inline]
    fn push(&mut self, chunk: &Self::Event) -> Vec<ChatChange> {
        self.take_head(chunk);
        let mut changes = Vec::new();
        for piece in &chunk.choices {
            let at = self.position(piece.index);
            let (choice, notes) = (&mut self.completion.choices[at], &mut self.notes[at]);
            choice::add(choice, notes, piece, &mut changes);
        }
        if chunk.usage.is_some() {
            changes.push(ChatChange::Usage);
        }
        changes
    }

    #[inline]
    fn snapshot(&self) -> &CreateChatCompletionResponse {
        &self.completion
    }

    #[inline]
    fn into_snapshot(self) -> CreateChatCompletionResponse {
        self.completion
    }

    /// Whether there is a choice, and all there are have come to their end.
    #[inline]
    fn is_complete(&self) -> bool {
        !self.notes.is_empty() && self.notes.iter().all(|notes| notes.finished)
    }
}

#[cfg(feature = "client")]
impl crate::runtime::EventStream<CreateChatCompletionStreamResponse> {
    /// The changes that the chunks make, with the completion as it stands.
    #[inline]
    pub fn accumulate(self) -> crate::runtime::Accumulating<ChatAccumulator> {
        crate::runtime::Accumulating::new(ChatAccumulator::new(), self)
    }

    /// The completion that the chunks add up to.
    ///
    /// # Errors
    /// The first error of the stream, or that it was cut short; with what came until then.
    #[inline]
    pub async fn collect_completion(
        self,
    ) -> Result<
        CreateChatCompletionResponse,
        crate::runtime::Interrupted<CreateChatCompletionResponse>,
    > {
        self.accumulate().finish().await
    }
}

impl CreateChatCompletionResponse {
    /// The text of the first choice.
    #[inline]
    pub fn content(&self) -> Option<&str> {
        self.choices.first()?.message.content.as_deref()
    }
}

impl ChatCompletionMessageToolCallFunction {
    /// The arguments as far as they have come: also while they are still being streamed.
    #[inline]
    pub fn partial_arguments(&self) -> Option<serde_json::Value> {
        parse_partial_json(&self.arguments)
    }
}

/// Takes over a value that is there.
#[inline]
fn renew<T: Clone>(whole: &mut Option<T>, piece: &Option<T>) {
    if piece.is_some() {
        whole.clone_from(piece);
    }
}
