//! The forms of a transcription.

use openai_typed::Upload;
use openai_typed::types::{
    CreateTranscriptionRequest, CreateTranscriptionRequestModel, CreateTranscriptionResponse,
};

use serde_json::json;

use super::file;
use crate::support::{MockResponse, Server};

async fn transcript(content_type: &str, body: Vec<u8>) -> CreateTranscriptionResponse {
    let server = Server::with_responses([MockResponse::new(200, content_type, body)]).await;
    let speech = Upload::from_bytes("hello.wav", "RIFF");
    let model = CreateTranscriptionRequestModel::Whisper1;
    let request = CreateTranscriptionRequest::new(model, speech);
    let call = server.client().audio().transcriptions().create(request);
    call.await.expect("a transcript")
}

#[tokio::test]
async fn text_is_text_whatever_it_contains() {
    for path in ["number.txt", "subtitles.srt", "text.txt"] {
        let Some(body) = file(&format!("17-transcription-forms/{path}")) else {
            return;
        };
        let expected = String::from_utf8(body.clone()).expect("UTF-8");
        for content_type in ["text/plain", "text/plain; charset=utf-8"] {
            let transcript = transcript(content_type, body.clone()).await;
            let is_text = matches!(transcript, CreateTranscriptionResponse::Text(_));
            assert!(is_text, "{path}: {transcript:?}");
            assert_eq!(transcript.text(), expected, "{path}");
        }
    }
}

#[tokio::test]
async fn a_detailed_transcript_keeps_its_form_and_a_mistyped_duration() {
    let Some(body) = file("17-transcription-forms/verbose.json") else {
        return;
    };
    let transcript = transcript("application/json", body).await;
    let CreateTranscriptionResponse::VerboseJson(verbose) = &transcript else {
        panic!("{transcript:?}");
    };
    assert_eq!(transcript.text(), "Hello you.");
    assert_eq!(transcript.segments().len(), 1);
    assert_eq!(transcript.segments()[0].text, "Hello you.");
    let mut mismatches = verbose.extra.mismatches();
    let duration = mismatches.find(|(name, _)| *name == "duration");
    assert_eq!(
        duration.map(|(_, value)| value.json()),
        Some(&json!("11.0"))
    );
}
