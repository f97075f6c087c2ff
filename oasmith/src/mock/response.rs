//! The response to a valid request.
//!
//! Input: an operation with sample values, and a request. Output: a response.

use oasmith_core::media_type::{is_json, is_json_lines};
use oasmith_core::sample::{ResponseSample, Sample};
use serde_json::{Value, json};

use super::content::{self, Content, Event, Fields, Plain};
use super::page::RequestedPage;
use super::wire::{Body, Request, Response};

/// Returns an error response.
pub fn error(status: u16, reason: &str) -> Response {
    let error = json!({"message": reason, "type": "mock", "param": null, "code": null});
    Response::json(status, &json!({ "error": error }))
}

/// Returns the response of an operation, as the requested page if it is a list. With `exact`, it is the sample, and a
/// stream has one event of each kind.
pub fn success(
    sample: &Sample,
    request: &Request,
    fields: &Fields,
    page: RequestedPage,
    exact: bool,
) -> Response {
    let is_stream = |response: &&ResponseSample| is_event_stream(&response.media_type);
    let events = sample.responses.iter().find(is_stream);
    let asked = events.filter(|_| wants_events(sample, request, fields));
    if !exact && let Some(content) = content::content(sample, request, fields) {
        return from_content(sample, content, page, asked.is_some());
    }
    let accepted = request.header("accept").unwrap_or("*/*");
    let is_accepted = |response: &&ResponseSample| {
        !is_event_stream(&response.media_type) && accepted.contains(essence(&response.media_type))
    };
    let plain = || {
        sample
            .responses
            .iter()
            .find(|response| !is_stream(response))
    };
    let chosen = asked.or_else(|| sample.responses.iter().find(is_accepted));
    match chosen.or_else(plain).or(events) {
        None => Response::empty(sample.status),
        Some(response) => Response::new(
            sample.status,
            concrete(response),
            body(response, page, exact),
        ),
    }
}

/// Returns a media type without its parameters.
pub fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Returns the media type of a response: one of the range that the document declares.
fn concrete(response: &ResponseSample) -> &str {
    match essence(&response.media_type) {
        media if is_range_of_json(media) => "application/json",
        "text/*" => "text/plain",
        media if media.contains('*') => "application/octet-stream",
        _ => &response.media_type,
    }
}

/// Whether a range of media types includes JSON. Calls that return bytes accept JSON as well.
fn is_range_of_json(media_type: &str) -> bool {
    matches!(media_type, "*/*" | "application/*")
}

fn is_event_stream(media_type: &str) -> bool {
    essence(media_type) == "text/event-stream"
}

/// Returns whether a request asks for events: by the property that requests them, or, if the request lacks it, by the
/// media types that it accepts.
pub fn wants_events(sample: &Sample, request: &Request, fields: &Fields) -> bool {
    let accepts_events = || {
        let accepted = request.header("accept").unwrap_or_default();
        accepted.contains("text/event-stream")
    };
    let Some(switch) = &sample.stream_switch else {
        // The operation has only one form of response.
        return true;
    };
    match fields.get(&switch.name).filter(|value| !value.is_null()) {
        Some(value) => *value == switch.value,
        None => accepts_events(),
    }
}

fn from_content(
    sample: &Sample,
    content: Content,
    page: RequestedPage,
    as_events: bool,
) -> Response {
    if as_events {
        let events = content.events.iter().map(written).collect();
        return Response::new(sample.status, "text/event-stream", Body::Events(events));
    }
    match content.plain {
        Plain::Json(value) => Response::json(sample.status, &page.apply(value)),
        Plain::Bytes(media_type, bytes) => {
            Response::new(sample.status, media_type, Body::Bytes(bytes))
        }
    }
}

fn body(response: &ResponseSample, page: RequestedPage, exact: bool) -> Body {
    let first = || response.values.first().cloned().unwrap_or_default();
    match essence(&response.media_type) {
        "text/event-stream" => Body::Events(events(&response.values)),
        media if is_json_lines(media) => {
            let lines = response.values.iter().map(|value| format!("{value}\n"));
            Body::Bytes(lines.collect::<String>().into_bytes())
        }
        media if is_json(media) || is_range_of_json(media) => {
            let mut value = first();
            if !exact {
                content::finish(&mut value);
            }
            Body::Bytes(page.apply(value).to_string().into_bytes())
        }
        _ => Body::Bytes(match first() {
            Value::String(text) => text.into_bytes(),
            other => other.to_string().into_bytes(),
        }),
    }
}

/// Writes sample events. Error events are skipped, since they would end the stream.
fn events(values: &[Value]) -> Vec<String> {
    let events = values.iter().filter_map(|value| {
        let name = value["event"].as_str().or(value["type"].as_str());
        let event = match (name, value.get("data")) {
            (Some("error"), _) => return None,
            // An object with the properties `event` and `data` describes a named event.
            (Some(name), Some(data)) if value["event"].is_string() => Event {
                name: Some(name.to_owned()),
                data: match data {
                    Value::String(data) => data.clone(),
                    data => data.to_string(),
                },
            },
            _ => Event::of(value),
        };
        Some(written(&event))
    });
    events.collect()
}

fn written(event: &Event) -> String {
    let name = event.name.as_ref().map(|name| format!("event: {name}\n"));
    format!("{}data: {}\n\n", name.unwrap_or_default(), event.data)
}

#[cfg(test)]
mod tests {
    use oasmith_core::sample::{Sample, StreamSwitch};
    use serde_json::json;

    use super::{Request, events, wants_events};

    #[test]
    fn events_keep_their_names_and_errors_are_skipped() {
        let values = [
            json!({"n": 1, "type": "delta"}),
            json!({"type": "error", "message": "no"}),
            json!({"event": "run.done", "data": {"id": "r"}}),
            json!({"event": "done", "data": "[DONE]"}),
        ];
        assert_eq!(
            events(&values),
            [
                "data: {\"n\":1,\"type\":\"delta\"}\n\n",
                "event: run.done\ndata: {\"id\":\"r\"}\n\n",
                "event: done\ndata: [DONE]\n\n",
            ]
        );
    }

    #[test]
    fn the_body_decides_about_events_before_the_header_does() {
        let sample = Sample {
            stream_switch: Some(StreamSwitch {
                name: "stream".to_owned(),
                value: json!(true),
            }),
            ..Sample::default()
        };
        let wants = |accept: &str, fields: serde_json::Value| {
            let request = Request::test("POST", "/", &[("accept", accept)], "");
            wants_events(&sample, &request, fields.as_object().expect("fields"))
        };
        assert!(wants("application/json", json!({"stream": true})));
        assert!(!wants("text/event-stream", json!({"stream": false})));
        assert!(wants("text/event-stream", json!({"stream": null})));
        assert!(!wants("*/*", json!({})));
    }
}
