//! Conversations: history that is linked by ID or sent again, saved and continued.

use openai_typed::conversation::Conversation;
use openai_typed::testing::{MockResponse, MockTransport};
use openai_typed::tools::{ToolDefinition, ToolError, Toolbox};
use openai_typed::types::{
    ChatCompletionRequestMessage, ChatCompletionResponseMessage, CreateResponse, InputItem,
    OutputItem,
};
use openai_typed::unknown::decode;
use openai_typed::{Client, ErrorKind};
use serde_json::{Value, json};

fn message(text: &str) -> Value {
    let content =
        json!([{ "type": "output_text", "text": text, "annotations": [], "logprobs": [] }]);
    json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content })
}

fn response(id: &str, output: &[Value]) -> MockResponse {
    MockResponse::json(
        &json!({ "id": id, "object": "response", "status": "completed", "output": output }),
    )
}

fn settings() -> CreateResponse {
    CreateResponse::new()
        .with_model("gpt-5")
        .with_instructions("Be brief.")
}

fn user(text: &str) -> Value {
    json!({ "role": "user", "content": text })
}

fn bodies(mock: &MockTransport) -> Vec<Value> {
    mock.requests()
        .iter()
        .map(|request| request.json())
        .collect()
}

#[tokio::test]
async fn a_conversation_refers_to_the_previous_response_and_can_be_saved() {
    let (client, mock) = Client::mocked([
        response("resp_1", &[message("The Loire.")]),
        response("resp_2", &[message("1,006 km.")]),
    ]);
    let mut conversation = Conversation::new(settings());
    let first = conversation
        .send(&client, "Name a river.")
        .await
        .expect("a response");
    assert_eq!(first.message_text(), "The Loire.");
    let saved = serde_json::to_string(&conversation).expect("JSON");
    let mut restored: Conversation = serde_json::from_str(&saved).expect("a conversation");
    assert_eq!(restored, conversation);
    restored
        .send(&client, "How long is it?")
        .await
        .expect("a response");
    let settings = json!({ "model": "gpt-5", "instructions": "Be brief." });
    let mut expected = [settings.clone(), settings];
    expected[0]["input"] = json!([user("Name a river.")]);
    expected[1]["input"] = json!([user("How long is it?")]);
    expected[1]["previous_response_id"] = json!("resp_1");
    assert_eq!(bodies(&mock), expected);
    assert_eq!(
        restored.request().previous_response_id.as_deref(),
        Some("resp_2")
    );
    assert_eq!(restored.request().input, None);
}

