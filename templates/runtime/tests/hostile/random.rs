//! Random input: event streams with any split, bodies with changed bytes, and headers of any text.
//!
//! `RANDOM_CASES` sets how many cases each test has, `RANDOM_SEED` where they start. A failure shows its case.

use std::future::IntoFuture as _;
use std::task::{Context, Poll, Waker};

use oasmith_runtime::testing::MockResponse;
use oasmith_runtime::{Client, Error};
use serde_json::{Value, json};

use crate::support::{Generate, GetThing, KEY, PostThing, StreamLines, mocked};

/// What event streams, JSON and headers consist of.
const DICTIONARY: &[&str] = &[
    "data",
    "event",
    "id",
    "retry",
    "error",
    ":",
    ": ",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\u{feff}",
    "{\"n\":1}",
    "{\"n\":",
    "1",
    "}",
    "{",
    "[",
    "]",
    "\"",
    "\\",
    "\\ud83d",
    "\\ude00",
    ",",
    "null",
    "true",
    "-",
    "1e400",
    "18446744073709551616",
    "[DONE]",
    "message",
    "ping",
    "<html>",
    " ",
    "\t",
    "\0",
    "\u{1e}",
    "é",
    "{\"error\":{\"message\":\"m\"}}",
    "120",
    "2s",
    "1m30s",
    "NaN",
    "inf",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "99999999999999999999",
    "0.5",
];

/// A generator of random numbers (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("below the limit")
    }

    fn text(&mut self, most: usize) -> String {
        let count = self.below(most) + 1;
        (0..count)
            .map(|_| DICTIONARY[self.below(DICTIONARY.len())])
            .collect()
    }
}

fn setting(name: &str, default: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.and_then(|set| set.parse().ok()).unwrap_or(default)
}

/// Runs cases with a source of random numbers each.
fn cases(run: impl Fn(&mut Random)) {
    let first = setting("RANDOM_SEED", 1);
    for seed in first..first + setting("RANDOM_CASES", 3000) {
        run(&mut Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1));
    }
}

/// Returns the output of a future that never waits.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..100_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
    panic!("a mock response is always ready");
}

fn client(response: MockResponse) -> Client {
    let (client, _) = mocked([response]);
    client
        .with_options(|it| it.max_retries(0))
        .expect("a client")
}

/// Reads the events of a body that arrives in these pieces, as strings. An error is represented by its kind, because its
/// message depends on how much of the body has arrived.
fn events(body: &str, is_lines: bool, splits: &[usize]) -> Vec<String> {
    let media_type = if is_lines {
        "application/x-ndjson"
    } else {
        "text/event-stream"
    };
    let response = MockResponse::bytes(media_type, body.to_owned().into_bytes());
    let client = client(response.split_at(splits));
    let stream = match is_lines {
        true => now(client.call::<StreamLines>().into_future()),
        false => now(client
            .call::<Generate>()
            .json(&json!({}))
            .stream_as::<Value>()),
    };
    let mut stream = match stream {
        Ok(stream) => stream,
        Err(error) => return vec![shown(&error)],
    };
    let mut found = Vec::new();
    while let Some(item) = now(stream.next()) {
        found.push(match item {
            Ok(value) => value.to_string(),
            Err(error) => shown(&error),
        });
        assert!(found.len() <= body.len() + 1, "a stream without an end");
    }
    found
}

fn shown(error: &Error) -> String {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(KEY), "{shown}");
    error.kind().to_string()
}

fn splits(random: &mut Random, length: usize) -> Vec<usize> {
    let mut splits: Vec<_> = (0..random.below(8))
        .map(|_| random.below(length + 1))
        .collect();
    splits.sort_unstable();
    splits.dedup();
    splits
}

#[tokio::test]
async fn any_split_of_any_stream_has_the_same_events() {
    for is_lines in [false, true] {
        cases(|random| {
            let body = random.text(24);
            let whole = events(&body, is_lines, &[]);
            let splits = splits(random, body.len());
            assert_eq!(
                events(&body, is_lines, &splits),
                whole,
                "{body:?} at {splits:?}"
            );
        });
    }
}

#[tokio::test]
async fn any_body_is_a_response_or_an_error() {
    let valid = r#"{"id":"thing","n":[1,2.5,-3e2],"text":"\ud83d\ude00","deep":{"a":[null,true]}}"#;
    cases(|random| {
        let mut body = valid.as_bytes().to_vec();
        for _ in 0..random.below(6) {
            let at = random.below(body.len());
            match random.below(3) {
                0 => body[at] = u8::try_from(random.below(256)).expect("a byte"),
                1 => drop(body.remove(at)),
                _ => drop(body.splice(at..at, random.text(3).into_bytes())),
            }
        }
        let response = || MockResponse::bytes("application/json", body.clone());
        let typed = now(client(response())
            .call::<GetThing>()
            .path("id", "x")
            .into_future());
        let untyped = now(client(response()).call::<PostThing>().into_future());
        if let Err(error) = &typed {
            shown(error);
        }
        match untyped {
            Err(error) => drop(shown(&error)),
            // What was read can be read again.
            Ok(value) => {
                let again = serde_json::to_vec(&value).expect("JSON");
                let response = MockResponse::bytes("application/json", again);
                let second = now(client(response).call::<PostThing>().into_future());
                let second = second.unwrap_or_else(|error| panic!("{error}: {value}"));
                assert_eq!(second, value);
            }
        }
    });
}

#[tokio::test]
async fn any_retry_after_is_a_delay_or_ignored() {
    cases(|random| {
        let text = random.text(4);
        let text: String = text.chars().filter(|it| (' '..='~').contains(it)).collect();
        let response = MockResponse::error(429, "c", "m").header("retry-after", &text);
        let response = response.header(
            "retry-after-ms",
            &random.text(1).replace(|it| !(' '..='~').contains(&it), ""),
        );
        let error = now(client(response).call::<PostThing>().into_future()).unwrap_err();
        shown(&error);
        assert!(
            error.retry_after().is_none_or(|delay| !delay.is_zero()),
            "{text:?}"
        );
    });
}
