//! Transcribes a recording, with the time of each segment.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example transcription -- --offline`.

use crate_name::testing::MockResponse;
use crate_name::types::CreateTranscriptionRequest;
use crate_name::{Client, Error, Upload};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let recording = Upload::from_bytes("talk.mp3", b"ID3".as_slice()); // or `Upload::from_path`
    let request = CreateTranscriptionRequest::new("whisper-1", recording)
        .with_response_format("verbose_json");
    let transcript = client.audio().transcriptions().create(request).await?;
    println!("{}", transcript.text());
    for segment in transcript.segments() {
        println!(
            "{:.1} s to {:.1} s: {}",
            segment.start, segment.end, segment.text
        );
    }
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on("createTranscription", MockResponse::json(&json!({
        "task": "transcribe", "language": "english", "duration": 2.5, "text": "Hello. Goodbye.",
        "segments": [
            {"id": 0, "seek": 0, "start": 0.0, "end": 1.0, "text": "Hello.", "tokens": [], "temperature": 0.0,
             "avg_logprob": 0.0, "compression_ratio": 1.0, "no_speech_prob": 0.0},
            {"id": 1, "seek": 0, "start": 1.0, "end": 2.5, "text": "Goodbye.", "tokens": [], "temperature": 0.0,
             "avg_logprob": 0.0, "compression_ratio": 1.0, "no_speech_prob": 0.0},
        ],
    })));
    Ok(client)
}
