//! Completions of the legacy API.

use serde_json::{Value, json};

use super::text::{CREATED, TEXT, deltas, model, tokens};
use super::{Content, Event, Fields, Plain};

/// Returns the completion of a request, and its chunks.
pub fn content(fields: &Fields) -> Content {
    let prompt = tokens(&fields.get("prompt").unwrap_or(&Value::Null).to_string());
    let usage = json!({
        "prompt_tokens": prompt, "completion_tokens": tokens(TEXT), "total_tokens": prompt + tokens(TEXT),
    });
    let completion = |text: &str, reason: Option<&str>| {
        json!({
            "id": "cmpl-mock",
            "object": "text_completion",
            "created": CREATED,
            "model": model(fields),
            "choices": [{"index": 0, "text": text, "logprobs": null, "finish_reason": reason}],
            "system_fingerprint": "fp_mock",
        })
    };
    let mut plain = completion(TEXT, Some("stop"));
    plain["usage"] = usage;
    let mut events: Vec<Event> = Vec::new();
    events.extend(
        deltas(TEXT)
            .into_iter()
            .map(|delta| Event::of(&completion(delta, None))),
    );
    events.push(Event::of(&completion("", Some("stop"))));
    if fields
        .get("stream_options")
        .is_some_and(|it| it["include_usage"] == true)
    {
        let mut last = plain.clone();
        last["choices"] = json!([]);
        events.push(Event::of(&last));
    }
    events.push(Event::done());
    Content {
        plain: Plain::Json(plain),
        events,
    }
}
