//! The result of a replay as human-readable text.
//!
//! Input: the object that the example prints. Output: text.

use serde_json::Value;

/// Returns the result as text that ends in a line break.
pub fn text(played: &Value) -> String {
    let mut text = String::new();
    let error = &played["error"];
    match error.is_null() {
        true => text.push_str("ok\n"),
        false => text.push_str(&format!(
            "FAILED ({}): {}\n",
            shown(&error["kind"]),
            shown(&error["message"])
        )),
    }
    let sections = [("text", &played["text"]), ("deltas", &played["deltas"])];
    for (name, value) in sections {
        if value.as_str().is_some_and(|value| !value.is_empty()) {
            text.push_str(&format!("{name}: {}\n", shown(value)));
        }
    }
    for call in played["tool_calls"].as_array().into_iter().flatten() {
        let (id, name) = (shown(&call["id"]), shown(&call["name"]));
        text.push_str(&format!(
            "tool call {id}: {name}({})\n",
            shown(&call["arguments"])
        ));
    }
    if played["events"] != 0 {
        text.push_str(&format!("events: {}\n", played["events"]));
    }
    for pointer in played["unmodeled"].as_array().into_iter().flatten() {
        text.push_str(&format!("kept unchanged: {}\n", shown(pointer)));
    }
    if !played["value"].is_null() {
        text.push_str(&format!("{:#}\n", played["value"]));
    }
    text
}

fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::text;

    #[test]
    fn a_failure_is_shown_with_what_came_before_it() {
        let played = json!({
            "ok": false, "value": null, "text": "Hel", "deltas": "Hel", "events": 2, "unmodeled": ["/events/1"],
            "tool_calls": [{"id": "c", "name": "f", "arguments": "{}"}],
            "error": {"kind": "Stream", "status": 200, "code": null, "message": "ended early"},
        });
        let expected = "FAILED (Stream): ended early\ntext: Hel\ndeltas: Hel\ntool call c: f({})\nevents: 2\n\
                        kept unchanged: /events/1\n";
        assert_eq!(text(&played), expected);
    }
}
