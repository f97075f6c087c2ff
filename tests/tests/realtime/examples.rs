//! The examples of the crate, run as users run them, against the server of these tests.

use std::path::Path;
use std::process::Command;

use crate::server::{Server, session};

/// What an example prints.
async fn run(name: &'static str, arguments: Vec<String>) -> String {
    let server = Server::start(|_, socket| session(socket)).await;
    let running = tokio::task::spawn_blocking(move || {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Command::new(cargo)
            .args([
                "run",
                "--quiet",
                "--package",
                "openai-typed",
                "--features",
                "full",
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
async fn a_text_conversation() {
    let printed = run("realtime_text", vec!["Hello".to_owned(), "And?".to_owned()]).await;
    assert_eq!(
        printed,
        "> Hello\nYou said: Hello\n> And?\nYou said: And?\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_call() {
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
async fn a_voice_in_and_a_voice_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let samples: Vec<u8> = (0..10_000u32).map(|index| (index % 251) as u8).collect();
    // With a part that is none of the example's business, and is of odd length.
    let mut question = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0data".to_vec();
    question.extend(10_000u32.to_le_bytes());
    question.extend(&samples);
    std::fs::write(path("question.wav"), &question).expect("written");
    let printed = run(
        "realtime_voice",
        vec![path("question.wav"), path("answer.wav")],
    )
    .await;
    assert!(
        printed.starts_with("the same again\n10000 bytes of audio"),
        "{printed}"
    );
    let answer = std::fs::read(path("answer.wav")).expect("an answer");
    assert!(answer.starts_with(b"RIFF"));
    assert!(answer[44..] == samples, "the audio came back");
}

#[tokio::test(flavor = "multi_thread")]
async fn transcription_alone() {
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
