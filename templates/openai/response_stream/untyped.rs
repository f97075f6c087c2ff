//! Events that are handled as JSON: the progress of tool calls, and events that some revisions of the document do not
//! declare.

use serde_json::{Value, json};

use super::change::{Handled, ResponseChange, ResponsePart, delta, done};
use super::output::{ItemRef, Output};
use super::tool_deltas;
use crate::runtime::accumulate::complete::{complete, complete_string, string};
use crate::runtime::accumulate::pieces::text_of;
use crate::runtime::codec::decode_value;
use crate::types::OutputItem;

/// Applies an event that no other handler handles.
#[inline]
pub(super) fn apply(output: &mut Output<'_>, event: &Value, lost: &mut Vec<Value>) -> Handled {
    let Some(event_type) = string(event, "type") else {
        return Handled::Unplaced;
    };
    let parts = event_type.strip_prefix("response.");
    let Some((subject, action)) = parts.and_then(|parts| parts.rsplit_once('.')) else {
        return match event_type {
            "keepalive" => Handled::Ignored,
            _ => Handled::Unplaced,
        };
    };
    if action == "delta"
        && let Some(change) = append_delta(output, subject, event)
    {
        return Handled::Change(change);
    }
    let applied = match subject {
        "shell_call_command" => edit(output, "shell_call", event, |item| {
            edit_command(item, event, action, lost)
        }),
        "shell_call_output_content" => edit(output, "shell_call_output", event, |item| {
            edit_command_output(item, event, action, lost)
        }),
        "apply_patch_call_operation_diff" => edit(output, "apply_patch_call", event, |item| {
            edit_diff(item, event, action, lost)
        }),
        // Such an item has no status.
        "mcp_list_tools" if carries_only(event, STATUS_PROPERTIES) => return Handled::Ignored,
        subject if subject.ends_with("_call") && event.get("delta").is_none() => {
            edit(output, subject, event, |item| {
                item["status"] = json!(action);
                Some(Edited::Item)
            })
        }
        _ => None,
    };
    let Some((position, edited)) = applied else {
        return Handled::Unplaced;
    };
    Handled::Change(match edited {
        Edited::Delta(part, text) => delta(position, part, &text),
        Edited::Done(part) => done(position, part),
        Edited::Item => ResponseChange::ItemChanged { output: position },
    })
}

/// The properties of an event that reports nothing but the status of an item.
const STATUS_PROPERTIES: &[&str] = &["type", "item_id", "output_index", "sequence_number"];

#[inline]
fn carries_only(event: &Value, names: &[&str]) -> bool {
    let properties = event.as_object().into_iter().flatten();
    let mut others = properties.filter(|(name, _)| !names.contains(&name.as_str()));
    others.all(|(_, value)| value.is_null())
}

/// Appends a delta of a call in place, if that is possible.
#[inline]
fn append_delta(output: &mut Output<'_>, subject: &str, event: &Value) -> Option<ResponseChange> {
    let item_type = match subject {
        "shell_call_command" => "shell_call",
        "shell_call_output_content" => "shell_call_output",
        "apply_patch_call_operation_diff" => "apply_patch_call",
        _ => return None,
    };
    let position = output.position(reference(item_type, event));
    let (item, _) = output.get(position);
    let part = tool_deltas::append(item, event)?;
    let text = string(event, "delta").unwrap_or_default();
    Some(match item_type {
        "shell_call" => delta(position, ResponsePart::Command(part), text),
        "apply_patch_call" => delta(position, ResponsePart::Diff, text),
        _ => ResponseChange::ItemChanged { output: position },
    })
}

/// Returns the properties of an event that describe its item.
#[inline]
fn reference<'a>(item_type: &'a str, event: &'a Value) -> ItemRef<'a> {
    let id = string(event, "item_id").or_else(|| string(event, "call_id"));
    ItemRef {
        item_type,
        id: id.unwrap_or_default(),
        index: event.get("output_index").and_then(Value::as_i64),
    }
}

/// What an event changed in an item.
enum Edited {
    Delta(ResponsePart, String),
    Done(ResponsePart),
    Item,
}

