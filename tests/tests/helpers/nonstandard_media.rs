//! Streams of audio, images, transcripts, assistant runs and sessions from servers that send them in unusual ways.

use openai_typed::stream::{Accumulator, SpeechAccumulator, TranscriptAccumulator};
use openai_typed::types::{
    AssistantStreamEvent, ChatCompletionRequestUserMessage, CreateChatCompletionRequest,
    CreateImageRequest, CreateResponse, CreateSpeechRequest, CreateSpeechRequestModel,
    CreateSpeechResponseStreamEvent, CreateTranscriptionRequest, CreateTranscriptionRequestModel,
    CreateTranscriptionResponseStreamEvent, RealtimeServerEvent, VoiceIdsShared,
};
use openai_typed::unknown::decode;
use openai_typed::websocket::RealtimeAccumulator;
use openai_typed::{Client, ErrorKind, Upload};
use serde_json::{Value, json};

use crate::event_stream;
use crate::support::{MockResponse, Server};

/// Returns a client of a server that responds with these events.
async fn client(body: &str) -> (Server, Client) {
    let server = Server::with_responses([MockResponse::events([body])]).await;
    let client = server.client();
    (server, client)
}

fn speech() -> CreateSpeechRequest {
    let model = CreateSpeechRequestModel::from("m");
    CreateSpeechRequest::new(model, "Hello!", VoiceIdsShared::Coral)
}

fn image() -> CreateImageRequest {
    CreateImageRequest::new("An otter").with_partial_images(2)
}

