//! Sends speech to the Realtime API and saves the spoken response.
//!
//! Usage: `cargo run --example realtime_voice --features realtime -- input.wav output.wav`. The input is a WAV file
//! (24 kHz, 16 bits, mono). The key is read from `OPENAI_API_KEY`; with
//! `--offline` instead of the files, none is needed.

use std::path::PathBuf;

use futures_util::{SinkExt, StreamExt};
use openai_typed::types::{
    RealtimeClientEventSessionUpdate, RealtimeServerEvent, RealtimeSessionCreateRequestGa,
    RealtimeSessionCreateRequestGaAudio, RealtimeSessionCreateRequestGaAudioInput,
};
use openai_typed::websocket::Target;
use openai_typed::{BoxError, Client};
use serde_json::json;
use tokio::io::DuplexStream;
use tokio_tungstenite::tungstenite::Message;

/// The size of the header of the output, in bytes.
const HEADER_SIZE: usize = 44;
const SAMPLES_PER_SECOND: u32 = 24_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (offline, input, output) = match arguments.as_slice() {
        [option] if option == "--offline" => (
            true,
            wav(&[0; 4800])?,
            std::env::temp_dir().join("voice.wav"),
        ),
        [input, output] => (false, std::fs::read(input)?, PathBuf::from(output)),
        _ => return Err("usage: realtime_voice INPUT.wav OUTPUT.wav".into()),
    };
    let Some(speech) = samples(&input) else {
        return Err("the input is not a WAV file".into());
    };

    let client = match offline {
        true => {
            Client::new("key").with_options(|options| options.base_url("http://localhost/v1"))?
        }
        false => Client::from_env()?,
    };
    let mut connect = client.realtime().connect().with_model("gpt-realtime");
    if offline {
        connect = connect.connector(serve);
    }
    let mut connection = connect.await?;
    // `null` disables turn detection, so that the turn ends when the audio is committed.
    let audio_input = RealtimeSessionCreateRequestGaAudioInput::new().with_turn_detection_null();
    let audio = RealtimeSessionCreateRequestGaAudio::new().with_input(audio_input);
    let session = RealtimeSessionCreateRequestGa::new().with_audio(audio);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;
    connection.append_audio_from(speech).await?;
    connection.commit_audio().await?;
    connection.create_response().await?;

    let mut audio = Vec::new();
    while let Some(event) = connection.next().await {
        let event = event?;
        if let Some(chunk) = event.audio() {
            audio.extend_from_slice(&chunk?);
        }
        match event {
            RealtimeServerEvent::ResponseOutputAudioTranscriptDone(event) => {
                println!("{}", event.transcript);
            }
            RealtimeServerEvent::ResponseDone(_) => break,
            RealtimeServerEvent::Error(event) => return Err(event.error.message.into()),
            _ => {}
        }
    }
    connection.close(1000, "").await?;
    std::fs::write(&output, wav(&audio)?)?;
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    println!("{} bytes of audio in {name}", audio.len());
    Ok(())
}

/// Returns the content of the chunk `data` of a WAV file.
fn samples(file: &[u8]) -> Option<&[u8]> {
    if !file.starts_with(b"RIFF") || file.get(8..12)? != b"WAVE" {
        return None;
    }
    let mut chunks = file.get(12..)?;
    loop {
        let (name, rest) = chunks.split_at_checked(4)?;
        let (length, rest) = rest.split_first_chunk()?;
        let length = u32::from_le_bytes(*length) as usize;
        if name == b"data" {
            // A program that writes while it records may not know the length.
            return Some(rest.get(..length).unwrap_or(rest));
        }
        // Chunks start at even offsets.
        chunks = rest.get(length + length % 2..)?;
    }
}

/// Creates a WAV file.
fn wav(audio: &[u8]) -> Result<Vec<u8>, std::num::TryFromIntError> {
    let length = u32::try_from(audio.len())?;
    let mut file = Vec::with_capacity(HEADER_SIZE + audio.len());
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(length + 36).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16u32.to_le_bytes());
    file.extend_from_slice(&1u16.to_le_bytes()); // PCM
    file.extend_from_slice(&1u16.to_le_bytes()); // one channel
    file.extend_from_slice(&SAMPLES_PER_SECOND.to_le_bytes());
    file.extend_from_slice(&(2 * SAMPLES_PER_SECOND).to_le_bytes());
    file.extend_from_slice(&2u16.to_le_bytes()); // bytes per sample
    file.extend_from_slice(&16u16.to_le_bytes()); // bits per sample
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(audio);
    Ok(file)
}

/// Accepts a connection in this process. Sends recorded events after each client event of type `response.create`.
async fn serve(_: Target) -> Result<DuplexStream, BoxError> {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let mut socket = tokio_tungstenite::accept_async(theirs).await?;
        while let Some(Ok(received)) = socket.next().await {
            if received.to_text()?.contains("response.create") {
                for event in [
                    json!({"type": "response.output_audio.delta", "item_id": "item_1", "content_index": 0, "delta": "AAAA"}),
                    json!({"type": "response.output_audio_transcript.done", "item_id": "item_1", "transcript": "Hello!"}),
                    json!({"type": "response.done", "response": {"id": "resp_1", "output": []}}),
                ] {
                    socket.send(Message::text(event.to_string())).await?;
                }
            }
        }
        Ok::<_, BoxError>(())
    });
    Ok(ours)
}
