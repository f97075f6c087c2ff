//! Plain responses and streams with values in an undeclared form, and streams that end in unusual ways.

use openai_typed::stream::{Accumulator, AssistantAccumulator};
use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::{
    AssistantStreamEvent, ChatCompletionRequestUserMessage, CreateChatCompletionRequest,
    CreateImageRequest, CreateResponse, CreateSpeechRequest, CreateSpeechRequestModel,
    CreateTranscriptionRequest, CreateTranscriptionRequestModel, CreateTranslationRequest,
    CreateTranslationRequestModel, RealtimeServerEvent, VoiceIdsShared,
};
use openai_typed::unknown::decode;
use openai_typed::websocket::RealtimeAccumulator;
use openai_typed::{Client, ErrorKind, Upload};
use serde_json::{Value, json};

use crate::event_stream;
use crate::support::{MockResponse, Server};

async fn client(response: MockResponse) -> (Server, Client) {
    let server = Server::with_responses([response]).await;
    let client = server.client();
    (server, client)
}

fn parts() -> Value {
    json!([{ "type": "text", "text": "Once upon" }, { "type": "text", "text": " a time" }])
}

#[tokio::test]
async fn content_of_a_plain_completion_may_be_a_list_of_parts() {
    let choice = json!({ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": parts() } });
    let (_server, client) = client(MockResponse::json(
        json!({ "id": "c", "choices": [choice] }),
    ))
    .await;
    let request =
        CreateChatCompletionRequest::new("m", [ChatCompletionRequestUserMessage::new("Hi")]);
    let completion = client
        .chat()
        .completions()
        .create(request)
        .await
        .expect("a completion");
    assert_eq!(completion.message_text(), "Once upon a time");
}

#[tokio::test]
async fn content_of_a_plain_response_may_be_a_string() {
    for content in [
        json!("Once upon a time"),
        json!([{ "type": "text", "text": "Once upon" }, " a time"]),
    ] {
        let message = json!({ "type": "message", "id": "m", "role": "assistant", "status": "completed", "content": content });
        let body = json!({ "id": "r", "status": "completed", "output": [message] });
        let (_server, client) = client(MockResponse::json(body)).await;
        let request = CreateResponse::new().with_input("Hi");
        let response = client
            .responses()
            .create(request)
            .await
            .expect("a response");
        assert_eq!(response.message_text(), "Once upon a time", "{content}");
    }
}

#[tokio::test]
async fn input_of_a_text_tool_may_be_an_object() {
    let call = json!({ "type": "custom_tool_call", "call_id": "call_1", "name": "query", "input": { "city": "Lima" } });
    let message =
        json!({ "type": "message", "content": [{ "type": "output_text", "text": "Dry." }] });
    let bodies = [call.clone(), message].map(|item| {
        MockResponse::json(json!({ "id": "r", "status": "completed", "output": [item] }))
    });
    let server = Server::with_responses(bodies).await;
    let tools = Toolbox::new()
        .text_tool(ToolDefinition::text("query", ""), async |text: String| {
            Ok::<_, String>(format!("got {text}"))
        });
    let request = CreateResponse::new().with_input("Hi").with_store(false);
    let call = server.client().responses().create(request);
    let finished = call.run_tools(&tools).await.expect("a response");
    assert_eq!(finished.rounds, 2);
    let sent = server.requests()[1].json();
    assert_eq!(
        sent["input"][2]["output"], r#"got {"city":"Lima"}"#,
        "{sent}"
    );
}

#[test]
fn arguments_of_an_assistant_may_be_objects_and_labels_repeat() {
    let mut accumulator = AssistantAccumulator::new();
    let step = json!({ "event": "thread.run.step.created", "data": { "id": "step_1", "object": "thread.run.step",
        "type": "tool_calls", "status": "in_progress", "step_details": { "type": "tool_calls", "tool_calls": [] } } });
    let delta = |call: Value| {
        let details = json!({ "type": "tool_calls", "tool_calls": [call] });
        json!({ "event": "thread.run.step.delta", "data": { "id": "step_1", "object": "thread.run.step.delta",
            "delta": { "step_details": details } } })
    };
    let call = |id: &str, index: u8, arguments: Value| {
        delta(json!({ "index": index, "id": id, "type": "function",
            "function": { "name": "weather", "arguments": arguments } }))
    };
    for event in [
        step,
        call("call_1", 0, json!("{\"city\":")),
        call("call_1", 0, json!("\"Lima\"}")),
        call("call_2", 1, json!({ "city": "Oslo" })),
    ] {
        let event: AssistantStreamEvent = decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    let run = serde_json::to_value(accumulator.into_snapshot().steps).expect("JSON");
    let calls = &run[0]["step_details"]["tool_calls"];
    let expected = [
        ("call_1", r#"{"city":"Lima"}"#),
        ("call_2", r#"{"city":"Oslo"}"#),
    ];
    for (index, (id, arguments)) in expected.into_iter().enumerate() {
        let call = &calls[index];
        assert_eq!(
            (&call["id"], &call["type"]),
            (&json!(id), &json!("function")),
            "{calls}"
        );
        assert_eq!(call["function"]["name"], "weather", "{calls}");
        assert_eq!(call["function"]["arguments"], arguments, "{calls}");
    }
}

#[test]
fn arguments_of_a_session_may_be_objects() {
    let mut accumulator = RealtimeAccumulator::new();
    let item = json!({ "type": "function_call", "id": "item_1", "call_id": "call_1", "name": "weather", "arguments": "" });
    for event in [
        json!({ "type": "response.output_item.added", "response_id": "r", "output_index": 0, "item": item }),
        json!({ "type": "response.function_call_arguments.delta", "response_id": "r", "item_id": "item_1",
            "call_id": "call_1", "output_index": 0, "delta": { "city": "Lima" } }),
        json!({ "type": "response.function_call_arguments.done", "response_id": "r", "item_id": "item_1",
            "call_id": "call_1", "output_index": 0, "name": "weather", "arguments": { "city": "Lima" } }),
    ] {
        let event: RealtimeServerEvent = decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    let history = accumulator.into_snapshot();
    let items = serde_json::to_string(&history.items).expect("JSON");
    assert!(
        items.contains(r#"{\"city\":\"Lima\"}"#) && !items.contains(r#"}{"#),
        "{items}"
    );
}

/// Reads each kind of media stream. Returns its data if it is complete, or else the error kind and the data before it.
async fn media(events: &str) -> Vec<(&'static str, Result<String, (ErrorKind, String)>)> {
    let server = Server::with_responses((0..3).map(|_| MockResponse::events([events]))).await;
    let client = server.client();
    let speech = CreateSpeechRequest::new(
        CreateSpeechRequestModel::from("m"),
        "Hi",
        VoiceIdsShared::Coral,
    );
    let speech = client
        .audio()
        .speech()
        .create(speech)
        .stream()
        .await
        .expect("a stream");
    let speech = match speech.collect_speech().await {
        Ok(speech) => Ok(format!("{:?}", speech.audio)),
        Err(interrupted) => Err((
            interrupted.error().kind(),
            format!("{:?}", interrupted.partial().audio),
        )),
    };
    let file = Upload::from_bytes("a.wav", "RIFF");
    let model = CreateTranscriptionRequestModel::Whisper1;
    let transcription = CreateTranscriptionRequest::new(model, file);
    let call = client.audio().transcriptions().create(transcription);
    let text = match call
        .stream()
        .await
        .expect("a stream")
        .collect_transcript()
        .await
    {
        Ok(transcript) => Ok(transcript.text),
        Err(interrupted) => Err((
            interrupted.error().kind(),
            interrupted.partial().text.clone(),
        )),
    };
    let image = CreateImageRequest::new("An otter");
    let images = client
        .images()
        .generate(image)
        .stream()
        .await
        .expect("a stream");
    let images = match images.collect_images().await {
        Ok(images) => Ok(format!("{}", images.partial.len())),
        Err(interrupted) => Err((
            interrupted.error().kind(),
            format!("{}", interrupted.partial().partial.len()),
        )),
    };
    vec![("speech", speech), ("transcript", text), ("images", images)]
}

fn media_events() -> String {
    event_stream(&[
        json!({ "type": "speech.audio.delta", "audio": "AAEC" }),
        json!({ "type": "transcript.text.delta", "delta": "Once" }),
        json!({ "type": "image_generation.partial_image", "b64_json": "AAEC", "partial_image_index": 0 }),
    ])
}

#[tokio::test]
async fn the_marker_for_the_end_completes_streams_of_audio_and_text() {
    let expected = [("speech", "[0, 1, 2]"), ("transcript", "Once")];
    let ended = media(&(media_events() + "data: [DONE]\n\n")).await;
    for (name, received) in expected {
        let result = ended
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, result)| result.clone());
        assert_eq!(result, Some(Ok(received.to_owned())), "{name}");
    }
    let broken = media(&media_events()).await;
    for (name, received) in expected.into_iter().chain([("images", "1")]) {
        let result = broken
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, result)| result.clone());
        assert_eq!(
            result,
            Some(Err((ErrorKind::Stream, received.to_owned()))),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_detailed_translation_with_a_mistyped_duration_keeps_its_form() {
    let segment = json!({ "id": 0, "start": 0.0, "end": 1.0, "text": "Hello" });
    let body = json!({ "language": "english", "duration": "11.0", "text": "Hello", "segments": [segment] });
    let (_server, client) = client(MockResponse::json(body)).await;
    let file = Upload::from_bytes("a.wav", "RIFF");
    let request = CreateTranslationRequest::new(CreateTranslationRequestModel::Whisper1, file);
    let translation = client
        .audio()
        .translations()
        .create(request)
        .await
        .expect("a translation");
    assert_eq!(translation.text(), "Hello");
    assert_eq!(translation.segments().len(), 1);
}

#[tokio::test]
async fn an_empty_status_is_none_while_waiting() {
    let batch = |status: Value| {
        MockResponse::json(json!({ "id": "batch_1", "object": "batch", "status": status }))
    };
    let server = Server::with_responses([
        batch(json!("")),
        batch(Value::Null),
        batch(json!("completed")),
    ])
    .await;
    let waiting = server.client().batches().retrieve("batch_1");
    let waiting = waiting
        .wait_until_done()
        .interval(std::time::Duration::from_millis(1));
    let batch = waiting.await.expect("a batch");
    assert_eq!(batch.status.as_str(), "completed");
    assert_eq!(server.requests().len(), 3);
}