#[inline]
fn edit_command(
    item: &mut Value,
    event: &Value,
    action: &str,
    lost: &mut Vec<Value>,
) -> Option<Edited> {
    if !item
        .pointer("/action/commands")
        .is_some_and(Value::is_array)
    {
        item["action"] = json!({ "commands": [] });
    }
    let commands = item.pointer_mut("/action/commands")?.as_array_mut()?;
    let position = command_position(commands, event, || json!(""))?;
    let part = ResponsePart::Command(position);
    let command = &mut commands[position];
    let mut text = command.as_str()?.to_owned();
    let edited = match action {
        "delta" => {
            let delta = text_of("command", event.get("delta")?)?.into_owned();
            text.push_str(&delta);
            Edited::Delta(part, delta)
        }
        "added" => {
            let start = string(event, "command").unwrap_or_default();
            complete_string("command", &mut text, start, lost);
            Edited::Delta(part, start.to_owned())
        }
        "done" => {
            let complete = string(event, "command").unwrap_or_default();
            complete_string("command", &mut text, complete, lost);
            Edited::Done(part)
        }
        _ => return None,
    };
    *command = Value::from(text);
    Some(edited)
}

#[inline]
fn edit_command_output(
    item: &mut Value,
    event: &Value,
    action: &str,
    lost: &mut Vec<Value>,
) -> Option<Edited> {
    if !item.get("output").is_some_and(Value::is_array) {
        item["output"] = json!([]);
    }
    let outputs = item.get_mut("output")?.as_array_mut()?;
    match action {
        "delta" => {
            let deltas = event.get("delta")?.as_object()?;
            let position = command_position(outputs, event, || json!({}))?;
            let output = outputs[position].as_object_mut()?;
            for (name, delta) in deltas {
                let delta = text_of(name, delta)?;
                let previous = output.get(name).and_then(Value::as_str).unwrap_or_default();
                output.insert(name.clone(), json!(format!("{previous}{delta}")));
            }
        }
        "done" => {
            let complete_outputs = event.get("output")?;
            let accumulated = Value::from(std::mem::take(outputs));
            item["output"] = complete(&accumulated, complete_outputs, lost);
        }
        _ => return None,
    }
    Some(Edited::Item)
}

#[inline]
fn edit_diff(
    item: &mut Value,
    event: &Value,
    action: &str,
    lost: &mut Vec<Value>,
) -> Option<Edited> {
    if !item.get("operation").is_some_and(Value::is_object) {
        item["operation"] = json!({});
    }
    let diff = item["operation"].get("diff").and_then(Value::as_str);
    let mut diff = diff.unwrap_or_default().to_owned();
    let edited = match action {
        "delta" => {
            let delta = text_of("diff", event.get("delta")?)?.into_owned();
            diff.push_str(&delta);
            Edited::Delta(ResponsePart::Diff, delta)
        }
        "done" => {
            complete_string(
                "diff",
                &mut diff,
                string(event, "diff").unwrap_or_default(),
                lost,
            );
            Edited::Done(ResponsePart::Diff)
        }
        _ => return None,
    };
    item["operation"]["diff"] = Value::from(diff);
    Some(edited)
}

/// Returns the position of the command of an event, which is created if it does not exist. Commands have no identity
/// other than their position, so a command after a gap is the next one.
#[inline]
fn command_position(
    list: &mut Vec<Value>,
    event: &Value,
    create: impl FnOnce() -> Value,
) -> Option<usize> {
    let index = event.get("command_index").and_then(Value::as_u64);
    let index = index.and_then(|index| usize::try_from(index).ok());
    let position = index.unwrap_or_else(|| list.len().saturating_sub(1));
    if position >= list.len() {
        list.push(create());
    }
    Some(position.min(list.len() - 1))
}

/// Edits the item of an event as JSON. It is unchanged if `edit` returns `None`.
#[inline]
fn edit(
    output: &mut Output<'_>,
    item_type: &str,
    event: &Value,
    edit: impl FnOnce(&mut Value) -> Option<Edited>,
) -> Option<(usize, Edited)> {
    let position = output.position(reference(item_type, event));
    let (item, _) = output.get(position);
    let mut json = serde_json::to_value(&*item).ok()?;
    let edited = edit(&mut json)?;
    let changed: OutputItem = decode_value(&json).ok()?;
    *item = changed;
    Some((position, edited))
}
