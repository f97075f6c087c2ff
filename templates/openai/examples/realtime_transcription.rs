//! Transcription alone over the Realtime API: audio (24 kHz, 16 bits, mono, without a header) from a file, text out.
//!
//! The key is taken from `OPENAI_API_KEY`; `OPENAI_BASE_URL` may name another server:
//! `cargo run --example realtime_transcription --features realtime -- speech.pcm`

use crate_name::Client;
use crate_name::types::{
    AudioTranscription, RealtimeClientEventSessionUpdate, RealtimeServerEvent,
    RealtimeTranscriptionSessionCreateRequestGa, RealtimeTranscriptionSessionCreateRequestGaAudio,
    RealtimeTranscriptionSessionCreateRequestGaAudioInput,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(path) = std::env::args().nth(1) else {
        return Err("usage: realtime_transcription SPEECH.pcm".into());
    };
    let client = Client::from_env()?;
    let mut connection = client.realtime().connect().intent("transcription").await?;
    let transcription = AudioTranscription::new().with_model("gpt-4o-transcribe");
    // Without detection of turns, which `null` stands for, the turn ends where we say.
    let input = RealtimeTranscriptionSessionCreateRequestGaAudioInput::new()
        .with_transcription(transcription)
        .with_turn_detection_null();
    let audio = RealtimeTranscriptionSessionCreateRequestGaAudio::new().with_input(input);
    let session = RealtimeTranscriptionSessionCreateRequestGa::new().with_audio(audio);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;
    connection
        .append_audio_from(tokio::fs::File::open(path).await?)
        .await?;
    connection.commit_audio().await?;

    while let Some(event) = connection.next().await {
        match event? {
            RealtimeServerEvent::ConversationItemInputAudioTranscriptionDelta(event) => {
                print!("{}", event.delta.unwrap_or_default());
            }
            RealtimeServerEvent::ConversationItemInputAudioTranscriptionCompleted(event) => {
                println!("\n= {}", event.transcript);
                break;
            }
            RealtimeServerEvent::Error(event) => return Err(event.error.message.into()),
            _ => {}
        }
    }
    connection.close(1000, "").await?;
    Ok(())
}
