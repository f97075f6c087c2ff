//! The function calls of a response, as the events of a session report them.

use serde_json::Value;

use crate::runtime::accumulate::complete::string;
use crate::runtime::accumulate::pieces::text_of;
use crate::tools::ToolCall;
use crate::types::RealtimeServerEvent as Event;

/// The calls of the response in progress.
///
/// Several events report a call: one with its arguments, one with its item, and one with all items of the response. A call
/// is returned with the first event that has its name and arguments. Some servers leave out events, or the name next to
/// the arguments.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// The items of calls, which have names.
    items: Vec<Value>,
    /// The IDs of the calls that were returned.
    returned: Vec<String>,
}

impl Calls {
    /// Returns the calls that are complete with an event.
    #[inline]
    pub(super) fn complete(&mut self, event: &Event) -> Vec<ToolCall> {
        let event = match event {
            Event::ResponseFunctionCallArgumentsDone(_)
            | Event::ResponseOutputItemAdded(_)
            | Event::ResponseOutputItemDone(_)
            | Event::ResponseDone(_)
            | Event::Unknown(_) => serde_json::to_value(event).unwrap_or_default(),
            _ => return Vec::new(),
        };
        let calls: Vec<ToolCall> = match string(&event, "type").unwrap_or_default() {
            "response.output_item.added" => {
                self.items.extend(event.get("item").cloned());
                Vec::new()
            }
            "response.function_call_arguments.done" => {
                self.of_arguments(&event).into_iter().collect()
            }
            "response.output_item.done" => {
                event.get("item").and_then(of_item).into_iter().collect()
            }
            "response.done" => {
                let items = event.pointer("/response/output").and_then(Value::as_array);
                items.into_iter().flatten().filter_map(of_item).collect()
            }
            _ => Vec::new(),
        };
        calls.into_iter().filter(|call| self.is_new(call)).collect()
    }

    /// Returns the call of an event with arguments. `None` if its name or arguments are not known yet.
    #[inline]
    fn of_arguments(&self, event: &Value) -> Option<ToolCall> {
        let (item_id, call_id) = (identifier(event, "item_id"), identifier(event, "call_id"));
        let is_same = |item: &&Value| {
            let ids = [identifier(item, "id"), identifier(item, "call_id")];
            ids.iter()
                .any(|id| id.is_some() && (*id == item_id || *id == call_id))
        };
        let item = self.items.iter().find(is_same).unwrap_or(&Value::Null);
        let name = string(event, "name").or_else(|| string(item, "name"))?;
        let call_id = call_id.or_else(|| identifier(item, "call_id")).or(item_id);
        let arguments = arguments(event).filter(|arguments| !arguments.is_empty())?;
        Some(ToolCall::new(call_id.unwrap_or_default(), name, arguments))
    }

    /// Returns whether a call was not returned before.
    #[inline]
    fn is_new(&mut self, call: &ToolCall) -> bool {
        let is_new = !self.returned.contains(&call.id);
        self.returned.push(call.id.clone());
        is_new
    }
}

/// Returns the call in an item that is complete.
#[inline]
fn of_item(item: &Value) -> Option<ToolCall> {
    let is_call = string(item, "type") == Some("function_call");
    if !is_call || string(item, "status") == Some("incomplete") {
        return None;
    }
    let id = identifier(item, "call_id").or_else(|| identifier(item, "id"));
    let arguments = arguments(item).unwrap_or_default();
    Some(ToolCall::new(
        id.unwrap_or_default(),
        string(item, "name")?,
        arguments,
    ))
}

/// Returns the arguments, which some servers send as an object.
#[inline]
fn arguments(value: &Value) -> Option<String> {
    let arguments = text_of("arguments", value.get("arguments")?)?;
    Some(arguments.into_owned())
}

/// Returns an ID. Some servers number their calls.
#[inline]
fn identifier(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::Number(number) => Some(number.to_string()),
        _ => string(value, name).map(str::to_owned),
    }
}
