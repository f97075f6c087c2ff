//! Building a completion from chunks.

use serde_json::{Map, Value};

use super::choice;
use crate::runtime::accumulate::merge::{merge_properties, replace_extra};
use crate::runtime::accumulate::received::{index_of, is_received};
use crate::runtime::accumulate::{set_received, skeleton, unplaced};
use crate::runtime::codec::decode_value;
use crate::stream::Accumulator;
use crate::types::{
    CreateCompletionResponse as Completion, CreateCompletionResponseChoicesItem as Choice,
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
    /// Whether each choice of the completion is finished.
    finished: Vec<bool>,
    /// The index of the choice that was changed last.
    last_choice: i64,
    /// How many choices were moved by others that arrived out of order.
    moved: usize,
}

/// How many choices may be moved by others that arrive out of order. A service has no reason to send so many.
const MAX_MOVED: usize = 1 << 20;

impl CompletionAccumulator {
    /// Creates an accumulator without chunks.
    #[inline]
    pub fn new() -> Self {
        Self {
            completion: skeleton(),
            finished: Vec::new(),
            last_choice: 0,
            moved: 0,
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
        self.last_choice = index.unwrap_or(self.last_choice);
        let Some(position) = self.choice_position(self.last_choice) else {
            lost.extend(serde_json::to_value(delta));
            return;
        };
        let (choice, is_finished) = (
            &mut self.completion.choices[position],
            &mut self.finished[position],
        );
        choice::apply(choice, is_finished, delta, changes, lost);
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
        if chunk.usage.is_some() {
            completion.usage.clone_from(&chunk.usage);
        }
        replace_extra(&mut completion.extra, &chunk.extra, lost);
        let mut mismatches = Map::new();
        for (name, mismatch) in chunk.extra.mismatches() {
            let known = completion.extra.mismatch(name);
            if !["choices", "object"].contains(&name) && known != Some(mismatch) {
                mismatches.insert(name.to_owned(), mismatch.json().clone());
            }
        }
        if !mismatches.is_empty() {
            merge_properties(completion, &mismatches, lost);
        }
    }

    /// Returns the position of the choice with this index, which is inserted if it is new. Choices are sorted by index.
    /// Returns `None` if too many arrived out of order.
    #[inline]
    fn choice_position(&mut self, index: i64) -> Option<usize> {
        let choices = &mut self.completion.choices;
        let position = choices.partition_point(|choice| choice.index < index);
        if choices
            .get(position)
            .is_none_or(|choice| choice.index != index)
        {
            self.moved += choices.len() - position;
            if self.moved > MAX_MOVED {
                return None;
            }
            choices.insert(position, choice::start(index));
            self.finished.insert(position, false);
        }
        Some(position)
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
        let choices = self.completion.choices.iter().zip(&mut self.finished);
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
        !self.finished.is_empty() && self.finished.iter().all(|is_finished| *is_finished)
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
