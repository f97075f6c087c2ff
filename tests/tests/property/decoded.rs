//! Decodes payloads with the example `decode` of the generated crate.
//!
//! Input: payloads with the names of their schemas. Output: one [`Outcome`] each, in the same order, up to the payload on
//! which the example panics.

use oasmith_tests::decode;
use serde_json::Value;

/// The result of decoding a payload and encoding it again.
#[derive(Clone)]
pub struct Outcome {
    /// The encoded payload, or the error.
    pub encoded: Result<Value, DecodeError>,
    /// The JSON that the type does not model.
    pub unmodeled: Vec<Unmodeled>,
}

/// Why a payload was rejected.
#[derive(Clone)]
pub struct DecodeError {
    /// The JSON pointer of the error.
    pub pointer: String,
    /// The message.
    pub message: String,
}

/// JSON that the type does not model.
#[derive(Clone)]
pub struct Unmodeled {
    /// The kind, as the runtime calls it.
    pub kind: String,
    /// The JSON pointer.
    pub pointer: String,
}

/// Decodes all payloads and encodes them again.
pub fn decode_all<'p>(payloads: impl Iterator<Item = (&'p str, &'p Value)>) -> Vec<Outcome> {
    // If the example exits early, outcomes are missing, which a test reports.
    let decoded = decode::round_trip(env!("CARGO_BIN_EXE_decode"), payloads, &["--unmodeled"]);
    decoded.lines.into_iter().map(outcome).collect()
}

fn outcome(mut line: Value) -> Outcome {
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let encoded = match line["ok"] {
        Value::Bool(true) => Ok(line["payload"].take()),
        _ => Err(DecodeError {
            pointer: string(&line["path"]),
            message: string(&line["error"]),
        }),
    };
    let pairs = line["unmodeled"].as_array().into_iter().flatten();
    let unmodeled = pairs.map(|pair| Unmodeled {
        kind: string(&pair[0]),
        pointer: string(&pair[1]),
    });
    Outcome {
        encoded,
        unmodeled: unmodeled.collect(),
    }
}
