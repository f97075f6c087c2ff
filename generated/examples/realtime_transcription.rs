//! Transcribes an audio file with the Realtime API.
//!
//! Usage: `cargo run --example realtime_transcription --features realtime -- speech.pcm`. The file contains PCM audio
//! (24 kHz, 16 bits, mono) without a header. The key is read from `OPENAI_API_KEY`; with `--offline`
//! instead of the file, none is needed.

use futures_util::{SinkExt, StreamExt};
use openai_typed::types::{
    AudioTranscription, RealtimeClientEventSessionUpdate, RealtimeServerEvent,
    RealtimeTranscriptionSessionCreateRequestGa, RealtimeTranscriptionSessionCreateRequestGaAudio,
    RealtimeTranscriptionSessionCreateRequestGaAudioInput,
};
use openai_typed::websocket::Target;
use openai_typed::{BoxError, Client};
use serde_json::json;
use tokio::io::DuplexStream;
use tokio_tungstenite::tungstenite::Message;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(path) = std::env::args().nth(1) else {
        return Err("usage: realtime_transcription SPEECH.pcm".into());
    };
    let offline = path == "--offline";
    let client = match offline {
        true => {
            Client::new("key").with_options(|options| options.base_url("http://localhost/v1"))?
        }
        false => Client::from_env()?,
    };
    let mut connect = client.realtime().connect().with_intent("transcription");
    if offline {
        connect = connect.connector(serve);
    }
    let mut connection = connect.await?;
    let transcription = AudioTranscription::new().with_model("gpt-4o-transcribe");
    // `null` disables turn detection, so that the turn ends when the audio is committed.
    let input = RealtimeTranscriptionSessionCreateRequestGaAudioInput::new()
        .with_transcription(transcription)
        .with_turn_detection_null();
    let audio = RealtimeTranscriptionSessionCreateRequestGaAudio::new().with_input(input);
    let session = RealtimeTranscriptionSessionCreateRequestGa::new().with_audio(audio);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;
    match offline {
        true => connection.append_audio_from(&[0; 4800][..]).await?,
        false => {
            connection
                .append_audio_from(tokio::fs::File::open(path).await?)
                .await?
        }
    };
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

/// Accepts a connection in this process. Sends recorded events after each client event of type `input_audio_buffer.commit`.
async fn serve(_: Target) -> Result<DuplexStream, BoxError> {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let mut socket = tokio_tungstenite::accept_async(theirs).await?;
        while let Some(Ok(received)) = socket.next().await {
            if received.to_text()?.contains("input_audio_buffer.commit") {
                for event in [
                    json!({"type": "conversation.item.input_audio_transcription.delta", "item_id": "item_1", "delta": "Hello"}),
                    json!({"type": "conversation.item.input_audio_transcription.completed", "item_id": "item_1", "transcript": "Hello!"}),
                ] {
                    socket.send(Message::text(event.to_string())).await?;
                }
            }
        }
        Ok::<_, BoxError>(())
    });
    Ok(ours)
}
