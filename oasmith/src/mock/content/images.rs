//! Images.

use serde_json::{Value, json};

use super::text::CREATED;
use super::{Content, Event, Fields, Plain};
use crate::mock::wire::Request;

/// A PNG of one pixel, in base64.
pub const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// Returns the images of a request, and their events, whose names start with `prefix`.
pub fn content(prefix: &str, request: &Request, fields: &Fields) -> Content {
    let number = |name: &str, default: u64| {
        // A number in a form is a string.
        let number = fields.get(name).map(|value| match value {
            Value::String(text) => text.parse().ok(),
            value => value.as_u64(),
        });
        number.flatten().unwrap_or(default)
    };
    let count = number("n", 1).clamp(1, 10);
    let image = match fields.get("response_format").and_then(Value::as_str) {
        Some("url") => {
            let host = request.header("host").unwrap_or("localhost");
            json!({ "url": format!("http://{host}/mock/image.png") })
        }
        _ => json!({ "b64_json": PNG }),
    };
    let settings = json!({
        "background": "opaque", "output_format": "png", "quality": "low", "size": "1024x1024",
    });
    let usage = json!({
        "total_tokens": 2, "input_tokens": 1, "output_tokens": 1,
        "input_tokens_details": {"text_tokens": 1, "image_tokens": 0},
    });
    let mut plain = settings.clone();
    plain["created"] = json!(CREATED);
    plain["data"] = json!(vec![image; count as usize]);
    plain["usage"] = usage.clone();
    let event = |kind: &str| {
        let mut event = settings.clone();
        event["type"] = json!(format!("{prefix}.{kind}"));
        event["b64_json"] = json!(PNG);
        event["created_at"] = json!(CREATED);
        event
    };
    let partial = (0..number("partial_images", 0).min(3)).map(|index| {
        let mut event = event("partial_image");
        event["partial_image_index"] = json!(index);
        event
    });
    let completed = (0..count).map(|_| {
        let mut event = event("completed");
        event["usage"] = usage.clone();
        event
    });
    Content {
        events: partial
            .chain(completed)
            .map(|event| Event::typed(&event))
            .collect(),
        plain: Plain::Json(plain),
    }
}
