//! Recordings: any file is a recording, whose exchanges are replayed, or causes an error.

use std::fs::File;
use std::future::IntoFuture as _;
use std::io::{self, Seek as _, Write as _};

use openai_typed::Client;
use openai_typed::testing::Replay;
use serde_json::json;

use crate::served::{kind, now};

/// Loads a file and replays its exchanges.
pub fn run(bytes: &[u8]) {
    thread_local! {
        static FILE: tempfile::NamedTempFile = tempfile::NamedTempFile::new().expect("a file");
    }
    let loaded = FILE.with(|file| {
        write(file.as_file(), bytes).expect("the file is written");
        Replay::load(file.path())
    });
    let replay = match loaded {
        Ok(replay) => replay,
        Err(error) => {
            kind(&error);
            return;
        }
    };
    let before = replay.remaining();
    let builder = Client::builder().without_credentials().max_retries(0);
    let client = builder
        .base_url("http://127.0.0.1:1/v1")
        .transport(replay.clone())
        .build()
        .expect("a client");
    let results = [
        now(client.models().list().into_future()).map(drop),
        now(client.files().retrieve("a").into_future()).map(drop),
        now(client.post("/any").json(&json!({"a": 1})).into_future()).map(drop),
    ];
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        kind(error);
    }
    assert!(replay.remaining() <= before && replay.remaining() + results.len() >= before);
}

/// Replaces the content of a file without truncating it first, which makes some file systems wait for the disk.
fn write(mut file: &File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)
}
