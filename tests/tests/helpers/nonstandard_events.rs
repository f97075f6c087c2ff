//! Events in unusual forms: streams without the usual final event, split characters between other strings, missing
//! `data:` fields, and values of other types in assistant runs.

use openai_typed::stream::{Accumulator, AssistantAccumulator, Interrupted};
use openai_typed::types::{
    AssistantStreamEvent, ChatCompletionRequestUserMessage, CreateChatCompletionRequest,
    CreateChatCompletionResponse, CreateResponse, ResponseStatus,
};
use openai_typed::{ErrorKind, unknown::decode};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn chunk(index: u8, content: &str) -> String {
    let delta = format!(r#"{{"index":{index},"delta":{{"content":"{content}"}}}}"#);
    format!("data: {{\"id\":\"c1\",\"choices\":[{delta}]}}\n")
}

async fn completion(
    body: &str,
) -> Result<CreateChatCompletionResponse, Interrupted<CreateChatCompletionResponse>> {
    let server = Server::with_responses([MockResponse::events([body])]).await;
    let message = ChatCompletionRequestUserMessage::new("Hi");
    let request = CreateChatCompletionRequest::new("m", [message]);
    let call = server.client().chat().completions().create(request);
    let stream = call.stream().await.expect("a stream");
    stream.collect_completion().await
}

#[tokio::test]
async fn the_end_marker_completes_a_response_with_output() {
    let delta = json!({ "type": "response.output_text.delta", "item_id": "m1", "output_index": 0, "delta": "Good" });
    for (body, is_complete) in [
        (format!("data: {delta}\n\ndata: [DONE]\n\n"), true),
        (format!("data: {delta}\n\n"), false),
        ("data: [DONE]\n\n".to_owned(), false),
    ] {
        let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
        let request = CreateResponse::new().with_input("Hi");
        let call = server.client().responses().create(request);
        let stream = call.stream().await.expect("a stream");
        let collected = stream.collect_response().await;
        assert_eq!(collected.is_ok(), is_complete, "{body}");
        if let Ok(response) = collected {
            assert_eq!(response.message_text(), "Good");
            assert_ne!(response.status, Some(ResponseStatus::Completed));
        }
    }
}

#[tokio::test]
async fn the_name_of_an_event_is_its_type_if_the_data_has_none() {
    let delta = json!({ "item_id": "m1", "output_index": 0, "content_index": 0, "delta": "Good" });
    let completed = json!({ "response": { "id": "r1", "status": "completed", "output": [] } });
    let body = format!(
        "event: response.output_text.delta\ndata: {delta}\n\nevent: vendor.cost\ndata: {{\"cost\":1}}\n\n\
         event: response.completed\ndata: {completed}\n\n"
    );
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let request = CreateResponse::new().with_input("Hi");
    let call = server.client().responses().create(request);
    let stream = call.stream().await.expect("a stream");
    let response = stream.collect_response().await.expect("a response");
    assert_eq!(response.message_text(), "Good");
    assert_eq!(response.status, Some(ResponseStatus::Completed));
}

#[tokio::test]
async fn split_characters_are_joined_across_chunks_of_other_choices() {
    let body = [
        chunk(0, "one \\ud83d"),
        chunk(1, "two \\ud83d"),
        chunk(1, "\\ude02"),
        chunk(0, "\\ude01!"),
    ];
    let completion = completion(&(body.join("\n") + "\ndata: [DONE]\n\n")).await;
    let completion = completion.expect("a completion");
    let contents = completion.choices.iter();
    let contents: Vec<_> = contents
        .map(|choice| choice.message.content.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(contents, ["one \u{1F601}!", "two \u{1F602}"]);
}

#[tokio::test]
async fn chunks_without_an_empty_line_between_them_are_separate() {
    let body = chunk(0, "Good ") + &chunk(0, "day") + "\ndata: [DONE]\n\n";
    let completion = completion(&body).await.expect("a completion");
    assert_eq!(completion.content(), Some("Good day"));
}

#[tokio::test]
async fn an_error_without_a_field_name_keeps_its_message_and_code() {
    let error = json!({ "error": { "message": "the model is busy", "code": 503 } });
    let body = format!("{}\n{error}\n\n", chunk(0, "Good"));
    let interrupted = completion(&body).await.expect_err("an error");
    let error = interrupted.error();
    assert_eq!(error.code(), Some("503"));
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.message().contains("the model is busy"), "{error}");
    assert_eq!(interrupted.partial().content(), Some("Good"));
}

#[tokio::test]
async fn a_single_block_of_reasoning_is_continued_by_a_list() {
    let block = |text: &str| json!({ "type": "thought", "index": 0, "text": text });
    let event = |details: Value| {
        let delta = json!({ "reasoning_details": details });
        let chunk = json!({ "id": "c1", "choices": [{ "index": 0, "delta": delta }] });
        format!("data: {chunk}\n\n")
    };
    let body = event(block("Let me")) + &event(json!([block(" see")])) + "data: [DONE]\n\n";
    let completion = completion(&body).await.expect("a completion");
    let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    assert_eq!(message["reasoning_details"], json!([block("Let me see")]));
}

fn assistant_text(contents: &[Value]) -> (Value, bool) {
    let mut accumulator = AssistantAccumulator::new();
    for content in contents {
        let data = json!({ "id": "m1", "delta": { "content": content } });
        let event = json!({ "event": "thread.message.delta", "data": data });
        let event: AssistantStreamEvent = decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    accumulator.push_end();
    let is_complete = accumulator.is_complete();
    let run = accumulator.into_snapshot();
    assert!(run.unplaced.is_empty(), "{:?}", run.unplaced);
    let message = serde_json::to_value(&run.messages[0]).expect("JSON");
    (message["content"].clone(), is_complete)
}

#[test]
fn text_of_assistants_may_be_a_string() {
    let part = |text: Value| json!([{ "index": 0, "type": "text", "text": text }]);
    for contents in [
        [part(json!({ "value": "Good " })), part(json!("day"))],
        [part(json!("Good ")), part(json!({ "value": "day" }))],
    ] {
        let (content, is_complete) = assistant_text(&contents);
        assert_eq!(content[0]["text"]["value"], "Good day", "{contents:?}");
        assert!(is_complete);
    }
    let (content, _) = assistant_text(&[json!("Good day")]);
    assert_eq!(content[0]["text"]["value"], "Good day");
}

#[tokio::test]
async fn text_or_an_exception_among_chunks_is_an_error_with_its_message() {
    for failure in [
        "data: Error: the model is gone",
        "data: [ERROR] the model is gone",
        "event: modelException\ndata: {\"message\":\"the model is gone\"}",
        "event: error\ndata: the model is gone",
    ] {
        let body = format!("{}\n{failure}\n\ndata: [DONE]\n\n", chunk(0, "Good"));
        let interrupted = completion(&body).await.expect_err(failure);
        let message = interrupted.message();
        assert!(message.contains("the model is gone"), "{message}");
        assert_eq!(interrupted.partial().content(), Some("Good"), "{failure}");
    }
}

#[tokio::test]
async fn a_field_name_that_is_written_twice_is_read_once() {
    let doubled =
        format!("{}\ndata: [DONE]\n\n", chunk(0, "Good")).replace("data: ", "data: data: ");
    let completion = completion(&doubled).await.expect("a completion");
    assert_eq!(completion.content(), Some("Good"));
    assert_eq!(completion.extra.get("unplaced"), None);
}
