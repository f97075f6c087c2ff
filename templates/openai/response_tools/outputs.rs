//! Outputs of calls as items of a request.

use serde_json::{Map, Value, json};

use crate::runtime::codec::property_json;
use crate::tools::{CallKind, PartSource, ToolContent, ToolError, ToolOutput, ToolPart};
use crate::types::{InputItem, OutputItem};

/// Returns the item of an output. `caller` is the program that made the call, if the model did not make it directly.
#[inline]
pub(super) fn item(output: ToolOutput, caller: Option<&Value>) -> InputItem {
    let ToolOutput { call, result } = output;
    let output = match (call.kind, caller, result) {
        (CallKind::Function, None, Ok(ToolContent::Text(text))) => {
            return InputItem::function_call_output(call.id, text);
        }
        (_, _, result) => ToolOutput::new(call, result),
    };
    let mut item = match output.call.kind {
        CallKind::Remote => return approval(&output),
        CallKind::Action => action_output(&output),
        CallKind::Text => json!({ "type": "custom_tool_call_output", "output": content(&output) }),
        _ => json!({ "type": "function_call_output", "output": content(&output) }),
    };
    let id = &output.call.id;
    if let Some(properties) = item.as_object_mut() {
        properties.insert("call_id".to_owned(), json!(id));
        if let Some(caller) = caller {
            properties.insert("caller".to_owned(), caller.clone());
        }
    }
    serde_json::from_value(item)
        .unwrap_or_else(|_| InputItem::function_call_output(id, output.content()))
}

/// Returns the decision on a call of a tool of another server.
#[inline]
fn approval(output: &ToolOutput) -> InputItem {
    let (approve, reason) = match &output.result {
        Ok(_) => (true, None),
        Err(ToolError::Denied(reason)) => (false, Some(reason.clone())),
        Err(error) => (false, Some(error.to_string())),
    };
    let id = &output.call.id;
    let mut item =
        json!({ "type": "mcp_approval_response", "approval_request_id": id, "approve": approve });
    if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
        item["reason"] = json!(reason);
    }
    serde_json::from_value(item).unwrap_or_else(|_| InputItem::mcp_approval_response(id, approve))
}

/// The output of an action, which the handler returned, or what the model reads about an error.
#[inline]
fn action_output(output: &ToolOutput) -> Value {
    let name = output.call.name.as_str();
    let mut item = match (&output.result, name) {
        (Ok(ToolContent::Raw(Value::Object(item))), _) => Value::Object(item.clone()),
        (Ok(content), _) => json!({ "output": content.text() }),
        (Err(error), "shell_call") => json!({ "output": [{
            "stdout": "", "stderr": error.to_string(), "outcome": { "type": "exit", "exit_code": 1 },
        }] }),
        (Err(error), "apply_patch_call") => {
            json!({ "status": "failed", "output": error.to_string() })
        }
        (Err(_), _) => json!({ "output": output.content() }),
    };
    item["type"] = json!(format!("{name}_output"));
    if name == "local_shell_call" {
        // This output has the identifier of the call as its own.
        item["id"] = json!(output.call.id);
    }
    item
}

/// A string, or a list of text, images and files.
#[inline]
fn content(output: &ToolOutput) -> Value {
    match &output.result {
        Ok(ToolContent::Parts(parts)) => parts.iter().map(part).collect(),
        Ok(ToolContent::Raw(value)) => value.clone(),
        _ => json!(output.content()),
    }
}

#[inline]
fn part(part: &ToolPart) -> Value {
    let mut json = Map::new();
    let mut set = |name: &str, value: &str| drop(json.insert(name.to_owned(), json!(value)));
    match part {
        ToolPart::Text(text) => {
            set("type", "input_text");
            set("text", text);
        }
        ToolPart::Image(source) => {
            set("type", "input_image");
            set("detail", "auto");
            match source {
                PartSource::Id(id) => set("file_id", id),
                PartSource::Url(url) => set("image_url", url),
            }
        }
        ToolPart::File(source, name) => {
            set("type", "input_file");
            match source {
                PartSource::Id(id) => set("file_id", id),
                PartSource::Url(url) if url.starts_with("data:") => set("file_data", url),
                PartSource::Url(url) => set("file_url", url),
            }
            if let Some(name) = name {
                set("filename", name);
            }
        }
    }
    Value::Object(json)
}

/// Returns the program that made the call in an item, if the model did not make it directly. Not all revisions of the
/// document declare the property.
#[inline]
pub(super) fn caller(item: &OutputItem) -> Option<(String, Value)> {
    let (id, caller) = match item {
        OutputItem::Message(_) | OutputItem::Reasoning(_) => return None,
        OutputItem::FunctionCall(call) => {
            let caller = property_json(call, &call.extra, "caller")?;
            (call.call_id.clone(), caller)
        }
        other => {
            let mut item = serde_json::to_value(other).ok()?;
            let caller = item.get_mut("caller").map(Value::take)?;
            (item.get("call_id")?.as_str()?.to_owned(), caller)
        }
    };
    (!caller.is_null()).then_some((id, caller))
}
