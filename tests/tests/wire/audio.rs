//! Audio: JSON requests with binary or streamed responses, and forms with JSON or text responses.

use futures_util::TryStreamExt;
use openai_typed::Upload;
use openai_typed::types::{
    AudioResponseFormat, CreateSpeechRequest, CreateSpeechRequestModel,
    CreateSpeechResponseStreamEvent, CreateTranscriptionRequest, CreateTranscriptionRequestModel,
    CreateTranscriptionRequestTimestampGranularitiesItem as Granularity,
    CreateTranscriptionResponse, CreateTranscriptionResponseStreamEvent, VoiceIdsShared,
};
use serde_json::{Value, json};

use crate::support::{MockResponse, Part, Server};

fn speech() -> CreateSpeechRequest {
    let model = CreateSpeechRequestModel::from("gpt-4o-mini-tts");
    CreateSpeechRequest::new(model, "Hello!", VoiceIdsShared::Coral)
}

fn speech_json() -> Value {
    json!({ "model": "gpt-4o-mini-tts", "input": "Hello!", "voice": "coral" })
}

#[tokio::test]
async fn speech_is_downloaded_as_bytes() {
    let sound = [0xff, 0xf3, 0x00, 0x0d, 0x0a];
    let server = Server::with_responses([MockResponse::new(200, "audio/mpeg", sound)]).await;
    let download = server.client().audio().speech().create(speech()).await;
    let download = download.expect("a download");
    assert_eq!(download.content_type(), Some("audio/mpeg"));
    assert_eq!(download.bytes().await.expect("bytes"), sound.as_slice());
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/audio/speech");
    assert_eq!(request.json(), speech_json());
}

#[tokio::test]
async fn speech_can_be_streamed_as_events() {
    let usage = json!({ "input_tokens": 1, "output_tokens": 2, "total_tokens": 3 });
    let events = [
        json!({ "type": "speech.audio.delta", "audio": "AAEC" }),
        json!({ "type": "speech.audio.done", "usage": usage }),
    ]
    .map(|event| format!("data: {event}\n\n"));
    let server =
        Server::with_responses([MockResponse::events(events.iter().map(String::as_str))]).await;
    let call = server.client().audio().speech().create(speech());
    let stream = call.stream().await.expect("a stream");
    let events: Vec<_> = stream.try_collect().await.expect("every event");
    let [
        CreateSpeechResponseStreamEvent::SpeechAudioDelta(delta),
        CreateSpeechResponseStreamEvent::SpeechAudioDone(done),
    ] = events.as_slice()
    else {
        panic!("{events:?}");
    };
    assert_eq!(delta.audio, "AAEC");
    assert_eq!(done.usage.total_tokens, 3);
    let mut expected = speech_json();
    expected["stream_format"] = json!("sse");
    assert_eq!(server.single_request().json(), expected);
}

fn recording() -> CreateTranscriptionRequest {
    let file = Upload::from_bytes("hello.wav", "RIFF");
    CreateTranscriptionRequest::new(CreateTranscriptionRequestModel::Whisper1, file)
}

fn recording_parts() -> Vec<Part> {
    vec![
        Part::file("file", "hello.wav", "audio/wav", b"RIFF"),
        Part::text("model", "whisper-1"),
    ]
}

#[tokio::test]
async fn a_form_with_lists_returns_a_json_transcription() {
    let server = Server::with_responses([MockResponse::json(json!({
        "task": "transcribe",
        "language": "english",
        "duration": 0.5,
        "text": "Hello!",
        "words": [{ "word": "Hello", "start": 0.0, "end": 0.4 }],
    }))])
    .await;
    let form = recording()
        .with_response_format(AudioResponseFormat::VerboseJson)
        .with_temperature(0.0)
        .with_timestamp_granularities(vec![Granularity::Word, Granularity::Segment]);

    let transcription = server.client().audio().transcriptions().create(form).await;

    let transcription = transcription.expect("a transcription");
    let CreateTranscriptionResponse::VerboseJson(verbose) = &transcription else {
        panic!("{transcription:?}");
    };
    assert_eq!(verbose.text, "Hello!");
    let words = verbose.words.as_deref().unwrap_or_default();
    assert_eq!((words[0].word.as_str(), words[0].end), ("Hello", 0.4));
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/audio/transcriptions");
    assert_eq!(request.header("accept"), Some("application/json"));
    let mut expected = recording_parts();
    expected.extend([
        Part::text("response_format", "verbose_json"),
        Part::text("temperature", "0.0"),
        Part::text("timestamp_granularities[]", "word"),
        Part::text("timestamp_granularities[]", "segment"),
    ]);
    assert_eq!(request.form(), expected);
}

