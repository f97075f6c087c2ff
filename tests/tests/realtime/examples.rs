//! The examples of the crate, run with cargo against the test server.

use std::path::Path;
use std::process::Command;

use crate::server::{Server, serve_session};

/// Runs an example and returns what it prints.
async fn run(name: &'static str, arguments: Vec<String>) -> String {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let running = tokio::task::spawn_blocking(move || {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Command::new(cargo)
            .args([
                "run",
                "--quiet",
                "--features",
                "openai-typed/full",
                "--example",
                name,
                "--",
            ])
            .args(arguments)
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .env("OPENAI_BASE_URL", &server.base_url)
            .env("OPENAI_API_KEY", "key")
            .output()
    });
    let output = running.await.expect("no panic").expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn realtime_text_prints_the_conversation() {
    let printed = run("realtime_text", vec!["Hello".to_owned(), "And?".to_owned()]).await;
    assert_eq!(
        printed,
        "> Hello\nYou said: Hello\n> And?\nYou said: And?\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn realtime_function_handles_a_function_call() {
    let printed = run("realtime_function", Vec::new()).await;
    assert!(
        printed.starts_with("temperature({\"city\":\"Paris\"})\n"),
        "{printed}"
    );
    assert!(
        printed.contains("You said: How warm is it in Paris?"),
        "{printed}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn realtime_voice_saves_the_spoken_response() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let samples: Vec<u8> = (0..10_000u32).map(|index| (index % 251) as u8).collect();
    // Includes a chunk of odd length that the example must skip.
    let mut input = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0data".to_vec();
    input.extend(10_000u32.to_le_bytes());
    input.extend(&samples);
    std::fs::write(path("input.wav"), &input).expect("written");
    let printed = run(
        "realtime_voice",
        vec![path("input.wav"), path("output.wav")],
    )
    .await;
    assert!(
        printed.starts_with("the same audio\n10000 bytes of audio"),
        "{printed}"
    );
    let output = std::fs::read(path("output.wav")).expect("an output file");
    assert!(output.starts_with(b"RIFF"));
    assert!(output[44..] == samples, "the audio was returned");
}

#[tokio::test(flavor = "multi_thread")]
async fn realtime_transcription_prints_the_transcript() {
    let folder = tempfile::tempdir().expect("a folder");
    let speech = folder.path().join("speech.pcm");
    std::fs::write(&speech, vec![0; 4800]).expect("written");
    let printed = run(
        "realtime_transcription",
        vec![speech.to_string_lossy().into_owned()],
    )
    .await;
    assert_eq!(printed.trim(), "= 4800 bytes of speech");
}