#[tokio::test]
async fn a_stateless_conversation_sends_all_items_again() {
    let encrypted =
        json!({ "type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "x" });
    let without_content = json!({ "type": "reasoning", "id": "rs_2", "summary": [] });
    let call = json!({
        "type": "function_call", "id": "fc_1", "call_id": "c1", "name": "f", "arguments": "{\"n\":12345678901234567890123}",
        "status": "completed", "namespace": "undeclared",
    });
    let new = json!({ "type": "new_in_2027", "id": "n_1", "value": 1.5 });
    let output = [
        encrypted.clone(),
        without_content,
        message("Hi."),
        call.clone(),
        new.clone(),
    ];
    let (client, mock) = Client::mocked([response("resp_1", &output), response("resp_2", &[])]);
    let mut conversation = Conversation::stateless(settings());
    conversation
        .send(&client, "Hello")
        .await
        .expect("a response");
    let items = vec![InputItem::function_call_output("c1", "done")];
    conversation.send(&client, items).await.expect("a response");
    let sent = bodies(&mock);
    assert_eq!(sent[0]["store"], json!(false));
    assert_eq!(sent[0]["include"], json!(["reasoning.encrypted_content"]));
    let output = json!({ "type": "function_call_output", "call_id": "c1", "output": "done" });
    let expected = json!([user("Hello"), encrypted, message("Hi."), call, new, output]);
    assert_eq!(sent[1]["input"], expected);
    assert_eq!(sent[1].get("previous_response_id"), None);
}

#[tokio::test]
async fn a_failed_turn_leaves_the_conversation_unchanged() {
    let failed = json!({ "id": "resp_1", "status": "failed", "output": [], "error": { "code": "server_error", "message": "x" } });
    let (client, _) = Client::mocked([
        MockResponse::error(400, "bad", "no"),
        MockResponse::json(&failed),
    ]);
    let mut conversation = Conversation::new(settings());
    let before = conversation.clone();
    let error = conversation
        .send(&client, "Hello")
        .await
        .expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::BadRequest);
    assert_eq!(conversation, before);
    let response = conversation
        .send(&client, "Hello")
        .await
        .expect("a response");
    assert_eq!(response.id, "resp_1");
    assert_eq!(conversation, before);
}

#[tokio::test]
async fn a_conversation_continues_after_a_stream_and_a_tool_run() {
    let completed = json!({ "id": "resp_1", "object": "response", "status": "completed", "output": [message("Hi.")] });
    let event =
        json!({ "type": "response.completed", "sequence_number": 1, "response": completed });
    let call = json!({ "type": "function_call", "id": "fc_1", "call_id": "c1", "name": "weather", "arguments": "{}", "status": "completed" });
    let (client, mock) = Client::mocked([
        MockResponse::events([event]),
        response("resp_2", &[call]),
        response("resp_3", &[message("Sunny.")]),
        response("resp_4", &[message("Yes.")]),
    ]);
    let mut conversation = Conversation::new(settings());
    conversation.push("Hello");
    let stream = conversation.call(&client).stream().await.expect("a stream");
    conversation.push_response(&stream.accumulate().finish().await.expect("a response"));
    let definition = ToolDefinition::new("weather", "The weather", json!({ "type": "object" }));
    let tools = Toolbox::new().tool(definition, |_: Value| async { Ok::<_, ToolError>("sun") });
    conversation.push("How is the weather?");
    let run = conversation
        .call(&client)
        .run_tools(&tools)
        .await
        .expect("a run");
    conversation = run.conversation.into();
    conversation
        .send(&client, "Really?")
        .await
        .expect("a response");
    let sent = bodies(&mock);
    let previous: Vec<_> = sent
        .iter()
        .map(|body| body["previous_response_id"].clone())
        .collect();
    assert_eq!(
        previous,
        [
            Value::Null,
            json!("resp_1"),
            json!("resp_2"),
            json!("resp_3")
        ]
    );
    assert_eq!(sent[1]["input"], json!([user("How is the weather?")]));
    assert_eq!(sent[3]["input"], json!([user("Really?")]));
    assert_eq!(sent[3]["tools"][0]["name"], "weather");
}

#[test]
fn an_output_item_becomes_the_same_input_item() {
    for item in [
        message("Hi."),
        json!({ "type": "new", "x": null }),
        json!("not an object"),
    ] {
        let output: OutputItem = serde_json::from_value(item.clone()).expect("an item");
        let input = InputItem::from(output);
        assert_eq!(serde_json::to_value(input).expect("JSON"), item);
    }
}

#[test]
fn the_message_of_a_chat_completion_becomes_a_request_message() {
    let call =
        json!({ "id": "c1", "type": "function", "function": { "name": "f", "arguments": "{}" } });
    for (received, expected) in [
        (
            json!({ "role": "assistant", "content": "Hi.", "refusal": null, "annotations": [], "tool_calls": [] }),
            json!({ "role": "assistant", "content": "Hi." }),
        ),
        (
            json!({ "role": "assistant", "content": null, "tool_calls": [call], "reasoning_details": [{ "a": 1 }] }),
            json!({ "role": "assistant", "content": null, "tool_calls": [call], "reasoning_details": [{ "a": 1 }] }),
        ),
        (
            json!({ "role": "assistant", "content": [{ "type": "text", "text": "Hi." }] }),
            json!({ "role": "assistant", "content": [{ "type": "text", "text": "Hi." }] }),
        ),
        (
            json!({ "content": null, "audio": { "id": "a1", "data": "AA==", "expires_at": 1, "transcript": "Hi." } }),
            json!({ "role": "assistant", "content": null, "audio": { "id": "a1" } }),
        ),
    ] {
        let received = received.to_string();
        let message: ChatCompletionResponseMessage =
            decode(received.as_bytes()).expect("a message");
        let message = ChatCompletionRequestMessage::from(message);
        assert_eq!(serde_json::to_value(message).expect("JSON"), expected);
    }
}
