//! What a request that is in order is answered.

use oasmith::sample::{Answer, Sample};
use serde_json::{Value, json};

use super::page::Page;
use super::wire::Request;

/// An answer.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The media type of the body, if there is one.
    pub media_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// A failure, with its reason.
    pub fn refusal(status: u16, reason: &str) -> Self {
        let error = json!({"message": reason, "type": "mock", "param": null, "code": null});
        Self {
            status,
            media_type: Some("application/json".to_owned()),
            body: json!({ "error": error }).to_string().into_bytes(),
        }
    }
}

/// The answer of the operation, or this page of it, in the first media type that the request accepts, or the first there is.
pub fn reply(sample: &Sample, request: &Request, page: Page) -> Reply {
    let accepted = request.header("accept").unwrap_or("*/*");
    let is_accepted = |answer: &&Answer| accepted.contains(essence(&answer.media_type));
    let chosen = sample.answers.iter().find(is_accepted);
    match chosen.or(sample.answers.first()) {
        None => Reply {
            status: sample.status,
            media_type: None,
            body: Vec::new(),
        },
        Some(answer) => Reply {
            status: sample.status,
            media_type: Some(answer.media_type.clone()),
            body: body(answer, page),
        },
    }
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn body(answer: &Answer, page: Page) -> Vec<u8> {
    let first = || answer.values.first().cloned().unwrap_or_default();
    match essence(&answer.media_type) {
        "text/event-stream" => events(&answer.values).into_bytes(),
        media if media == "application/json" || media.ends_with("+json") => {
            page.of(first()).to_string().into_bytes()
        }
        _ => match first() {
            Value::String(text) => text.into_bytes(),
            other => other.to_string().into_bytes(),
        },
    }
}

/// An event stream. Events that report a failure are left out: they would end it.
fn events(values: &[Value]) -> String {
    let mut text = String::new();
    for value in values {
        let name = value["event"].as_str().or(value["type"].as_str());
        match (name, value.get("data")) {
            (Some("error"), _) => {}
            // An event that says so is the pair of a name and its data.
            (Some(name), Some(data)) if value["event"].is_string() => {
                let data = match data {
                    Value::String(data) => data.clone(),
                    data => data.to_string(),
                };
                text.push_str(&format!("event: {name}\ndata: {data}\n\n"));
            }
            _ => text.push_str(&format!("data: {value}\n\n")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::events;

    #[test]
    fn events_are_written_with_the_names_they_have_and_failures_left_out() {
        let values = [
            json!({"type": "delta", "n": 1}),
            json!({"type": "error", "message": "no"}),
            json!({"event": "run.done", "data": {"id": "r"}}),
            json!({"event": "done", "data": "[DONE]"}),
        ];
        assert_eq!(
            events(&values),
            "data: {\"n\":1,\"type\":\"delta\"}\n\nevent: run.done\ndata: {\"id\":\"r\"}\n\nevent: done\ndata: [DONE]\n\n"
        );
    }
}
