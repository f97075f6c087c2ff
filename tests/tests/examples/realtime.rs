//! The examples of the Realtime API, against a server that simulates it.

use std::process::Command;

use crate::RUN;
use crate::server::{Server, serve_session};

/// A check, and the name of its program.
type Check = (&'static str, fn() -> Result<(), String>);

/// The checks.
pub const CHECKS: &[Check] = &[
    ("realtime_text", text_prints_the_conversation),
    ("realtime_function", function_handles_a_function_call),
    ("realtime_voice", voice_saves_the_spoken_response),
    (
        "realtime_transcription",
        transcription_prints_the_transcript,
    ),
];

/// Runs a program with arguments, and returns its output.
fn run(name: &'static str, arguments: &[&str]) -> Result<String, String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let server = runtime.block_on(Server::start(|_, socket| serve_session(socket)));
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(this)
        .args(arguments)
        .env(RUN, name)
        .env("OPENAI_BASE_URL", &server.base_url)
        .env("OPENAI_API_KEY", "key")
        .output()
        .map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn expect(holds: bool, printed: &str) -> Result<(), String> {
    match holds {
        true => Ok(()),
        false => Err(format!("printed:\n{printed}")),
    }
}

fn text_prints_the_conversation() -> Result<(), String> {
    let printed = run("realtime_text", &["Hello", "And?"])?;
    let expected = "> Hello\nYou said: Hello\n> And?\nYou said: And?\n";
    expect(printed == expected, &printed)
}

fn function_handles_a_function_call() -> Result<(), String> {
    let printed = run("realtime_function", &[])?;
    let is_called = printed.starts_with("temperature({\"city\":\"Paris\"})\n");
    let question = "You said: How warm is it in Paris?";
    expect(is_called && printed.contains(question), &printed)
}

fn voice_saves_the_spoken_response() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (input, output) = (path("input.wav"), path("output.wav"));
    let samples: Vec<u8> = (0..10_000u32).map(|index| (index % 251) as u8).collect();
    // Includes a chunk of odd length that the example must skip.
    let mut file = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0data".to_vec();
    file.extend(10_000u32.to_le_bytes());
    file.extend(&samples);
    std::fs::write(&input, &file).map_err(|error| error.to_string())?;
    let printed = run("realtime_voice", &[&input, &output])?;
    let has_audio = printed.starts_with("the same audio\n10000 bytes of audio");
    expect(has_audio, &printed)?;
    let saved = std::fs::read(&output).map_err(|error| error.to_string())?;
    let is_returned = saved.starts_with(b"RIFF") && saved.get(44..) == Some(&samples[..]);
    expect(is_returned, &format!("a file of {} bytes", saved.len()))
}

fn transcription_prints_the_transcript() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let speech = folder.path().join("speech.pcm");
    std::fs::write(&speech, vec![0; 4800]).map_err(|error| error.to_string())?;
    let printed = run("realtime_transcription", &[&speech.to_string_lossy()])?;
    expect(printed.trim() == "= 4800 bytes of speech", &printed)
}
