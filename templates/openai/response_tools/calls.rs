//! The calls in a response that the program performs.

use serde_json::Value;

use crate::runtime::arguments::{arguments_in, arguments_text};
use crate::tools::{CallKind, ToolCall};
use crate::types::{OutputItem, Response};

/// Types of items that are actions of the program. The result has the same type with `_output`.
const ACTIONS: &[&str] = &[
    "apply_patch_call",
    "computer_call",
    "local_shell_call",
    "shell_call",
];

/// Returns the calls that the program performs, in their order.
#[inline]
pub(super) fn tool_calls(response: &Response) -> Vec<ToolCall> {
    let calls = response.output.iter().filter_map(tool_call);
    calls.filter(|call| !is_performed(call, response)).collect()
}

/// Returns the call in an item, unless the service performs it.
#[inline]
pub(in crate::helpers) fn tool_call(item: &OutputItem) -> Option<ToolCall> {
    match item {
        // Some servers send the arguments under another name.
        OutputItem::FunctionCall(call) if call.arguments.is_empty() && !call.extra.is_empty() => {
            call_in_json(&serde_json::to_value(item).ok()?)
        }
        OutputItem::FunctionCall(call) => {
            let arguments = arguments_text("arguments", &call.arguments, &call.extra);
            Some(ToolCall::new(&call.call_id, &call.name, arguments))
        }
        OutputItem::Message(_) | OutputItem::Reasoning(_) => None,
        OutputItem::Unknown(unknown) => call_in_json(unknown.json()),
        other => call_in_json(&serde_json::to_value(other).ok()?),
    }
}

#[inline]
fn call_in_json(item: &Value) -> Option<ToolCall> {
    let string = |name: &str| item.get(name).and_then(Value::as_str);
    // Some servers number their calls.
    let identifier = |name: &str| match item.get(name)? {
        Value::Number(number) => Some(number.to_string()),
        id => id.as_str().map(str::to_owned),
    };
    let id = identifier("call_id").or_else(|| identifier("id"));
    let id = id.unwrap_or_default();
    let item_type = string("type").unwrap_or_default();
    match item_type {
        // If the arguments are not a string, the item does not match its type.
        "" | "function_call" => {
            let is_call = item.get("arguments").is_some() || item.get("call_id").is_some();
            if item_type.is_empty() && !is_call {
                return None;
            }
            let arguments = arguments_in(item).unwrap_or_default();
            Some(ToolCall::new(id, string("name")?, arguments))
        }
        "custom_tool_call" => {
            let call = ToolCall::new(id, string("name")?, written(item.get("input")));
            Some(call.with_kind(CallKind::Text))
        }
        "mcp_approval_request" => {
            let arguments = string("arguments").unwrap_or_default();
            let call = ToolCall::new(string("id")?, string("name")?, arguments);
            Some(call.with_kind(CallKind::Remote))
        }
        _ if ACTIONS.contains(&item_type) && !is_hosted(item) => {
            let call = ToolCall::new(id, item_type, item.to_string());
            Some(call.with_kind(CallKind::Action))
        }
        _ => None,
    }
}

/// Returns the string that the model wrote. Some servers send it as decoded JSON.
#[inline]
fn written(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(decoded) => decoded.to_string(),
    }
}

/// Whether an action is performed in a container of the service.
#[inline]
fn is_hosted(item: &Value) -> bool {
    let environment = item.pointer("/environment/type").and_then(Value::as_str);
    environment.is_some_and(|environment| environment != "local")
}

/// Whether the response has the output of an action already.
#[inline]
fn is_performed(call: &ToolCall, response: &Response) -> bool {
    let is_output = |item: &OutputItem| {
        let json = serde_json::to_value(item).unwrap_or_default();
        let string = |name: &str| json.get(name).and_then(Value::as_str);
        string("call_id") == Some(&call.id)
            && string("type").is_some_and(|item_type| item_type.ends_with("_output"))
    };
    call.kind == CallKind::Action && response.output.iter().any(is_output)
}
