//! Building a completion from chunks.

use serde_json::Value;

use super::choice;
use crate::runtime::accumulate::choices::ChoiceStates;
use crate::runtime::accumulate::merge::{merge_properties, replace_extra};
use crate::runtime::accumulate::received::{index_of, is_received, new_mismatches};
use crate::runtime::accumulate::{set_received, skeleton, unplaced};
use crate::runtime::codec::decode_value;
use crate::stream::Accumulator;
use crate::types::{
    CompletionUsage, CreateCompletionResponse as Completion,
    CreateCompletionResponseChoicesItem as Choice,
};

/// A change made by a chunk of a completion. `choice` is the `index` of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompletionChange {
    /// Text was appended.
    Text {
        /// The choice.
        choice: i64,
        /// The appended string.
        delta: String,
    },
    /// The choice is finished. Its `finish_reason` is set.
    Finished {
        /// The choice.
        choice: i64,
    },
    /// The token usage was received.
    Usage,
}

/// Builds a completion from chunks, which have the type of a completion.
///
/// Choices are identified by their `index`. A choice without an index continues the previous one. Undeclared properties
/// of a choice are merged, and others replace the previous value. Everything else that has no place in a completion is
/// kept in its undeclared property `unplaced`, a list: events of another kind and data that is not JSON.
#[derive(Clone, Debug)]
pub struct CompletionAccumulator {
    completion: Completion,
    /// Whether each choice is finished.
    states: ChoiceStates<bool>,
}

impl CompletionAccumulator {
    /// Creates an accumulator without chunks.
    #[inline]
    pub fn new() -> Self {
        Self {
            completion: skeleton(),
            states: ChoiceStates::default(),
        }
    }

    #[inline]
    fn apply(&mut self, chunk: &Completion, lost: &mut Vec<Value>) -> Vec<CompletionChange> {
        let mut changes = Vec::new();
        if is_foreign(chunk) {
            lost.extend(serde_json::to_value(chunk));
            return changes;
        }
        self.update_metadata(chunk, lost);
        for delta in &chunk.choices {
            self.apply_choice(delta, &mut changes, lost);
        }
        if let Some(mismatch) = chunk.extra.mismatch("choices") {
            match decode_value::<Choice>(mismatch.json()) {
                Ok(delta) => self.apply_choice(&delta, &mut changes, lost),
                Err(_) => lost.push(mismatch.json().clone()),
            }
        }
        if chunk.usage.is_some() {
            changes.push(CompletionChange::Usage);
        }
        changes
    }

    #[inline]
    fn apply_choice(
        &mut self,
        delta: &Choice,
        changes: &mut Vec<CompletionChange>,
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
            Some((is_finished, position)) => {
                choice::apply(&mut choices[position], is_finished, delta, changes, lost);
            }
            None => lost.extend(serde_json::to_value(delta)),
        }
    }

    /// Copies the properties other than the choices. Values that are missing in the chunk are kept.
    #[inline]
    fn update_metadata(&mut self, chunk: &Completion, lost: &mut Vec<Value>) {
        let completion = &mut self.completion;
        for name in ["id", "model", "created", "choices"] {
            if !completion.extra.is_empty() && is_received(chunk, &chunk.extra, name) {
                set_received(completion, name);
            }
        }
        if completion.id.is_empty() {
            completion.id.clone_from(&chunk.id);
        }
        if completion.model.is_empty() {
            completion.model.clone_from(&chunk.model);
        }
        if completion.created == 0 {
            completion.created = chunk.created;
        }
        if chunk.system_fingerprint.is_some() {
            completion
                .system_fingerprint
                .clone_from(&chunk.system_fingerprint);
        }
        // Some servers send an empty usage after the complete one.
        if chunk.usage.is_some()
            && (completion.usage.is_none() || chunk.usage.as_ref().is_some_and(has_tokens))
        {
            completion.usage.clone_from(&chunk.usage);
        }
        replace_extra(&mut completion.extra, &chunk.extra, lost);
        let except = ["choices", "object"];
        let mismatches = new_mismatches(&completion.extra, &chunk.extra, &except);
        if !mismatches.is_empty() {
            merge_properties(completion, &mismatches, lost);
        }
    }
}

impl Default for CompletionAccumulator {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Accumulator for CompletionAccumulator {
    type Event = Completion;
    type Change = CompletionChange;
    type Output = Completion;

    #[inline]
    fn push(&mut self, chunk: &Completion) -> Vec<CompletionChange> {
        let mut lost = Vec::new();
        let changes = self.apply(chunk, &mut lost);
        unplaced::keep_all(&mut self.completion.extra, lost);
        changes
    }

    /// Finishes all choices. Servers that send no `finish_reason` still mark the end of the stream.
    #[inline]
    fn push_end(&mut self) -> Vec<CompletionChange> {
        let choices = self.completion.choices.iter().zip(self.states.iter_mut());
        let unfinished = choices.filter_map(|(choice, is_finished)| {
            let choice = choice.index;
            let is_new = !std::mem::replace(is_finished, true);
            is_new.then_some(CompletionChange::Finished { choice })
        });
        unfinished.collect()
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
    fn snapshot(&self) -> &Completion {
        &self.completion
    }

    #[inline]
    fn into_snapshot(self) -> Completion {
        self.completion
    }

    /// Returns whether there is a choice and all choices are finished.
    #[inline]
    fn is_complete(&self) -> bool {
        self.states.are_all(|is_finished| *is_finished)
    }
}

/// Whether an event is not a chunk of a completion: it has none of the properties that identify one.
#[inline]
fn is_foreign(chunk: &Completion) -> bool {
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
