//! A voice in, a voice out: sends a WAV file (24 kHz, 16 bits, mono) and writes the answer into another.
//!
//! The key is taken from `OPENAI_API_KEY`; `OPENAI_BASE_URL` may name another server:
//! `cargo run --example realtime_voice --features realtime -- question.wav answer.wav`

use crate_name::Client;
use crate_name::types::{
    RealtimeClientEventSessionUpdate, RealtimeServerEvent, RealtimeSessionCreateRequestGa,
    RealtimeSessionCreateRequestGaAudio, RealtimeSessionCreateRequestGaAudioInput,
};

/// Length of the header that this example writes.
const HEADER: usize = 44;
const SAMPLES_PER_SECOND: u32 = 24_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(question), Some(answer)) = (arguments.next(), arguments.next()) else {
        return Err("usage: realtime_voice QUESTION.wav ANSWER.wav".into());
    };
    let question = std::fs::read(question)?;
    let Some(question) = samples(&question) else {
        return Err("the question is no WAV file".into());
    };

    let client = Client::from_env()?;
    let mut connection = client.realtime().connect().model("gpt-realtime").await?;
    // Without detection of turns, which `null` stands for, the turn ends where we say.
    let input = RealtimeSessionCreateRequestGaAudioInput::new().with_turn_detection_null();
    let audio = RealtimeSessionCreateRequestGaAudio::new().with_input(input);
    let session = RealtimeSessionCreateRequestGa::new().with_audio(audio);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;
    connection.append_audio_from(question).await?;
    connection.commit_audio().await?;
    connection.create_response().await?;

    let mut audio = Vec::new();
    while let Some(event) = connection.next().await {
        let event = event?;
        if let Some(piece) = event.audio() {
            audio.extend_from_slice(&piece?);
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
    std::fs::write(&answer, wav(&audio)?)?;
    println!("{} bytes of audio in {answer}", audio.len());
    Ok(())
}

/// What stands in the part `data` of a WAV file.
fn samples(file: &[u8]) -> Option<&[u8]> {
    if !file.starts_with(b"RIFF") || file.get(8..12)? != b"WAVE" {
        return None;
    }
    let mut parts = file.get(12..)?;
    loop {
        let (name, rest) = parts.split_at_checked(4)?;
        let (length, rest) = rest.split_first_chunk()?;
        let length = u32::from_le_bytes(*length) as usize;
        if name == b"data" {
            // What is written while it is recorded may not know its length.
            return Some(rest.get(..length).unwrap_or(rest));
        }
        // Parts begin at even places.
        parts = rest.get(length + length % 2..)?;
    }
}

/// A WAV file of this audio.
fn wav(audio: &[u8]) -> Result<Vec<u8>, std::num::TryFromIntError> {
    let length = u32::try_from(audio.len())?;
    let mut file = Vec::with_capacity(HEADER + audio.len());
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(length + 36).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16u32.to_le_bytes());
    file.extend_from_slice(&1u16.to_le_bytes()); // PCM
    file.extend_from_slice(&1u16.to_le_bytes()); // one channel
    file.extend_from_slice(&SAMPLES_PER_SECOND.to_le_bytes());
    file.extend_from_slice(&(2 * SAMPLES_PER_SECOND).to_le_bytes());
    file.extend_from_slice(&2u16.to_le_bytes()); // bytes a sample
    file.extend_from_slice(&16u16.to_le_bytes()); // bits a sample
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(audio);
    Ok(file)
}
