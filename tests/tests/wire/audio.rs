//! Audio: bytes or events for JSON, JSON or text for a form.

use futures_util::TryStreamExt;
use openai_typed::Upload;
use openai_typed::types::{
    AudioResponseFormat, CreateSpeechRequest, CreateSpeechRequestModel,
    CreateSpeechResponseStreamEvent, CreateTranscriptionRequest, CreateTranscriptionRequestModel,
    CreateTranscriptionRequestTimestampGranularitiesItem as Granularity,
    CreateTranscriptionResponse, CreateTranscriptionResponseStreamEvent, VoiceIdsShared,
};
use serde_json::{Value, json};

use crate::support::{Answer, Part, Server};

fn speech() -> CreateSpeechRequest {
    let model = CreateSpeechRequestModel::from("gpt-4o-mini-tts");
    CreateSpeechRequest::new(model, "Hello!", VoiceIdsShared::Coral)
}

fn speech_json() -> Value {
    json!({ "model": "gpt-4o-mini-tts", "input": "Hello!", "voice": "coral" })
}

#[tokio::test]
async fn speech_is_bytes() {
    let sound = [0xff, 0xf3, 0x00, 0x0d, 0x0a];
    let server = Server::answering([Answer::new(200, "audio/mpeg", sound)]).await;
    let download = server.client().audio().speech().create(speech()).await;
    let download = download.expect("a download");
    assert_eq!(download.content_type(), Some("audio/mpeg"));
    assert_eq!(download.bytes().await.expect("bytes"), sound.as_slice());
    let request = server.only();
    assert_eq!(request.line(), "POST /v1/audio/speech");
    assert_eq!(request.json(), speech_json());
}

#[tokio::test]
async fn speech_is_events_when_they_are_asked_for() {
    let usage = json!({ "input_tokens": 1, "output_tokens": 2, "total_tokens": 3 });
    let events = [
        json!({ "type": "speech.audio.delta", "audio": "AAEC" }),
        json!({ "type": "speech.audio.done", "usage": usage }),
    ]
    .map(|event| format!("data: {event}\n\n"));
    let server = Server::answering([Answer::events(events.iter().map(String::as_str))]).await;
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
    assert_eq!(server.only().json(), expected);
}

fn recording() -> CreateTranscriptionRequest {
    let file = Upload::from_bytes("hello.wav", "RIFF");
    CreateTranscriptionRequest::new(file, CreateTranscriptionRequestModel::Whisper1)
}

fn recording_parts() -> Vec<Part> {
    vec![
        Part::file("file", "hello.wav", "audio/wav", b"RIFF"),
        Part::text("model", "whisper-1"),
    ]
}

#[tokio::test]
async fn a_transcription_is_json_for_a_form_with_lists() {
    let server = Server::answering([Answer::json(json!({
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
    let CreateTranscriptionResponse::CreateTranscriptionResponseVerboseJson(verbose) =
        &transcription
    else {
        panic!("{transcription:?}");
    };
    assert_eq!(verbose.text, "Hello!");
    let words = verbose.words.as_deref().unwrap_or_default();
    assert_eq!((words[0].word.as_str(), words[0].end), ("Hello", 0.4));
    let request = server.only();
    assert_eq!(request.line(), "POST /v1/audio/transcriptions");
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
async fn a_short_transcription_is_its_own_type() {
    let server = Server::answering([Answer::json(json!({ "text": "Hello!" }))]).await;
    let transcription = server
        .client()
        .audio()
        .transcriptions()
        .create(recording())
        .await;
    let transcription = transcription.expect("a transcription");
    let CreateTranscriptionResponse::CreateTranscriptionResponseJson(short) = &transcription else {
        panic!("{transcription:?}");
    };
    assert_eq!(short.text, "Hello!");
}

#[tokio::test]
async fn subtitles_are_text() {
    let subtitles = "1\n00:00:00,000 --> 00:00:00,500\nHello!\n";
    let server = Server::answering([Answer::new(200, "text/plain", subtitles)]).await;
    let form = recording().with_response_format(AudioResponseFormat::Srt);
    let call = server.client().audio().transcriptions().create(form);
    assert_eq!(call.send_text().await.expect("text"), subtitles);
    let mut expected = recording_parts();
    expected.push(Part::text("response_format", "srt"));
    assert_eq!(server.only().form(), expected);
}

#[tokio::test]
async fn a_form_is_asked_to_stream_by_a_part() {
    let events = [
        json!({ "type": "transcript.text.delta", "delta": "Hel" }),
        json!({ "type": "transcript.text.delta", "delta": "lo!" }),
        json!({ "type": "transcript.text.done", "text": "Hello!" }),
    ]
    .map(|event| format!("data: {event}\n\n"));
    let server = Server::answering([Answer::events(events.iter().map(String::as_str))]).await;
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
    assert_eq!(server.only().form(), expected);
}
