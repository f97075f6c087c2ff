//! Deltas of commands, their output, and patches, appended in place.
//!
//! Most events of such a call are deltas, and a command or patch may have thousands of them. Everything else about these
//! calls is handled as JSON (`untyped`), which takes time proportional to the size of the item.

use serde_json::Value;

use crate::runtime::accumulate::complete::string;
use crate::runtime::accumulate::received::is_received;
use crate::types::{
    ApplyPatchToolCallOperation as Operation, FunctionShellCall, FunctionShellCallOutput,
    OutputItem as Item,
};

/// Appends the delta of an event to a string that the item already has. Returns the index of the command, or `None` if
/// the item has to be edited as JSON.
#[inline]
pub(super) fn append(item: &mut Item, event: &Value) -> Option<usize> {
    match item {
        Item::ShellCall(call) => append_command(call, event),
        Item::ShellCallOutput(call) => append_output(call, event),
        Item::ApplyPatchCall(call) if is_received(&*call, &call.extra, "operation") => {
            let (diff, is_received) = match &mut call.operation {
                Operation::CreateFile(create) => {
                    let is_received = is_received(&*create, &create.extra, "diff");
                    (&mut create.diff, is_received)
                }
                Operation::UpdateFile(update) => {
                    let is_received = is_received(&*update, &update.extra, "diff");
                    (&mut update.diff, is_received)
                }
                _ => return None,
            };
            let delta = event.get("delta")?.as_str().filter(|_| is_received)?;
            diff.push_str(delta);
            Some(0)
        }
        _ => None,
    }
}

#[inline]
fn append_command(call: &mut FunctionShellCall, event: &Value) -> Option<usize> {
    let is_received = is_received(call, &call.extra, "action")
        && is_received(&call.action, &call.action.extra, "commands");
    let commands = &mut call.action.commands;
    let position = position(event, commands.len()).filter(|_| is_received)?;
    let delta = event.get("delta")?.as_str()?;
    commands.get_mut(position)?.push_str(delta);
    Some(position)
}

#[inline]
fn append_output(call: &mut FunctionShellCallOutput, event: &Value) -> Option<usize> {
    if !is_received(call, &call.extra, "output") {
        return None;
    }
    let position = position(event, call.output.len())?;
    let output = call.output.get_mut(position)?;
    let deltas = event.get("delta")?.as_object()?;
    let is_known = deltas.iter().all(|(name, delta)| {
        let is_stream = name == "stdout" || name == "stderr";
        is_stream && delta.is_string() && is_received(&*output, &output.extra, name)
    });
    if !is_known {
        return None;
    }
    let delta = event.get("delta")?;
    output
        .stdout
        .push_str(string(delta, "stdout").unwrap_or(""));
    output
        .stderr
        .push_str(string(delta, "stderr").unwrap_or(""));
    Some(position)
}

/// Returns the position of the command of an event, or of the last command if the event has no index.
#[inline]
fn position(event: &Value, length: usize) -> Option<usize> {
    match event.get("command_index") {
        None => length.checked_sub(1),
        Some(index) => usize::try_from(index.as_u64()?).ok(),
    }
}
