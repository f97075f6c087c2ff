//! Output text and tool calls in JSON, by the property names that services of language models share.
//!
//! Values of other operations have neither.

use serde_json::Value;

/// A tool call.
pub struct ToolCall {
    /// The ID by which its output refers to it.
    pub id: String,
    /// The name of the tool.
    pub name: String,
    /// The arguments of a function, or the input of a custom tool.
    pub arguments: String,
}

/// Returns the output text of a value: of its first choice, its output items, its messages, or its own `text`.
pub fn of_value(value: &Value) -> String {
    if let Some(choice) = items(&value["choices"]).first() {
        return match choice.get("message") {
            Some(message) if choice["text"].is_null() => content(&message["content"]),
            _ => string(&choice["text"]),
        };
    }
    if value["output"].is_array() {
        let messages = items(&value["output"]).iter();
        let messages = messages.filter(|item| item["type"] == "message" || item["type"].is_null());
        return messages.map(|item| content(&item["content"])).collect();
    }
    if value["messages"].is_array() {
        let messages = items(&value["messages"]).iter();
        return messages
            .map(|message| content(&message["content"]))
            .collect();
    }
    match value {
        // A transcription in a format other than JSON.
        Value::String(text) => text.clone(),
        value => string(&value["text"]),
    }
}

/// Returns the output text of events for which there is no accumulator.
pub fn of_events(events: &[Value]) -> String {
    let done = events.iter().rev().find(|event| {
        let name = event["type"].as_str().unwrap_or_default();
        name.ends_with(".text.done") && event["text"].is_string()
    });
    match done {
        Some(done) => string(&done["text"]),
        None => {
            let first = |event: &Value| first_choice(event).map(delta_of_choice);
            let deltas = events.iter();
            deltas
                .map(|event| first(event).unwrap_or_else(|| delta(event)))
                .collect()
        }
    }
}

/// Merges chunks that have the form of the complete value: the texts of each choice are joined, and other values are
/// those of the last chunk that has them.
pub fn merged(events: &[Value]) -> Option<Value> {
    let is_chunk = |event: &Value| event["choices"].is_array();
    let (first, rest) = events.split_first()?;
    if !events.iter().all(is_chunk) {
        return None;
    }
    let mut merged = first.clone();
    for event in rest {
        for (name, value) in event.as_object().into_iter().flatten() {
            match name.as_str() {
                "choices" => items(value)
                    .iter()
                    .for_each(|it| merge_choice(&mut merged, it)),
                _ if !value.is_null() => merged[name] = value.clone(),
                _ => {}
            }
        }
    }
    Some(merged)
}

fn merge_choice(completion: &mut Value, delta: &Value) {
    let Some(choices) = completion["choices"].as_array_mut() else {
        return;
    };
    let same = choices
        .iter_mut()
        .find(|choice| choice["index"] == delta["index"]);
    let Some(choice) = same else {
        choices.push(delta.clone());
        return;
    };
    for (name, value) in delta.as_object().into_iter().flatten() {
        match (choice[name].as_str(), value) {
            (Some(text), Value::String(more)) if name == "text" => {
                choice[name] = Value::from(format!("{text}{more}"));
            }
            (_, Value::Null) => {}
            (_, value) => choice[name] = value.clone(),
        }
    }
}

/// Returns the text that an event appends to any choice or output item.
pub fn delta(event: &Value) -> String {
    if event["choices"].is_array() {
        return items(&event["choices"])
            .iter()
            .map(delta_of_choice)
            .collect();
    }
    let name = event["event"].as_str().or(event["type"].as_str());
    match name.unwrap_or_default() {
        "thread.message.delta" => content(&event["data"]["delta"]["content"]),
        name if name.ends_with("text.delta") && !name.contains("reasoning") => {
            string(&event["delta"])
        }
        _ => String::new(),
    }
}

/// Returns the tool calls of a value.
pub fn tool_calls(value: &Value) -> Vec<ToolCall> {
    if let Some(choice) = items(&value["choices"]).first() {
        let message = &choice["message"];
        let calls = listed_calls(&message["tool_calls"]);
        let calls = calls.iter().map(nested_call);
        let deprecated = message["function_call"].is_object();
        let deprecated = deprecated.then(|| call(&Value::Null, &message["function_call"]));
        return calls.chain(deprecated).collect();
    }
    if value["output"].is_array() {
        let is_call = |item: &&Value| {
            let kind = item["type"].as_str().unwrap_or_default();
            matches!(kind, "function_call" | "custom_tool_call")
        };
        let calls = items(&value["output"]).iter().filter(is_call);
        let id = |item: &'_ Value| match &item["call_id"] {
            Value::String(id) if !id.is_empty() => Value::from(id.as_str()),
            Value::Number(id) => Value::from(id.to_string()),
            _ => item["id"].clone(),
        };
        return calls.map(|item| call(&id(item), item)).collect();
    }
    let required = &value["run"]["required_action"]["submit_tool_outputs"]["tool_calls"];
    if required.is_array() {
        return items(required).iter().map(nested_call).collect();
    }
    let steps = items(&value["steps"]).iter();
    let calls = steps.flat_map(|step| items(&step["step_details"]["tool_calls"]));
    let functions = calls.filter(|call| call["function"].is_object());
    functions.map(nested_call).collect()
}

/// Returns the calls in a list. Some servers send JSON in a string, an object with indexes as names, or a single call.
fn listed_calls(calls: &Value) -> Vec<Value> {
    match calls {
        Value::Array(items) => items.iter().flat_map(listed_calls).collect(),
        Value::String(json) => match serde_json::from_str(json) {
            Ok(Value::String(_)) | Err(_) => Vec::new(),
            Ok(calls) => listed_calls(&calls),
        },
        Value::Object(properties) => {
            let is_index = |name: &String| name.parse::<u32>().is_ok();
            match !properties.is_empty() && properties.keys().all(is_index) {
                true => properties.values().cloned().collect(),
                false => vec![calls.clone()],
            }
        }
        _ => Vec::new(),
    }
}

/// Returns a call whose name and arguments are in a nested object, which may be encoded as a string.
fn nested_call(item: &Value) -> ToolCall {
    let details = match &item["custom"] {
        Value::Null => &item["function"],
        custom => custom,
    };
    let parsed = details
        .as_str()
        .and_then(|json| serde_json::from_str(json).ok());
    call(&item["id"], parsed.as_ref().unwrap_or(details))
}

fn call(id: &Value, details: &Value) -> ToolCall {
    let arguments = match &details["arguments"] {
        Value::Null => &details["input"],
        arguments => arguments,
    };
    ToolCall {
        id: string(id),
        name: string(&details["name"]),
        arguments: match arguments {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    }
}

fn first_choice(event: &Value) -> Option<&Value> {
    let mut choices = items(&event["choices"]).iter();
    choices.find(|choice| choice["index"].as_u64().unwrap_or_default() == 0)
}

fn delta_of_choice(choice: &Value) -> String {
    match choice.get("delta") {
        Some(delta) => content(&delta["content"]),
        None => string(&choice["text"]),
    }
}

/// Returns the text of content: of a string, or of a list of parts.
fn content(content: &Value) -> String {
    match content {
        Value::Array(parts) => parts.iter().map(part).collect(),
        other => string(other),
    }
}

/// Returns the text of a part: a string, or an object with the string in `value`.
fn part(part: &Value) -> String {
    match &part["text"] {
        Value::Object(text) => string(text.get("value").unwrap_or(&Value::Null)),
        text => string(text),
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
