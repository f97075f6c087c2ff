//! Recorded traffic: payloads of several shapes, in proportion to how often each was recorded.

use std::path::Path;

use serde_json::Value;

/// The number of payloads in a sample.
const SIZE: u64 = 300;

/// A recorded payload, with how many payloads of its shape were recorded.
struct Payload {
    json: String,
    count: u64,
}

/// Returns the payloads that were recorded as this kind. Empty without the folder of recorded traffic.
pub fn recorded(kind: &str) -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(lines) = std::fs::read_to_string(corpus.join(format!("{kind}.jsonl"))) else {
        return Vec::new();
    };
    let payloads: Vec<Payload> = lines.lines().map(payload).collect();
    let total: u64 = payloads.iter().map(|payload| payload.count).sum();
    let mut sample = Vec::new();
    for payload in payloads {
        let share = (payload.count * SIZE).div_ceil(total);
        sample.extend((0..share).map(|_| payload.json.clone()));
    }
    sample
}

fn payload(line: &str) -> Payload {
    let mut line: Value = serde_json::from_str(line).expect("a line is JSON");
    Payload {
        json: line["payload"].take().to_string(),
        count: line["n"].as_u64().unwrap_or(1),
    }
}
