//! Building a chat completion from chunks.

use serde_json::Value;

use super::change::ChatChange;
use super::choice::{self, ChoiceState};
use super::placed;
use crate::runtime::accumulate::choices::ChoiceStates;
use crate::runtime::accumulate::merge::{merge_properties, replace_extra};
use crate::runtime::accumulate::received::{index_of, is_received, new_mismatches};
use crate::runtime::accumulate::{set_received, skeleton, unplaced};
use crate::runtime::codec::decode_value;
use crate::stream::Accumulator;
use crate::types::{
    CompletionUsage, CreateChatCompletionResponse, CreateChatCompletionStreamResponse,
    CreateChatCompletionStreamResponseChoicesItem as ChoiceDelta,
};

/// Builds a chat completion from chunks.
///
/// Tool calls are identified by their `id`, or else by their `index`; choices by their `index`. A piece without either
/// continues the previous one. A value of another type is converted if it is a known form: an object in place of
/// `arguments` is their JSON, and a list of content parts is the text of its text parts. What a server sends twice, such
/// as complete arguments or a whole message at the end, is not appended twice.
///
/// Undeclared properties are kept: those of a delta are merged like declared ones; others replace the previous
/// value. Everything else that has no place in a completion is kept in the undeclared property `unplaced` of the
/// completion, a list: events of another kind, data that is not JSON, and labels that were replaced.
#[derive(Clone, Debug)]
pub struct ChatAccumulator {
    completion: CreateChatCompletionResponse,
    /// What is known about each choice in addition to its properties.
    states: ChoiceStates<ChoiceState>,
}

impl ChatAccumulator {
    /// Creates an accumulator without chunks.
    #[inline]
    pub fn new() -> Self {
        Self {
            completion: skeleton(),
            states: ChoiceStates::default(),
        }
    }

    #[inline]
    fn apply(
        &mut self,
        chunk: &CreateChatCompletionStreamResponse,
        lost: &mut Vec<Value>,
    ) -> Vec<ChatChange> {
        if is_foreign(chunk) {
            lost.extend(serde_json::to_value(chunk));
            return Vec::new();
        }
        self.update_metadata(chunk, lost);
        let mut changes = Vec::new();
        for delta in &chunk.choices {
            self.apply_choice(delta, &mut changes, lost);
        }
        if let Some(mismatch) = chunk.extra.mismatch("choices") {
            match decode_value::<ChoiceDelta>(mismatch.json()) {
                Ok(delta) => self.apply_choice(&delta, &mut changes, lost),
                Err(_) => lost.push(mismatch.json().clone()),
            }
        }
        if chunk.usage.is_some() {
            changes.push(ChatChange::Usage);
        }
        changes
    }

    #[inline]
    fn apply_choice(
        &mut self,
        delta: &ChoiceDelta,
        changes: &mut Vec<ChatChange>,
        lost: &mut Vec<Value>,
    ) {
        if let Some(raw) = delta.extra.raw() {
            return lost.push(raw.json().clone());
        }
        let index = index_of(delta, &delta.extra, "index", delta.index);
        let choices = &mut self.completion.choices;
        let placed = self
            .states
            .place(choices, index, |choice| choice.index, choice::start);
        match placed {
            Some((state, position)) => {
                choice::apply(&mut choices[position], state, delta, changes, lost);
            }
            None => lost.extend(serde_json::to_value(delta)),
        }
    }

    /// Copies the properties other than the choices. Values that are missing in the chunk are kept.
    #[inline]
    fn update_metadata(
        &mut self,
        chunk: &CreateChatCompletionStreamResponse,
        lost: &mut Vec<Value>,
    ) {
        let completion = &mut self.completion;
        for name in ["id", "model", "created", "choices"] {
            if !completion.extra.is_empty() && is_received(chunk, &chunk.extra, name) {
                set_received(completion, name);
            }
        }
        // Some servers send a first chunk about the prompt, in which these properties are empty.
        if completion.id.is_empty() {
            completion.id.clone_from(&chunk.id);
        }
        if completion.model.is_empty() {
            completion.model.clone_from(&chunk.model);
        }
        if completion.created == 0 {
            completion.created = chunk.created;
        }
        update(&mut completion.service_tier, &chunk.service_tier);
        update(
            &mut completion.system_fingerprint,
            &chunk.system_fingerprint,
        );
        // Some servers send an empty usage after the complete one.
        if completion.usage.is_none() || chunk.usage.as_ref().is_some_and(has_tokens) {
            update(&mut completion.usage, &chunk.usage);
        }
        update(&mut completion.moderation, &chunk.moderation);
        replace_extra(&mut completion.extra, &chunk.extra, lost);
        let except = ["choices", "object"];
        let mismatches = new_mismatches(&completion.extra, &chunk.extra, &except);
        if !mismatches.is_empty() {
            merge_properties(completion, &mismatches, lost);
        }
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
    type Output = CreateChatCompletionResponse;

    #[inline]
    fn push(&mut self, chunk: &Self::Event) -> Vec<ChatChange> {
        let mut lost = Vec::new();
        let changes = self.apply(chunk, &mut lost);
        debug_assert!(
            !lost.is_empty()
                || placed::received(chunk) <= placed::appended(&changes)
                || placed::repeats(chunk, &self.completion),
            "the text of all deltas is in the completion"
        );
        unplaced::keep_all(&mut self.completion.extra, lost);
        changes
    }

    /// Finishes all choices. Servers that send no `finish_reason` still mark the end of the stream.
    #[inline]
    fn push_end(&mut self) -> Vec<ChatChange> {
        let mut changes = Vec::new();
        for (choice, state) in self.completion.choices.iter().zip(self.states.iter_mut()) {
            choice::finish(choice.index, state, &mut changes);
        }
        changes
    }

    #[inline]
    fn push_undecoded(&mut self, data: Value) -> bool {
        unplaced::keep(&mut self.completion.extra, data);
        true
    }

    #[inline]
    fn set_request_id(&mut self, id: &str) {
        self.completion.extra.set_request_id(Some(id));
    }

    #[inline]
    fn snapshot(&self) -> &CreateChatCompletionResponse {
        &self.completion
    }

    #[inline]
    fn into_snapshot(self) -> CreateChatCompletionResponse {
        self.completion
    }

    /// Returns whether there is a choice and all choices are finished.
    #[inline]
    fn is_complete(&self) -> bool {
        self.states.are_all(|state| state.finished)
    }
}

/// Whether an event is not a chunk of a completion: it has none of the properties that identify one.
#[inline]
fn is_foreign(chunk: &CreateChatCompletionStreamResponse) -> bool {
    let is_missing = |name: &str| chunk.extra.is_missing(name);
    chunk.usage.is_none()
        && ["id", "choices", "object", "model"]
            .into_iter()
            .all(is_missing)
}

/// Whether a usage counts any tokens.
#[inline]
fn has_tokens(usage: &CompletionUsage) -> bool {
    let counts = [
        usage.prompt_tokens,
        usage.completion_tokens,
        usage.total_tokens,
    ];
    counts.iter().any(|count| *count != 0) || usage.extra.mismatches().next().is_some()
}

/// Replaces a value if there is a new one.
#[inline]
fn update<T: Clone>(target: &mut Option<T>, value: &Option<T>) {
    if value.is_some() {
        target.clone_from(value);
    }
}
