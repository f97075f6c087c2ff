//! What the generated types make of payloads: the example `decode` of the generated crate.
//!
//! In: payloads with the names of their schemas. Out: one [`Answer`] each, in the same order. A line that is not
//! answered is a panic.

use oasmith_tests::decode;
use serde_json::Value;

/// What became of one payload.
#[derive(Clone)]
pub struct Answer {
    /// The payload, decoded and encoded again; or where it was refused, and why.
    pub encoded: Result<Value, (String, String)>,
    /// Where the type did not explain it: kind and pointer.
    pub findings: Vec<(String, String)>,
}

/// Decodes and encodes all payloads.
pub fn decoded<'p>(payloads: impl Iterator<Item = (&'p str, &'p Value)>) -> Vec<Answer> {
    // What was not read is not answered, which the number of answers tells.
    let (answers, _) = decode::answers(payloads, &["--findings"]);
    answers.into_iter().map(answer).collect()
}

fn answer(mut line: Value) -> Answer {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let encoded = match line["ok"] {
        Value::Bool(true) => Ok(line["payload"].take()),
        _ => Err((text(&line["path"]), text(&line["error"]))),
    };
    let findings = line["findings"].as_array().into_iter().flatten();
    Answer {
        encoded,
        findings: findings
            .map(|finding| (text(&finding[0]), text(&finding[1])))
            .collect(),
    }
}
