//! Accumulating the steps of a run.

use serde_json::{Value, json};

use super::change::AssistantChange;
use super::objects::{Positions, merge_delta, position_or_create};
use crate::runtime::accumulate::json_pieces::append_json;
use crate::runtime::accumulate::start_from;
use crate::runtime::arguments::identifier_text;
use crate::runtime::codec::decode_value;
use crate::types::{
    RunStepDeltaObject, RunStepDeltaObjectDeltaStepDetails as DeltaDetails,
    RunStepDeltaStepDetailsToolCallsObjectToolCallsItem as CallDelta,
    RunStepDetailsToolCallsObjectToolCallsItem as Call, RunStepObject,
    RunStepObjectStepDetails as Details,
};

/// The properties of a tool call that are streamed.
const STREAMED: [&str; 2] = [ARGUMENTS, "/code_interpreter/input"];
/// The arguments of a function.
const ARGUMENTS: &str = "/function/arguments";

/// Applies a delta of a step. The step is created if it does not exist.
#[inline]
pub(super) fn apply(
    steps: &mut Vec<RunStepObject>,
    positions: &mut Positions,
    event: &RunStepDeltaObject,
    lost: &mut Vec<Value>,
) -> Vec<AssistantChange> {
    let id = identifier_text("id", &event.id, &event.extra);
    let create = || match id.as_ref() {
        "" => start_from(&json!({ "object": "thread.run.step" })),
        id => start_from(&json!({ "object": "thread.run.step", "id": id })),
    };
    let step = position_or_create(steps, positions, &id, |step| &step.id, create);
    if let Some((call, delta)) = append(&mut steps[step], event, lost) {
        return vec![AssistantChange::ToolCallDelta { step, call, delta }];
    }
    let delta = event.extra.mismatch("delta").map(|delta| delta.json());
    let Some(mut delta) = delta.cloned().or(serde_json::to_value(&event.delta).ok()) else {
        return Vec::new();
    };
    encode_arguments(&mut delta);
    let details = delta
        .get("step_details")
        .filter(|details| details.is_object());
    if details.is_none() && !delta.is_object() {
        lost.push(delta);
        return Vec::new();
    }
    if !add_call(&mut steps[step], event, &delta) {
        merge_delta(&mut steps[step], &delta, lost);
    }
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

/// Encodes arguments that are sent as an object into a JSON string.
#[inline]
fn encode_arguments(delta: &mut Value) {
    let calls = delta.pointer_mut("/step_details/tool_calls");
    let calls = calls.and_then(Value::as_array_mut).into_iter().flatten();
    for arguments in calls.filter_map(|call| call.pointer_mut(ARGUMENTS)) {
        if arguments.is_object() {
            *arguments = Value::from(arguments.to_string());
        }
    }
}

/// Adds the call of a delta that contains nothing but the next call. Returns whether it did: otherwise the delta has to be
/// merged as JSON.
#[inline]
fn add_call(step: &mut RunStepObject, event: &RunStepDeltaObject, delta: &Value) -> bool {
    let Details::ToolCalls(target) = &mut step.step_details else {
        return false;
    };
    let is_plain = event.extra.is_empty() && event.delta.extra.is_empty();
    let calls = delta.pointer("/step_details/tool_calls");
    let Some([call]) = calls.and_then(Value::as_array).map(Vec::as_slice) else {
        return false;
    };
    let index = call.get("index").and_then(Value::as_u64);
    let is_next = index.is_some_and(|index| usize::try_from(index) == Ok(target.tool_calls.len()));
    // After a gap, the index of a call differs from its position.
    let is_ordered = target.tool_calls.last().is_none_or(|last| match last {
        Call::Function(last) => last.extra.get("index").is_none() && last.id != id(call),
        Call::CodeInterpreter(last) => last.extra.get("index").is_none() && last.id != id(call),
        _ => false,
    });
    let is_known = target.extra.is_empty() && !target.tool_calls.is_empty();
    if !is_plain || !is_next || !is_ordered || !is_known || id(call).is_empty() {
        return false;
    }
    let mut call = call.clone();
    if let Some(properties) = call.as_object_mut() {
        properties.remove("index");
    }
    match decode_value(&call) {
        Ok(call @ (Call::Function(_) | Call::CodeInterpreter(_))) => {
            target.tool_calls.push(call);
            true
        }
        _ => false,
    }
}

#[inline]
fn id(call: &Value) -> &str {
    call.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// Appends a delta that contains nothing but a piece of the arguments or of the code of a call, as almost all do. Returns
/// the call and the piece, or `None` if the delta has to be merged as JSON, in time linear in the size of the step.
#[inline]
fn append(
    step: &mut RunStepObject,
    event: &RunStepDeltaObject,
    lost: &mut Vec<Value>,
) -> Option<(usize, String)> {
    let DeltaDetails::ToolCalls(details) = event.delta.step_details.as_ref()? else {
        return None;
    };
    let [delta] = details.tool_calls.as_deref()? else {
        return None;
    };
    let is_plain = event.extra.is_empty() && event.delta.extra.is_empty();
    if !is_plain || !details.extra.is_empty() {
        return None;
    }
    let Details::ToolCalls(target) = &mut step.step_details else {
        return None;
    };
    match delta {
        CallDelta::Function(delta) if delta.extra.is_empty() && delta.id.is_none() => {
            let piece = delta.function.as_ref()?;
            let is_only = piece.extra.is_empty() && piece.name.is_none() && piece.output.is_none();
            let text = piece.arguments.as_ref().filter(|_| is_only)?;
            let position = usize::try_from(delta.index).ok()?;
            let Call::Function(call) = target.tool_calls.get_mut(position)? else {
                return None;
            };
            let is_whole = call.extra.is_empty() && call.function.extra.is_empty();
            let text = Some(text).filter(|_| is_whole)?;
            let arguments = &mut call.function.arguments;
            Some((position, append_json("arguments", arguments, text, lost)))
        }
        CallDelta::CodeInterpreter(delta) if delta.extra.is_empty() && delta.id.is_none() => {
            let piece = delta.code_interpreter.as_ref()?;
            let is_only = piece.extra.is_empty() && piece.outputs.is_none();
            let text = piece.input.as_ref().filter(|_| is_only)?;
            let position = usize::try_from(delta.index).ok()?;
            let Call::CodeInterpreter(call) = target.tool_calls.get_mut(position)? else {
                return None;
            };
            let is_whole = call.extra.is_empty() && call.code_interpreter.extra.is_empty();
            let input = &mut call.code_interpreter.input;
            input.push_str(Some(text).filter(|_| is_whole)?);
            Some((position, text.clone()))
        }
        _ => None,
    }
}
