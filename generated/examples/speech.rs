//! Converts text to speech, and saves the audio while it arrives.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example speech -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::CreateSpeechRequest;
use openai_typed::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let request = CreateSpeechRequest::new("gpt-4o-mini-tts", "Hello!", "alloy");
    let speech = client.audio().speech().create(request).await?;
    println!("{}", speech.content_type().unwrap_or_default());
    speech
        .save_to(std::env::temp_dir().join("hello.mp3"))
        .await?;
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on(
        "createSpeech",
        MockResponse::bytes("audio/mpeg", b"ID3".as_slice()),
    );
    Ok(client)
}
