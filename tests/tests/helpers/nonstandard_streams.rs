//! Chat completions and responses from servers that stream in unusual ways.

use openai_typed::stream::{ChatChange, Interrupted};
use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
    CreateResponse, Response, ResponseStatus,
};
use openai_typed::unknown::find_unmodeled;
use openai_typed::{ErrorKind, StatusCode};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

/// The end of a stream.
const DONE: &str = "data: [DONE]\n\n";

fn request() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("m", [ChatCompletionRequestUserMessage::new("Hi")])
}

/// Returns the event of a chunk with one choice.
fn chunk(delta: Value, finish_reason: Value) -> String {
    let choice = json!({ "index": 0, "delta": delta, "finish_reason": finish_reason });
    let chunk = json!({
        "id": "c1", "object": "chat.completion.chunk", "created": 17, "model": "m", "choices": [choice],
    });
    format!("data: {chunk}\n\n")
}

fn text(text: &str) -> String {
    chunk(json!({ "content": text }), Value::Null)
}

fn calls(calls: Value) -> String {
    chunk(json!({ "tool_calls": calls }), Value::Null)
}

fn finish(reason: &str) -> String {
    chunk(json!({}), json!(reason))
}

async fn collect(
    body: &str,
) -> Result<CreateChatCompletionResponse, Interrupted<CreateChatCompletionResponse>> {
    let events = MockResponse::events([body]).with_header("x-request-id", "req_7");
    let server = Server::with_responses([events]).await;
    let call = server.client().chat().completions().create(request());
    let stream = call.stream().await.expect("a stream");
    stream.collect_completion().await
}

async fn completion(events: &[String]) -> CreateChatCompletionResponse {
    let body = events.concat() + DONE;
    collect(&body).await.expect("a completion")
}

fn message(completion: &CreateChatCompletionResponse) -> Value {
    serde_json::to_value(&completion.choices[0].message).expect("JSON")
}

