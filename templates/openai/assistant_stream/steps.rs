//! Accumulating the steps of a run.

use serde_json::{Value, json};

use super::change::AssistantChange;
use super::objects::{merge_delta, position_or_create};
use crate::runtime::accumulate::start_from;
use crate::types::{RunStepDeltaObject, RunStepObject};

/// The properties of a tool call that are streamed.
const STREAMED: [&str; 2] = ["/function/arguments", "/code_interpreter/input"];

/// Applies a delta of a step. The step is created if it does not exist.
#[inline]
pub(super) fn apply(
    steps: &mut Vec<RunStepObject>,
    event: &RunStepDeltaObject,
    lost: &mut Vec<Value>,
) -> Vec<AssistantChange> {
    let create = || match event.id.as_str() {
        "" => start_from(&json!({ "object": "thread.run.step" })),
        id => start_from(&json!({ "object": "thread.run.step", "id": id })),
    };
    let step = position_or_create(steps, &event.id, |step| &step.id, create);
    let delta = event.extra.mismatch("delta").map(|delta| delta.json());
    let Some(delta) = delta.cloned().or(serde_json::to_value(&event.delta).ok()) else {
        return Vec::new();
    };
    let details = delta
        .get("step_details")
        .filter(|details| details.is_object());
    if details.is_none() && !delta.is_object() {
        lost.push(delta);
        return Vec::new();
    }
    merge_delta(&mut steps[step], &delta, lost);
    let calls = delta.pointer("/step_details/tool_calls");
    let calls = calls.and_then(Value::as_array).map(Vec::as_slice);
    let deltas = calls.unwrap_or_default().iter().filter_map(|call| {
        let delta = STREAMED
            .iter()
            .find_map(|path| call.pointer(path)?.as_str())?;
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
