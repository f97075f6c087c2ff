//! Tool calls: which pieces belong together, when a call is complete, and what a tool receives.

use std::sync::{Arc, Mutex};

use openai_typed::stream::ChatChange;
use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::CreateChatCompletionResponse;
use serde_json::{Value, json};

use super::{accumulating, collected, events, file, json, plain, question};
use crate::support::Server;

/// Returns ID, name and arguments of each call.
fn calls(completion: &CreateChatCompletionResponse) -> Vec<[String; 3]> {
    let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let calls = message["tool_calls"].as_array().cloned();
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parts = calls.iter().flatten().map(|call| {
        let function = &call["function"];
        [&call["id"], &function["name"], &function["arguments"]].map(string)
    });
    parts.collect()
}

const WEATHER: [&str; 3] = ["call_a", "weather", r#"{"city":"Oslo"}"#];

#[tokio::test]
async fn pieces_are_separated_by_ids_and_joined_by_indexes() {
    let two = [WEATHER, ["call_b", "clock", r#"{"zone":"CET"}"#]];
    let objects = [["call_a", "weather", r#"{"city":"Oslo","days":3}"#]];
    for (path, expected) in [
        ("01-two-calls-one-index/stream.sse", two.as_slice()),
        (
            "02-one-index-twice-in-a-chunk/stream.sse",
            [WEATHER].as_slice(),
        ),
        (
            "03-finish-reason-empty-string/stream-tools.sse",
            [WEATHER].as_slice(),
        ),
        (
            "04-no-finish-reason-but-done/stream-tools.sse",
            [WEATHER].as_slice(),
        ),
        ("06-arguments-as-object/stream.sse", objects.as_slice()),
    ] {
        let Some(bytes) = file(path) else { return };
        let completion = collected(bytes).await.expect(path);
        assert_eq!(calls(&completion), expected, "{path}");
    }
}

#[tokio::test]
async fn two_calls_of_the_same_tool_are_two_calls() {
    let Some(bytes) = file("01-two-calls-one-index/stream-same-name.sse") else {
        return;
    };
    let calls = calls(&collected(bytes).await.expect("a completion"));
    let [one, other] = calls.as_slice() else {
        panic!("{calls:?}");
    };
    assert_eq!((one[1].as_str(), other[1].as_str()), ("weather", "weather"));
    assert!(!one[0].is_empty() && !other[0].is_empty() && one[0] != other[0]);
    for [_, _, arguments] in &calls {
        assert!(serde_json::from_str::<Value>(arguments).is_ok_and(|json| json.is_object()));
    }
}

#[tokio::test]
async fn a_call_is_complete_after_its_arguments() {
    for path in [
        "03-finish-reason-empty-string/stream-tools.sse",
        "04-no-finish-reason-but-done/stream-tools.sse",
    ] {
        let Some(bytes) = file(path) else { return };
        let mut stream = accumulating(events(bytes)).await;
        let mut arguments = String::new();
        let mut complete = Vec::new();
        while let Some(change) = stream.next().await {
            match change.expect(path) {
                ChatChange::ToolCallDelta { delta, .. } => arguments += &delta,
                ChatChange::ToolCallDone { .. } => complete.push(arguments.clone()),
                _ => {}
            }
        }
        assert_eq!(complete, [WEATHER[2]], "{path}");
    }
}

#[tokio::test]
async fn a_tool_receives_arguments_that_are_sent_as_an_object() {
    let (Some(call), Some(text)) = (
        file("06-arguments-as-object/body.json"),
        file("06-arguments-as-object/body-answer.json"),
    ) else {
        return;
    };
    let received = Arc::new(Mutex::new(Vec::new()));
    let recorded = Arc::clone(&received);
    let handler = move |arguments: Value| {
        recorded.lock().expect("no panic").push(arguments);
        async { Ok::<_, String>("Rain.") }
    };
    let definition = ToolDefinition::new("weather", "", json!({ "type": "object" }));
    let tools = Toolbox::new().tool(definition, handler);
    let server = Server::with_responses([json(call), json(text)]).await;
    let call = server.client().chat().completions().create(question());
    let finished = call.run_tools(&tools).await.expect("a completion");
    assert_eq!(finished.response.content(), Some("Rain."));
    let received = received.lock().expect("no panic");
    assert_eq!(*received, [json!({ "city": "Oslo", "days": 3 })]);
}

#[tokio::test]
async fn half_a_character_in_arguments_is_joined_with_the_other_half() {
    let Some(bytes) = file("10-surrogate-halves/stream-args.sse") else {
        return;
    };
    let completion = collected(bytes).await.expect("a completion");
    assert_eq!(calls(&completion)[0][2], "{\"text\":\"ok \u{1F600}\"}");
}

#[tokio::test]
async fn an_object_in_place_of_arguments_is_sent_back_unchanged() {
    let Some(bytes) = file("06-arguments-as-object/body.json") else {
        return;
    };
    let completion = plain(json(bytes)).await.expect("a completion");
    let sent = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let arguments = &sent["tool_calls"][0]["function"]["arguments"];
    assert_eq!(*arguments, json!({ "city": "Oslo", "days": 3 }));
}
