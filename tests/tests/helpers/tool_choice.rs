//! Tool choices in runs with several rounds. The function is private, so its file is compiled here again.

#[path = "../../../templates/openai/tool_choice.rs"]
mod implementation;

use serde_json::json;

use self::implementation::stop_forcing;

#[test]
fn a_tool_choice_no_longer_forces_a_call() {
    let chat = |mode: &str| {
        let allowed = json!({ "mode": mode, "tools": [] });
        json!({ "type": "allowed_tools", "allowed_tools": allowed })
    };
    let responses = |mode: &str| json!({ "type": "allowed_tools", "mode": mode, "tools": [] });
    for (forced, expected) in [
        (json!("auto"), Some(json!("auto"))),
        (json!("none"), Some(json!("none"))),
        (json!("required"), None),
        (json!({ "type": "function", "name": "f" }), None),
        (chat("required"), Some(chat("auto"))),
        (responses("required"), Some(responses("auto"))),
    ] {
        let mut tool_choice = Some(forced);
        stop_forcing(&mut tool_choice);
        assert_eq!(tool_choice, expected);
    }
}