#[tokio::test]
async fn a_short_transcription_has_its_own_type() {
    let server = Server::with_responses([MockResponse::json(json!({ "text": "Hello!" }))]).await;
    let transcription = server
        .client()
        .audio()
        .transcriptions()
        .create(recording())
        .await;
    let transcription = transcription.expect("a transcription");
    let CreateTranscriptionResponse::Json(short) = &transcription else {
        panic!("{transcription:?}");
    };
    assert_eq!(short.text, "Hello!");
}

#[tokio::test]
async fn subtitles_are_returned_as_text() {
    let subtitles = "1\n00:00:00,000 --> 00:00:00,500\nHello!\n";
    let server = Server::with_responses([MockResponse::new(200, "text/plain", subtitles)]).await;
    let form = recording().with_response_format(AudioResponseFormat::Srt);
    let call = server.client().audio().transcriptions().create(form);
    assert_eq!(call.send_text().await.expect("text"), subtitles);
    let mut expected = recording_parts();
    expected.push(Part::text("response_format", "srt"));
    assert_eq!(server.single_request().form(), expected);
}

#[tokio::test]
async fn a_form_part_asks_for_the_stream() {
    let events = [
        json!({ "type": "transcript.text.delta", "delta": "Hel" }),
        json!({ "type": "transcript.text.delta", "delta": "lo!" }),
        json!({ "type": "transcript.text.done", "text": "Hello!" }),
    ]
    .map(|event| format!("data: {event}\n\n"));
    let server =
        Server::with_responses([MockResponse::events(events.iter().map(String::as_str))]).await;
    let call = server.client().audio().transcriptions().create(recording());
    let mut stream = call.stream().await.expect("a stream");
    let mut text = String::new();
    let mut done = None;
    while let Some(event) = stream.next().await {
        match event.expect("an event") {
            CreateTranscriptionResponseStreamEvent::TranscriptTextDelta(event) => {
                text.push_str(&event.delta);
            }
            CreateTranscriptionResponseStreamEvent::TranscriptTextDone(event) => {
                done = Some(event.text);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(done, Some(text));
    let mut expected = recording_parts();
    expected.push(Part::text("stream", "true"));
    assert_eq!(server.single_request().form(), expected);
}

#[tokio::test]
async fn a_plain_text_transcript_is_a_string_whatever_its_contents() {
    let bodies = [
        "Hello!",
        "42",
        "null",
        "\"quoted\"",
        "[Music]",
        "WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n",
    ];
    let responses = bodies.map(|body| MockResponse::new(200, "text/plain; charset=utf-8", body));
    let server = Server::with_responses(responses).await;
    for body in bodies {
        let call = server.client().audio().transcriptions().create(recording());
        let transcript = call.await.expect("a transcript");
        assert_eq!(
            transcript,
            CreateTranscriptionResponse::Text(body.to_owned())
        );
        assert_eq!(transcript.text(), body);
    }
}

#[tokio::test]
async fn a_plain_text_transcript_may_be_labelled_as_something_else() {
    for (content_type, body) in [
        ("application/json", "Hello!"),
        ("application/json", "42"),
        (
            "application/x-subrip",
            "1\n00:00:00,000 --> 00:00:01,000\nHi\n",
        ),
        ("application/octet-stream", "Hello!"),
    ] {
        let response = MockResponse::new(200, content_type, body);
        let server = Server::with_responses([response]).await;
        let call = server.client().audio().transcriptions().create(recording());
        assert_eq!(call.await.expect("a transcript").text(), body);
    }
    for body in ["{\"text\":\"Hel", "", "<html>Log in</html>", "data: {}\n\n"] {
        let response = MockResponse::new(200, "application/json", body);
        let server = Server::with_responses([response]).await;
        let call = server.client().audio().transcriptions().create(recording());
        assert!(call.await.is_err(), "{body}");
    }
}

#[tokio::test]
async fn text_in_place_of_an_object_is_an_error() {
    let response = MockResponse::new(200, "application/json", "upstream failed");
    let server = Server::with_responses([response]).await;
    let error = server.client().models().list().await.expect_err("an error");
    assert!(error.to_string().contains("upstream failed"), "{error}");
}

#[tokio::test]
async fn a_detailed_transcript_with_a_mistyped_duration_keeps_its_form() {
    let segment = json!({
        "id": 0, "seek": 0, "start": 0.0, "end": 1.5, "text": "Hi.", "tokens": [1], "temperature": 0.0,
        "avg_logprob": -0.5, "compression_ratio": 1.0, "no_speech_prob": 0.0,
    });
    let verbose = json!({
        "task": "transcribe", "language": "en", "duration": "1.5", "text": "Hi.", "segments": [segment],
        "words": [{ "word": "Hi", "start": 0.0, "end": 1.0 }],
    });
    let segment = json!({
        "type": "transcript.text.segment", "id": "s", "start": 0.5, "end": 1.5, "text": "Hi.", "speaker": "A",
    });
    let diarized =
        json!({ "task": "transcribe", "duration": "1.5", "text": "Hi.", "segments": [segment] });
    let responses = [&verbose, &diarized].map(|json| MockResponse::json(json.clone()));
    let server = Server::with_responses(responses).await;
    let transcriptions = server.client().audio().transcriptions();

    let transcript = transcriptions
        .create(recording())
        .await
        .expect("a transcript");
    assert!(matches!(
        transcript,
        CreateTranscriptionResponse::VerboseJson(_)
    ));
    assert_eq!(transcript.text(), "Hi.");
    assert_eq!(transcript.words()[0].word, "Hi");
    let segments = transcript.segments();
    assert_eq!(
        (segments[0].end, segments[0].text, segments[0].speaker),
        (1.5, "Hi.", None)
    );
    assert_eq!(serde_json::to_value(&transcript).expect("JSON"), verbose);

    let transcript = transcriptions
        .create(recording())
        .await
        .expect("a transcript");
    assert!(matches!(
        transcript,
        CreateTranscriptionResponse::DiarizedJson(_)
    ));
    assert_eq!(transcript.segments()[0].speaker, Some("A"));
}

fn events(events: &[Value]) -> MockResponse {
    let events: Vec<String> = events
        .iter()
        .map(|event| format!("data: {event}\n\n"))
        .collect();
    MockResponse::events(events.iter().map(String::as_str)).with_header("x-request-id", "req_9")
}

#[tokio::test]
async fn streamed_speech_is_accumulated() {
    let usage = json!({ "input_tokens": 1, "output_tokens": 2, "total_tokens": 3 });
    let server = Server::with_responses([
        events(&[
            json!({ "type": "speech.audio.delta", "audio": "UklGRgA=" }),
            json!({ "type": "speech.audio.delta", "audio": "AAAAV0FWRQ==" }),
            json!({ "type": "speech.audio.sparkle", "x": 1 }),
            json!({ "type": "speech.audio.done", "usage": usage }),
        ]),
        events(&[json!({ "type": "speech.audio.delta", "audio": "AAEC" })]),
    ])
    .await;
    let call = || server.client().audio().speech().create(speech()).stream();
    let stream = call().await.expect("a stream");
    let speech = stream.collect_speech().await.expect("speech");
    assert_eq!(speech.audio, b"RIFF\0\0\0\0WAVE");
    assert!(speech.media().media_type().starts_with("audio/"));
    assert_eq!(
        speech
            .done
            .as_ref()
            .expect("the last event")
            .usage
            .total_tokens,
        3
    );
    assert_eq!(speech.unplaced[0].json()["x"], 1);
    assert_eq!(speech.request_id(), Some("req_9"));
    let stream = call().await.expect("a stream");
    let truncated = stream.collect_speech().await.expect_err("an early end");
    assert_eq!(truncated.partial().audio, [0, 1, 2]);
    assert_eq!(truncated.request_id(), Some("req_9"));
}

#[tokio::test]
async fn a_streamed_transcript_is_accumulated() {
    let segment = json!({
        "type": "transcript.text.segment", "id": "s1", "start": 0.0, "end": 1.0, "text": "Hello",
        "speaker": "A",
    });
    let server = Server::with_responses([events(&[
        json!({ "type": "transcript.text.delta", "delta": "Hel" }),
        json!({ "type": "transcript.text.delta", "delta": [{ "type": "text", "text": "lo" }] }),
        segment.clone(),
        segment,
        json!({ "type": "transcript.text.delta", "delta": { "x": "y" } }),
        json!({ "type": "transcript.text.done", "text": "Hello" }),
    ])])
    .await;
    let model = CreateTranscriptionRequestModel::from("gpt-4o-transcribe");
    let request = CreateTranscriptionRequest::new(model, Upload::from_bytes("a.wav", "RIFF"));
    let call = server.client().audio().transcriptions().create(request);
    let stream = call.stream().await.expect("a stream");
    let transcript = stream.collect_transcript().await.expect("a transcript");
    assert_eq!(transcript.text, "Hello");
    assert_eq!(transcript.segments.len(), 1, "the ID identifies a segment");
    assert!(transcript.done.is_some());
    assert_eq!(transcript.unplaced.len(), 1);
    assert_eq!(transcript.request_id(), Some("req_9"));
}