/// Returns ID, name and arguments of each call.
fn functions(completion: &CreateChatCompletionResponse) -> Vec<[String; 3]> {
    let message = message(completion);
    let calls = message["tool_calls"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parts = calls.iter().map(|call| {
        let function = &call["function"];
        [&call["id"], &function["name"], &function["arguments"]].map(string)
    });
    parts.collect()
}

#[tokio::test]
async fn calls_with_different_ids_are_different_calls_whatever_their_index() {
    let call = |id: &str, name: &str, city: &str| {
        let arguments = json!({ "city": city }).to_string();
        calls(
            json!([{ "index": 0, "id": id, "type": "function", "function": { "name": name, "arguments": arguments } }]),
        )
    };
    let events = [
        call("a", "weather", "Bergen"),
        call("b", "weather", "Lima"),
        call("c", "time", "Rome"),
        finish("tool_calls"),
    ];
    let expected = [
        ["a", "weather", r#"{"city":"Bergen"}"#],
        ["b", "weather", r#"{"city":"Lima"}"#],
        ["c", "time", r#"{"city":"Rome"}"#],
    ];
    assert_eq!(functions(&completion(&events).await), expected);
}

#[tokio::test]
async fn calls_without_ids_are_separated_when_the_arguments_are_complete() {
    let call = |name: &str| {
        calls(json!([{ "index": 0, "function": { "name": name, "arguments": "{\"x\":1}" } }]))
    };
    let events = [call("one"), call("two"), finish("tool_calls")];
    let expected = [["", "one", "{\"x\":1}"], ["", "two", "{\"x\":1}"]];
    assert_eq!(functions(&completion(&events).await), expected);
}

#[tokio::test]
async fn pieces_of_a_call_are_joined_within_a_chunk_and_without_an_index() {
    let events = [
        calls(json!([
            { "index": 0, "id": "a", "type": "function", "function": { "name": "weather" } },
            { "index": 0, "function": { "arguments": "{\"city\"" } },
        ])),
        calls(json!([{ "function": { "arguments": ":\"Lima\"" } }])),
        calls(json!([{ "index": null, "id": "", "function": { "arguments": "}" } }, null])),
        finish("tool_calls"),
    ];
    let expected = [["a", "weather", r#"{"city":"Lima"}"#]];
    assert_eq!(functions(&completion(&events).await), expected);
}

#[tokio::test]
async fn an_empty_finish_reason_is_none() {
    let piece = |content: &str| chunk(json!({ "content": content }), json!(""));
    let body = [piece("Good "), piece("day"), finish("stop")].concat() + DONE;
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let call = server.client().chat().completions().create(request());
    let mut changes = call.stream().await.expect("a stream").accumulate();
    let mut seen = Vec::new();
    while let Some(change) = changes.next().await {
        seen.push(change.expect("no error"));
    }
    let content = |delta: &str| ChatChange::Content {
        choice: 0,
        delta: delta.to_owned(),
    };
    let expected = [
        content("Good "),
        content("day"),
        ChatChange::ContentDone { choice: 0 },
        ChatChange::Finished { choice: 0 },
    ];
    assert_eq!(seen, expected);
    let cut = collect(&[piece("Good "), piece("da")].concat()).await;
    let cut = cut.expect_err("cut off");
    assert_eq!(cut.error().kind(), ErrorKind::Stream);
    assert_eq!(cut.partial().content(), Some("Good da"));
}

#[tokio::test]
async fn the_end_marker_completes_a_completion_without_a_finish_reason() {
    let whole = completion(&[text("Good"), text(" day")]).await;
    assert_eq!(whole.content(), Some("Good day"));
    let call =
        calls(json!([{ "index": 0, "id": "a", "function": { "name": "f", "arguments": "{}" } }]));
    assert_eq!(functions(&completion(&[call]).await), [["a", "f", "{}"]]);
    // Nothing was received, so nothing is complete.
    assert_eq!(
        collect(DONE).await.map_err(|cut| cut.error().kind()).err(),
        Some(ErrorKind::Stream)
    );
}

#[tokio::test]
async fn the_error_of_a_truncated_stream_names_its_call_and_carries_what_was_received() {
    let cut = collect(&text("Good")).await.expect_err("cut off");
    let error = cut.error();
    assert_eq!(error.operation(), "createChatCompletion");
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.request_id(), Some("req_7"));
    assert_eq!(cut.partial().content(), Some("Good"));
}

#[tokio::test]
async fn readers_of_events_see_whether_the_stream_was_marked_as_done() {
    for (end, is_done) in [(DONE, true), ("", false)] {
        let body = text("x") + end;
        let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
        let call = server.client().chat().completions().create(request());
        let mut stream = call.stream().await.expect("a stream");
        assert!(!stream.is_done());
        while let Some(event) = stream.next().await {
            event.expect("a chunk");
        }
        assert_eq!(stream.is_done(), is_done);
    }
}

#[tokio::test]
async fn content_in_parts_and_arguments_as_objects_are_converted() {
    let events = [
        chunk(
            json!({ "content": [{ "type": "text", "text": "Good " }, { "type": "image_url", "image_url": "u" }] }),
            Value::Null,
        ),
        chunk(
            json!({ "content": { "type": "text", "text": "day" } }),
            Value::Null,
        ),
        calls(
            json!([{ "index": 0, "id": "a", "function": { "name": "f", "arguments": { "n": 2 } } }]),
        ),
        chunk(
            json!({ "function_call": { "name": "g", "arguments": { "m": 3 } } }),
            Value::Null,
        ),
        finish("stop"),
    ];
    let completion = completion(&events).await;
    assert_eq!(completion.content(), Some("Good day"));
    assert_eq!(functions(&completion), [["a", "f", r#"{"n":2}"#]]);
    assert_eq!(
        message(&completion)["function_call"]["arguments"],
        r#"{"m":3}"#
    );
    let others = json!([{ "content": [{ "type": "image_url", "image_url": "u" }] }]);
    assert_eq!(completion.extra.get("unplaced"), Some(&others));
}

#[tokio::test]
async fn a_character_split_across_consecutive_chunks_is_joined() {
    let events = [
        text("Hi HIGH"),
        text("LOW there"),
        calls(
            json!([{ "index": 0, "id": "a", "function": { "name": "say", "arguments": "{\"t\":\"HIGH" } }]),
        ),
        calls(json!([{ "index": 0, "function": { "arguments": "LOW\"}" } }])),
        text("cut HIGH"),
        finish("length"),
    ];
    let events = events.map(|event| event.replace("HIGH", "\\ud83d").replace("LOW", "\\ude00"));
    let completion = completion(&events).await;
    assert_eq!(completion.content(), Some("Hi \u{1F600} therecut \u{FFFD}"));
    assert_eq!(
        functions(&completion),
        [["a", "say", "{\"t\":\"\u{1F600}\"}"]]
    );
}

#[tokio::test]
async fn half_a_character_does_not_lose_the_rest_of_a_response() {
    let body = r#"{"choices":[{"index":0,"message":{"content":"cut \ud83d","role":"assistant"},"created":"x"}]}"#;
    let server = Server::with_responses([MockResponse::new(200, "application/json", body)]).await;
    let call = server.client().chat().completions().create(request());
    let completion = call.await.expect("a completion");
    assert_eq!(completion.content(), Some("cut \u{FFFD}"));
}

#[tokio::test]
async fn blocks_of_reasoning_are_merged_and_their_labels_are_not_repeated() {
    let block = |more: Value| {
        let mut block = json!({ "type": "reasoning.text", "format": "v1", "index": 0 });
        for (name, value) in more.as_object().expect("properties") {
            block[name] = value.clone();
        }
        chunk(json!({ "reasoning_details": [block] }), Value::Null)
    };
    let events = [
        block(json!({ "text": "One" })),
        block(json!({ "text": " two" })),
        block(json!({ "signature": "s==" })),
        chunk(
            json!({ "reasoning_details": [{ "type": "reasoning.summary", "summary": "S", "index": 0 }] }),
            Value::Null,
        ),
        finish("stop"),
    ];
    let expected = json!([
        { "type": "reasoning.text", "format": "v1", "index": 0, "text": "One two", "signature": "s==" },
        { "type": "reasoning.summary", "summary": "S", "index": 0 },
    ]);
    assert_eq!(
        message(&completion(&events).await)["reasoning_details"],
        expected
    );
}

#[tokio::test]
async fn chunks_without_choices_or_without_a_delta_keep_their_data() {
    let blank = |more: Value| {
        let mut chunk = json!({ "id": "", "object": "", "created": 0, "model": "", "choices": [] });
        for (name, value) in more.as_object().expect("properties") {
            chunk[name] = value.clone();
        }
        format!("data: {chunk}\n\n")
    };
    let filter = json!({ "violence": { "filtered": false } });
    let events = [
        blank(json!({ "prompt_filter_results": [{ "prompt_index": 0 }] })),
        text("Hi"),
        finish("stop"),
        blank(
            json!({ "choices": [{ "index": 0, "finish_reason": null, "content_filter_results": filter }] }),
        ),
        blank(
            json!({ "usage": { "prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4 } }),
        ),
    ];
    let completion = completion(&events).await;
    assert_eq!(
        (completion.id.as_str(), completion.model.as_str()),
        ("c1", "m")
    );
    assert_eq!(completion.content(), Some("Hi"));
    assert_eq!(completion.choices[0].finish_reason.as_str(), "stop");
    assert_eq!(
        completion.usage.as_ref().map(|usage| usage.total_tokens),
        Some(4)
    );
    let results = json!([{ "prompt_index": 0 }]);
    assert_eq!(
        completion.extra.get("prompt_filter_results"),
        Some(&results)
    );
    assert_eq!(
        completion.choices[0].extra.get("content_filter_results"),
        Some(&filter)
    );
}

#[tokio::test]
async fn a_complete_stream_has_nothing_missing() {
    let call = calls(
        json!([{ "index": 0, "id": "a", "type": "function", "function": { "name": "f", "arguments": "" } }]),
    );
    let completion = completion(&[text("Hi"), call, finish("tool_calls")]).await;
    assert_eq!(
        completion.extra.missing().collect::<Vec<_>>(),
        [] as [&str; 0]
    );
    assert_eq!(find_unmodeled(&completion), []);
    let json = serde_json::to_value(&completion).expect("JSON");
    assert_eq!(
        json["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"],
        ""
    );
    // The missing parts are still reported.
    let body =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n".to_owned() + DONE;
    let partial = collect(&body).await.expect("a completion");
    assert_eq!(
        partial.extra.missing().collect::<Vec<_>>(),
        ["id", "created", "model"]
    );
}

#[tokio::test]
async fn data_that_is_not_an_event_is_kept_and_the_stream_continues() {
    let body = [
        text("Hi"),
        "data: {\"latency\":5}\n\n".to_owned(),
        "event: vendor.stats\ndata: {\"load\":5}\n\n".to_owned(),
        "data: ping\n\n".to_owned(),
        text(" you"),
        finish("stop"),
    ];
    let completion = completion(&body).await;
    assert_eq!(completion.content(), Some("Hi you"));
    // The stream itself keeps the named event, as a notice.
    let latency = completion.extra.get("latency");
    let unplaced = completion.extra.get("unplaced");
    let kept = format!("{latency:?} {unplaced:?}");
    assert!(kept.contains('5'), "{kept}");
}

#[tokio::test]
async fn a_damaged_event_is_an_error_after_the_stream_was_read_to_its_end() {
    let body = [
        text("Hi"),
        "data: {\"choices\":[{\"delta\":{\"content\":\"lost\n\n".to_owned(),
        text(" you"),
        finish("stop"),
        DONE.to_owned(),
    ];
    let failed = collect(&body.concat()).await.expect_err("a damaged event");
    assert_eq!(failed.error().kind(), ErrorKind::Decode);
    assert_eq!(failed.partial().content(), Some("Hi you"));
    let unplaced = failed.partial().extra.get("unplaced").expect("kept data");
    assert!(
        unplaced[0]
            .as_str()
            .is_some_and(|data| data.contains("lost"))
    );
}

async fn response(events: &[Value]) -> Response {
    let body = crate::event_stream(events);
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let call = server
        .client()
        .responses()
        .create(CreateResponse::new().with_input("Hi"));
    let stream = call.stream().await.expect("a stream");
    stream.collect_response().await.expect("a response")
}

fn completed(output: Value) -> Value {
    json!({ "type": "response.completed", "response": { "id": "r1", "status": "completed", "output": output } })
}

#[tokio::test]
async fn null_items_and_parts_are_skipped() {
    let item = json!({ "id": "m1", "type": "message", "role": "assistant", "content": [] });
    let events = [
        json!({ "type": "response.created", "response": { "id": "r1", "model": "m", "status": "in_progress", "output": [] } }),
        json!({ "type": "response.output_item.added", "output_index": 0, "item": null }),
        json!({ "type": "response.output_item.added", "output_index": 1, "item": item }),
        json!({ "type": "response.content_part.added", "output_index": 1, "content_index": 0, "item_id": "m1", "part": null }),
        json!({ "type": "response.output_text.delta", "output_index": 1, "content_index": 0, "item_id": "m1", "delta": "Hey", "logprobs": null }),
        json!({ "type": "response.output_item.done", "output_index": 0, "item": null }),
        completed(Value::Null),
    ];
    let response = response(&events).await;
    assert_eq!(response.output.len(), 1);
    assert_eq!(response.message_text(), "Hey");
    assert_eq!(response.status, Some(ResponseStatus::Completed));
    assert_eq!(response.extra.get("unplaced"), None);
}

#[tokio::test]
async fn items_with_one_index_are_distinguished_by_their_ids_and_types() {
    let delta = |kind: &str, id: &str, text: &str| json!({ "type": format!("response.{kind}.delta"), "output_index": 0, "item_id": id, "delta": text });
    let events = [
        delta("output_text", "m1", "One"),
        delta("output_text", "m2", "Two"),
        delta("function_call_arguments", "f1", "{\"a\":"),
        delta("function_call_arguments", "f2", "{}"),
        delta("function_call_arguments", "f1", "1}"),
        delta("reasoning_summary_text", "s1", "Why"),
        delta("output_text", "m1", " more"),
        json!({ "type": "response.output_text.delta", "delta": "!" }),
        completed(json!([])),
    ];
    let output = serde_json::to_value(response(&events).await.output).expect("JSON");
    let texts: Vec<String> = [
        "/0/content/0/text",
        "/1/content/0/text",
        "/2/arguments",
        "/3/arguments",
        "/4/summary/0/text",
    ]
    .map(|pointer| {
        output
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    })
    .to_vec();
    assert_eq!(texts, ["One more!", "Two", "{\"a\":1}", "{}", "Why"]);
}

#[tokio::test]
async fn audio_and_diffs_are_accumulated_and_streamed_text_is_not_replaced_silently() {
    let events = [
        json!({ "type": "response.audio.delta", "delta": "AAAA" }),
        json!({ "type": "response.audio.transcript.delta", "delta": "Good" }),
        json!({ "type": "response.audio.transcript.delta", "delta": " day" }),
        json!({ "type": "response.apply_patch_call_operation_diff.delta", "item_id": "p1", "output_index": 0, "delta": "+x" }),
        json!({ "type": "response.output_text.delta", "item_id": "m1", "output_index": 1, "content_index": 0, "delta": "draft" }),
        json!({ "type": "response.output_text.done", "item_id": "m1", "output_index": 1, "content_index": 0, "text": "final" }),
        completed(Value::Null),
    ];
    let response = response(&events).await;
    let audio = json!({ "data": "AAAA", "transcript": "Good day" });
    assert_eq!(response.extra.get("audio"), Some(&audio));
    assert_eq!(response.message_text(), "final");
    let superseded = json!([{ "superseded": { "text": "draft" } }]);
    assert_eq!(response.extra.get("unplaced"), Some(&superseded));
    let json = serde_json::to_value(&response.output).expect("JSON");
    assert_eq!(json[0]["operation"]["diff"], "+x");
}
