//! Decodes one sample repeatedly with one implementation, for profilers: `bench-profile chunks ours 100`.

#[allow(dead_code, reason = "shared with the program that measures times")]
mod plain;
mod recorded;
#[allow(dead_code, reason = "shared with the program that measures times")]
mod samples;

use std::hint::black_box;

use async_openai::types as theirs;
use openai_typed::types as ours;
use serde::de::DeserializeOwned;

type OurChunk = ours::CreateChatCompletionStreamResponse;
type TheirChunk = theirs::chat::CreateChatCompletionStreamResponse;
type OurEvent = ours::ResponseStreamEvent;
type TheirEvent = theirs::responses::ResponseStreamEvent;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, who, times] = &arguments[..] else {
        eprintln!("usage: bench-profile SAMPLE ours|ours-str|theirs|theirs-bytes|plain TIMES");
        std::process::exit(2);
    };
    let times = times.parse().expect("a number of times");
    match what.as_str() {
        "chunk" => run::<OurChunk, TheirChunk, plain::Chunk>(&[samples::chat_chunk()], who, times),
        "chunks" => {
            let sample = recorded::recorded("chat.completion.chunk");
            run::<OurChunk, TheirChunk, plain::Chunk>(&sample, who, times);
        }
        "delta" => {
            run::<OurEvent, TheirEvent, plain::TextDelta>(&[samples::text_delta()], who, times)
        }
        "response" => {
            run::<ours::Response, theirs::responses::Response, serde_json::Value>(
                &[samples::response()],
                who,
                times,
            );
        }
        "sorted" => {
            run::<ours::Response, theirs::responses::Response, serde_json::Value>(
                &[samples::sorted_response()],
                who,
                times,
            );
        }
        "responses" => {
            let sample = recorded::recorded("response");
            run::<ours::Response, theirs::responses::Response, serde_json::Value>(
                &sample, who, times,
            );
        }
        "events" => {
            let sample = recorded::recorded("response.stream_event");
            run::<OurEvent, TheirEvent, serde_json::Value>(&sample, who, times);
        }
        other => panic!("no such sample: {other}"),
    }
}

fn run<Ours: DeserializeOwned, Theirs: DeserializeOwned, Plain: DeserializeOwned>(
    sample: &[String],
    who: &str,
    times: u32,
) {
    for _ in 0..times {
        for json in sample {
            match who {
                "ours" => drop(black_box(openai_typed::unknown::decode::<Ours>(
                    json.as_bytes(),
                ))),
                "ours-str" => drop(black_box(serde_json::from_str::<Ours>(json))),
                "theirs" => drop(black_box(serde_json::from_str::<Theirs>(json))),
                "theirs-bytes" => {
                    drop(black_box(serde_json::from_slice::<Theirs>(json.as_bytes())))
                }
                _ => drop(black_box(serde_json::from_str::<Plain>(json))),
            }
        }
    }
}
