//! Chat completions: JSON responses, and streams that end with `[DONE]`.

use openai_typed::types::{
    ChatCompletionRequestMessage, ChatCompletionRequestSystemMessage,
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest,
    CreateChatCompletionResponseChoicesItemFinishReason,
    CreateChatCompletionStreamResponseChoicesItemFinishReason, ModelIdsShared,
};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn question() -> CreateChatCompletionRequest {
    let messages: [ChatCompletionRequestMessage; 2] = [
        ChatCompletionRequestSystemMessage::new("Answer in one word.").into(),
        ChatCompletionRequestUserMessage::new("The capital of France?").into(),
    ];
    CreateChatCompletionRequest::new(ModelIdsShared::Gpt5_4Mini, messages)
}

/// Returns the exact JSON of [`question`].
fn question_json() -> Value {
    json!({
        "messages": [
            { "role": "system", "content": "Answer in one word." },
            { "role": "user", "content": "The capital of France?" },
        ],
        "model": "gpt-5.4-mini",
    })
}

#[tokio::test]
async fn a_completion_is_created() {
    let server = Server::with_responses([MockResponse::json(json!({
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_760_000_000,
        "model": "gpt-5.4-mini-2026-03-17",
        "choices": [{
            "index": 0,
            "message": { "role": "assistant", "content": "Paris.", "refusal": null },
            "logprobs": null,
            "finish_reason": "stop",
        }],
        "usage": { "prompt_tokens": 21, "completion_tokens": 2, "total_tokens": 23 },
    }))])
    .await;
    let body = question()
        .with_temperature(0.2)
        .with_metadata([("team", "atlas")]);

    let completion = server.client().chat().completions().create(body).await;

    let completion = completion.expect("a completion");
    let choice = &completion.choices[0];
    assert_eq!(choice.message.content.as_deref(), Some("Paris."));
    assert_eq!(
        choice.finish_reason,
        CreateChatCompletionResponseChoicesItemFinishReason::Stop
    );
    assert_eq!(completion.usage.map(|usage| usage.total_tokens), Some(23));

    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/chat/completions");
    assert_eq!(request.header("authorization"), Some("Bearer sk-test"));
    assert_eq!(request.header("accept"), Some("application/json"));
    let mut expected = question_json();
    expected["temperature"] = json!(0.2);
    expected["metadata"] = json!({ "team": "atlas" });
    assert_eq!(request.json(), expected);
}

/// Returns a chunk as an event.
fn chunk(delta: Value, finish_reason: Value) -> String {
    let chunk = json!({
        "id": "chatcmpl-2",
        "object": "chat.completion.chunk",
        "created": 1_760_000_000,
        "model": "gpt-5.4-mini",
        "choices": [{ "index": 0, "delta": delta, "finish_reason": finish_reason }],
    });
    format!("data: {chunk}\n\n")
}

#[tokio::test]
async fn a_streamed_completion_yields_chunks_until_done() {
    let pieces = [
        chunk(json!({ "role": "assistant", "content": "" }), Value::Null),
        chunk(json!({ "content": "Par" }), Value::Null),
        chunk(json!({ "content": "is." }), Value::Null),
        chunk(json!({}), json!("stop")),
        "data: [DONE]\n\n".to_owned(),
        chunk(json!({ "content": "after the end" }), Value::Null),
    ];
    let server =
        Server::with_responses([MockResponse::events(pieces.iter().map(String::as_str))]).await;

    let call = server.client().chat().completions().create(question());
    let mut stream = call.stream().await.expect("a stream");
    let (mut text, mut reasons) = (String::new(), Vec::new());
    while let Some(chunk) = stream.next().await {
        for choice in chunk.expect("a chunk").choices {
            text.push_str(&choice.delta.content.unwrap_or_default());
            reasons.extend(choice.finish_reason);
        }
    }

    assert_eq!(text, "Paris.");
    assert_eq!(
        reasons,
        [CreateChatCompletionStreamResponseChoicesItemFinishReason::Stop]
    );
    let request = server.single_request();
    assert_eq!(request.header("accept"), Some("text/event-stream"));
    let mut expected = question_json();
    expected["stream"] = json!(true);
    assert_eq!(request.json(), expected);
}

#[tokio::test]
async fn an_awaited_call_does_not_send_the_stream_property() {
    let server = Server::with_responses([MockResponse::json(
        json!({ "id": "chatcmpl-3", "choices": [] }),
    )])
    .await;
    let body = question().with_stream(true);
    let completion = server.client().chat().completions().create(body).await;
    assert_eq!(completion.expect("a completion").id, "chatcmpl-3");
    assert_eq!(server.single_request().json(), question_json());
}

#[tokio::test]
async fn stored_completions_are_filtered_by_metadata() {
    let server = Server::with_responses([MockResponse::json(json!({
        "object": "list", "data": [], "first_id": null, "last_id": null, "has_more": false,
    }))])
    .await;
    let list = server.client().chat().completions().list();
    let metadata = [("team".to_owned(), "a&b".to_owned())];
    let page = list.with_metadata(metadata.into()).await.expect("a page");
    assert!(page.data.is_empty());
    let expected = [("metadata[team]".to_owned(), "a&b".to_owned())];
    assert_eq!(server.single_request().query(), expected);
}
