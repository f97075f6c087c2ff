//! Streams that end in unusual ways: with an empty reason, with data after the marker, in the middle of an event, or with a
//! response that is not where it is declared.

use openai_typed::ErrorKind;
use openai_typed::stream::Interrupted;
use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
    CreateCompletionRequest, CreateResponse, Response, ResponseStatus,
};
use serde_json::{Value, json};

use crate::event_stream;
use crate::support::{MockResponse, Server};

fn chunk(delta: Value, reason: Value) -> Value {
    let choice = json!({ "index": 0, "delta": delta, "finish_reason": reason });
    json!({ "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice] })
}

type Collected<T> = Result<T, Interrupted<T>>;

async fn chat(body: &str) -> Collected<CreateChatCompletionResponse> {
    let server = Server::with_responses([MockResponse::events([body])]).await;
    let message = ChatCompletionRequestUserMessage::new("Hi");
    let request = CreateChatCompletionRequest::new("m", [message]);
    let call = server.client().chat().completions().create(request);
    call.stream()
        .await
        .expect("a stream")
        .collect_completion()
        .await
}

async fn respond(body: &str) -> Collected<Response> {
    let server = Server::with_responses([MockResponse::events([body])]).await;
    let call = server
        .client()
        .responses()
        .create(CreateResponse::new().with_input("Hi"));
    call.stream()
        .await
        .expect("a stream")
        .collect_response()
        .await
}

#[tokio::test]
async fn the_word_null_is_no_reason() {
    for reason in ["null", "None", " "] {
        let pieces = ["Once", " upon"].map(|text| chunk(json!({ "content": text }), json!(reason)));
        let interrupted = chat(&event_stream(&pieces)).await.expect_err("cut off");
        assert_eq!(interrupted.error().kind(), ErrorKind::Stream, "{reason}");
        assert_eq!(
            interrupted.partial().content(),
            Some("Once upon"),
            "{reason}"
        );
        let last = event_stream(&[chunk(json!({}), json!("stop"))]);
        let completion = chat(&(event_stream(&pieces) + &last))
            .await
            .expect("a completion");
        assert_eq!(
            completion.choices[0].finish_reason.as_str(),
            "stop",
            "{reason}"
        );
    }
}

#[tokio::test]
async fn usage_after_the_marker_is_received() {
    let usage = json!({ "prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4 });
    let mut last = chunk(json!({}), Value::Null);
    last["choices"] = json!([]);
    last["usage"] = usage;
    let text = event_stream(&[chunk(json!({ "content": "Hi" }), json!("stop"))]);
    let body = text + "data: [DONE]\n\n" + &event_stream(&[last]);
    let completion = chat(&body).await.expect("a completion");
    assert_eq!(completion.content(), Some("Hi"));
    assert_eq!(completion.usage.map(|usage| usage.total_tokens), Some(4));
}

#[tokio::test]
async fn data_that_is_not_an_event_does_not_complete_a_stream() {
    let text = event_stream(&[chunk(json!({ "content": "Hi" }), Value::Null)]);
    let interrupted = chat(&(text + "data: oops\n\n")).await.expect_err("cut off");
    assert_eq!(interrupted.error().kind(), ErrorKind::Stream);
    assert_eq!(interrupted.partial().content(), Some("Hi"));
    assert_eq!(
        interrupted.partial().extra.get("unplaced"),
        Some(&json!(["oops"]))
    );
}

#[tokio::test]
async fn the_event_in_which_a_stream_breaks_off_is_kept() {
    let text = event_stream(&[chunk(json!({ "content": "Hi" }), Value::Null)]);
    let rest = "{\"choices\":[{\"delta\":{\"content\":\" you";
    let interrupted = chat(&format!("{text}data: {rest}"))
        .await
        .expect_err("cut off");
    assert_eq!(interrupted.error().kind(), ErrorKind::Stream);
    assert_eq!(
        interrupted.partial().extra.get("unplaced"),
        Some(&json!([rest]))
    );
}

#[tokio::test]
async fn an_empty_usage_does_not_replace_that_of_a_text_completion() {
    let usage = json!({ "prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4 });
    let chunk = |text: &str, reason: Value, usage: Value| {
        let choice = json!({ "index": 0, "text": text, "finish_reason": reason, "logprobs": null });
        json!({ "id": "c", "object": "text_completion", "created": 1, "model": "m", "choices": [choice], "usage": usage })
    };
    let body = event_stream(&[
        chunk("Hi", json!("null"), usage),
        chunk("", json!("stop"), json!({})),
    ]);
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let call = server
        .client()
        .completions()
        .create(CreateCompletionRequest::new("m"));
    let stream = call.stream().await.expect("a stream");
    let completion = stream.collect_completion().await.expect("a completion");
    assert_eq!(completion.choices[0].text, "Hi");
    assert_eq!(completion.usage.map(|usage| usage.total_tokens), Some(4));
}

fn text(text: &str) -> Value {
    json!({ "type": "response.output_text.delta", "item_id": "m1", "output_index": 0, "content_index": 0, "delta": text })
}

fn message() -> Value {
    json!({ "type": "message", "id": "m1", "role": "assistant", "content": [{ "type": "output_text", "text": "Hi" }] })
}

#[tokio::test]
async fn the_last_event_of_a_response_may_have_any_form() {
    let whole = json!({ "id": "r", "status": "completed", "output": [message()] });
    let mut flat = whole.clone();
    flat["type"] = json!("response.completed");
    let nested = |response: Value| json!({ "type": "response.completed", "response": response });
    let with_output =
        |output: Value| nested(json!({ "id": "r", "status": "completed", "output": output }));
    for last in [
        flat,
        nested(json!(whole.to_string())),
        with_output(json!({ "0": message() })),
        with_output(message()),
        with_output(json!([message().to_string()])),
        with_output(Value::Null),
        json!({ "type": "response.completed", "response": { "id": "r", "status": "null", "output": [] } }),
    ] {
        let body = event_stream(&[text("Hi"), last.clone()]);
        let response = respond(&body).await.expect("a response");
        assert_eq!(response.message_text(), "Hi", "{last}");
        assert_eq!(response.id, "r", "{last}");
        assert_eq!(response.status, Some(ResponseStatus::Completed), "{last}");
    }
}

#[tokio::test]
async fn the_error_of_a_failed_response_may_be_next_to_its_type() {
    let failed = json!({ "type": "response.failed", "error": { "code": "server_error", "message": "busy" } });
    let response = respond(&event_stream(&[text("Hi"), failed]))
        .await
        .expect("a response");
    assert_eq!(response.status, Some(ResponseStatus::Failed));
    assert_eq!(response.message_text(), "Hi");
    let error = serde_json::to_value(&response.error).expect("JSON");
    assert_eq!(error["message"], "busy");
}

#[tokio::test]
async fn an_item_may_be_the_json_of_an_object_and_a_delta_may_have_the_name_of_its_text() {
    let mut delta = text("");
    delta["text"] = json!("Hi");
    delta.as_object_mut().expect("an object").remove("delta");
    let call = json!({ "type": "function_call", "id": "f", "call_id": "a", "name": "weather", "arguments": "{}" });
    let done =
        json!({ "type": "response.output_item.done", "output_index": 1, "item": call.to_string() });
    let last = json!({ "type": "response.completed", "response": { "id": "r", "status": "completed", "output": [] } });
    let response = respond(&event_stream(&[delta, done, last]))
        .await
        .expect("a response");
    assert_eq!(response.message_text(), "Hi");
    let names: Vec<_> = response
        .function_calls()
        .map(|call| call.name.as_str())
        .collect();
    assert_eq!(names, ["weather"]);
}