#[test]
fn audio_in_any_form_of_base64_is_accumulated() {
    let mut accumulator = SpeechAccumulator::new();
    for audio in ["+//+\r\nAQ==", "-__-AQ", "+//+AQ\n"] {
        let event = json!({ "type": "speech.audio.delta", "audio": audio });
        let event: CreateSpeechResponseStreamEvent =
            decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    let speech = accumulator.into_snapshot();
    assert_eq!(speech.audio, [0xfb, 0xff, 0xfe, 1].repeat(3));
    assert!(speech.unplaced.is_empty(), "{:?}", speech.unplaced);
}

#[tokio::test]
async fn an_error_in_the_middle_of_speech_keeps_the_audio() {
    let delta = json!({ "type": "speech.audio.delta", "audio": "AAEC" });
    for error in [
        json!({ "type": "error", "error": { "message": "busy", "code": 503 } }),
        json!({ "type": "speech.audio.error", "detail": { "error": { "message": "busy", "code": 503 } } }),
        json!({ "error": { "message": "busy", "code": 503 } }),
    ] {
        let (_server, client) = client(&event_stream(&[delta.clone(), error.clone()])).await;
        let stream = client.audio().speech().create(speech()).stream().await;
        let collected = stream.expect("a stream").collect_speech().await;
        let interrupted = collected.expect_err("an error");
        let failure = interrupted.error();
        assert_eq!(
            (failure.kind(), failure.message()),
            (ErrorKind::Unavailable, "busy"),
            "{error}"
        );
        assert_eq!(interrupted.partial().audio, [0, 1, 2], "{error}");
    }
}

#[tokio::test]
async fn an_image_may_be_a_data_url_and_its_type_the_name_of_the_event() {
    let completed = json!({ "b64_json": "data:image/webp;base64,AAEC", "output_format": "webp" });
    let body = format!("event: image_generation.completed\ndata: {completed}\n\n");
    let (_server, client) = client(&body).await;
    let stream = client
        .images()
        .generate(image())
        .stream()
        .await
        .expect("a stream");
    let images = stream.collect_images().await.expect("images");
    let images = images.images().expect("an image");
    assert_eq!(images[0].media_type(), "image/webp");
    assert_eq!(images[0].bytes().as_ref(), [0, 1, 2]);
}

#[tokio::test]
async fn an_error_after_partial_images_keeps_them() {
    let partial = json!({
        "type": "image_generation.partial_image", "b64_json": "AAEC", "partial_image_index": 0,
        "error": { "message": "blocked", "code": "moderation_blocked" },
    });
    let (_server, client) = client(&event_stream(&[partial])).await;
    let stream = client
        .images()
        .generate(image())
        .stream()
        .await
        .expect("a stream");
    let interrupted = stream.collect_images().await.expect_err("an error");
    assert_eq!(interrupted.error().code(), Some("moderation_blocked"));
    assert_eq!(interrupted.partial().partial.len(), 1);
}

#[test]
fn a_transcript_keeps_text_in_any_form() {
    let mut accumulator = TranscriptAccumulator::new();
    for event in [
        json!({ "type": "transcript.text.delta", "delta": "One " }),
        json!({ "type": "transcript.text.delta", "delta": null }),
        json!({ "type": "transcript.text.delta", "delta": 2 }),
        json!({ "type": "transcript.text.delta", "delta": [{ "type": "text", "text": " three" }] }),
        json!({ "type": "transcript.text.done", "text": null }),
    ] {
        let event: CreateTranscriptionResponseStreamEvent =
            decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    assert!(accumulator.is_complete());
    assert_eq!(accumulator.into_snapshot().text, "One 2 three");
}

#[tokio::test]
async fn audio_of_a_completion_is_accumulated_in_any_order() {
    let chunk = |audio: Value| {
        let choice = json!({ "index": 0, "delta": { "audio": audio }, "finish_reason": null });
        json!({ "id": "c", "choices": [choice] })
    };
    let chunks = [
        chunk(json!({ "data": "AAEC", "transcript": null })),
        chunk(json!({ "id": "audio_1", "transcript": "Hel" })),
        chunk(json!({ "id": "audio_1", "data": "AwQF", "transcript": "lo" })),
        chunk(json!({ "expires_at": "1760000000" })),
    ];
    let (_server, client) = client(&(event_stream(&chunks) + "data: [DONE]\n\n")).await;
    let message = ChatCompletionRequestUserMessage::new("Hi");
    let request = CreateChatCompletionRequest::new("m", [message]);
    let stream = client.chat().completions().create(request).stream().await;
    let completion = stream
        .expect("a stream")
        .collect_completion()
        .await
        .expect("a completion");
    let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let audio = &message["audio"];
    assert_eq!(
        [&audio["id"], &audio["data"], &audio["transcript"]],
        ["audio_1", "AAECAwQF", "Hello"]
    );
    assert_eq!(audio["expires_at"], "1760000000");
}

#[tokio::test]
async fn an_error_without_a_name_ends_a_run_of_an_assistant() {
    let part = json!({ "index": 0, "type": "text", "text": { "value": "Once" } });
    let delta = json!({ "id": "m", "delta": { "content": [part] } });
    let error = json!({ "error": { "message": "busy", "code": 503 } });
    for name in ["", "event: message\n", "event: error\n"] {
        let body = format!("event: thread.message.delta\ndata: {delta}\n\n{name}data: {error}\n\n");
        let (_server, client) = client(&body).await;
        let request = openai_typed::types::CreateRunRequest::new("asst_1");
        let call = client.beta().threads().runs().create("thread_1", request);
        let interrupted = call.stream().await.expect("a stream").collect_run().await;
        let interrupted = interrupted.expect_err("an error");
        assert_eq!(interrupted.error().message(), "busy", "{name}");
        let messages = serde_json::to_value(&interrupted.partial().messages).expect("JSON");
        assert_eq!(messages[0]["content"][0]["text"]["value"], "Once", "{name}");
    }
}

#[test]
fn an_unknown_assistant_event_keeps_its_data() {
    let event =
        json!({ "event": "thread.message.sparkled", "data": { "id": "m", "content": "x" } });
    let event: AssistantStreamEvent = decode(event.to_string().as_bytes()).expect("an event");
    let mut accumulator = openai_typed::stream::AssistantAccumulator::new();
    accumulator.push(&event);
    let run = serde_json::to_string(&accumulator.into_snapshot()).expect("JSON");
    assert!(run.contains("sparkled") || run.contains("\"x\""), "{run}");
}

#[test]
fn a_session_keeps_errors_and_text_without_items() {
    let mut accumulator = RealtimeAccumulator::new();
    let error = json!({ "type": "error", "error": { "message": "busy", "code": 503 } });
    let delta = |delta: Value| json!({ "type": "response.output_text.delta", "delta": delta });
    let done = json!({ "type": "response.done", "response": { "id": "r", "status": "completed", "output": null } });
    let null = json!({ "type": "response.output_item.added", "item": null, "output_index": 0 });
    for event in [
        null,
        delta(json!("One")),
        error.clone(),
        delta(json!({ "text": " two" })),
        done,
    ] {
        let event: RealtimeServerEvent = decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    let history = accumulator.into_snapshot();
    assert_eq!(history.items[0].text(), "One two");
    assert_eq!(history.responses.len(), 1);
    let unplaced = serde_json::to_value(&history.unplaced).expect("JSON");
    assert!(
        unplaced.as_array().expect("a list").contains(&error),
        "{unplaced}"
    );
}

#[tokio::test]
async fn summaries_without_indexes_are_accumulated() {
    let delta = |delta: Value| json!({ "type": "response.reasoning_summary_text.delta", "item_id": "rs", "delta": delta });
    let events = [
        json!({ "type": "response.reasoning_summary_part.added", "item_id": "rs", "part": null }),
        delta(json!("First ")),
        delta(json!([{ "type": "text", "text": "this" }])),
        json!({ "type": "response.completed", "response": { "id": "r", "status": "", "output": null } }),
    ];
    let (_server, client) = client(&event_stream(&events)).await;
    let request = CreateResponse::new().with_input("Hi");
    let stream = client
        .responses()
        .create(request)
        .stream()
        .await
        .expect("a stream");
    let response = stream.collect_response().await.expect("a response");
    let output = serde_json::to_value(&response.output).expect("JSON");
    assert_eq!(output[0]["summary"][0]["text"], "First this");
    assert_eq!(output.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_transcript_may_arrive_in_chunks_of_a_chat_completion() {
    let chunk = |text: &str, reason: Value| {
        let choice = json!({ "delta": { "content": text }, "finish_reason": reason });
        json!({ "id": "t1", "object": "transcription.chunk", "created": 1, "model": "m", "choices": [choice] })
    };
    let last = chunk("", json!("stop"));
    let events = [
        chunk(" Good", json!(null)),
        chunk(" day", json!(null)),
        last.clone(),
    ];
    for (events, end, is_complete) in [
        (&events[..], "", true),
        (&events[..2], "data: [DONE]\n\n", true),
        (&events[..2], "", false),
    ] {
        let (_server, client) = client(&(event_stream(events) + end)).await;
        let speech = Upload::from_bytes("hello.wav", "RIFF");
        let request =
            CreateTranscriptionRequest::new(CreateTranscriptionRequestModel::Whisper1, speech);
        let call = client.audio().transcriptions().create(request);
        let collected = call
            .stream()
            .await
            .expect("a stream")
            .collect_transcript()
            .await;
        let (transcript, error) = match collected {
            Ok(transcript) => (transcript, None),
            Err(interrupted) => {
                let (partial, error) = interrupted.into_parts();
                (partial, Some(error.kind()))
            }
        };
        assert_eq!(transcript.text, " Good day");
        assert_eq!(error, (!is_complete).then_some(ErrorKind::Stream));
        let unplaced: Vec<_> = transcript.unplaced.iter().map(|it| it.json()).collect();
        let kept = (events.len() == 3).then_some(&last);
        assert_eq!(unplaced, Vec::from_iter(kept));
    }
}
