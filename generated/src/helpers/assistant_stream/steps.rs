//! Pieces of run steps.
//!
//! In: the steps so far, and a piece of one. Out: the steps, and what changed.
//! Must not know: runs and messages.

use serde_json::Value;

use super::{AssistantChange, position};
use crate::runtime::accumulate::merge::{Index, merge, unfinished};
use crate::types::{RunStepDeltaObject, RunStepObject};

/// Adds a piece of a step; the step is made if it is not there yet.
#[inline]
pub(super) fn add(
    steps: &mut Vec<RunStepObject>,
    delta: &RunStepDeltaObject,
) -> Vec<AssistantChange> {
    let step = position(steps, &delta.id, |step| &step.id).unwrap_or_else(|| {
        let mut begun: RunStepObject = unfinished();
        begun.id.clone_from(&delta.id);
        steps.push(begun);
        steps.len() - 1
    });
    // As JSON: pieces and wholes have types of their own in the document, and look alike on the wire.
    let (Ok(mut whole), Ok(piece)) = (
        serde_json::to_value(&steps[step]),
        serde_json::to_value(&delta.delta),
    ) else {
        return Vec::new();
    };
    merge(&mut whole, &piece, Index::Dropped);
    if let Ok(whole) = serde_json::from_value(whole) {
        steps[step] = whole;
    }
    let calls = piece.pointer("/step_details/tool_calls");
    let calls = calls.and_then(Value::as_array).map(Vec::as_slice);
    let deltas = calls.unwrap_or_default().iter().filter_map(|call| {
        let text = ["/function/arguments", "/code_interpreter/input"];
        let delta = text.iter().find_map(|path| call.pointer(path)?.as_str())?;
        Some(AssistantChange::ToolCallDelta {
            step,
            call: usize::try_from(call.get("index")?.as_u64()?).ok()?,
            delta: delta.to_owned(),
        })
    });
    let mut changes: Vec<_> = deltas.collect();
    if changes.is_empty() {
        changes.push(AssistantChange::Step { step });
    }
    changes
}
