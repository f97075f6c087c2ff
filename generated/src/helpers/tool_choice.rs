//! The request parameter `tool_choice` in runs with several rounds.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The paths of the mode of `allowed_tools`, of chat completions and of responses.
const MODES: [&str; 2] = ["/allowed_tools/mode", "/mode"];

/// Lets the model decide whether to call a tool, after it was forced to call one in the first round. Otherwise the run
/// would never end.
#[allow(dead_code)] // a document may have neither helper that uses it
#[inline]
pub(super) fn stop_forcing<T: Serialize + DeserializeOwned>(tool_choice: &mut Option<T>) {
    let Some(json) = tool_choice
        .as_ref()
        .and_then(|choice| serde_json::to_value(choice).ok())
    else {
        return;
    };
    *tool_choice = unforced(json).and_then(|json| serde_json::from_value(json).ok());
}

/// Returns the tool choice without forcing a call, or `None` to use the default.
#[inline]
fn unforced(mut tool_choice: Value) -> Option<Value> {
    match tool_choice.as_str() {
        Some("auto" | "none") => return Some(tool_choice),
        Some(_) => return None,
        None => {}
    }
    if tool_choice.get("type")? != "allowed_tools" {
        return None;
    }
    for path in MODES {
        if let Some(mode) = tool_choice.pointer_mut(path) {
            *mode = json!("auto");
        }
    }
    Some(tool_choice)
}
