//! Token usage of a response or event, as fields of the call's span.

use memchr::memmem;
use serde_json::Value;

use super::generation;
use super::response::Response;
use crate::runtime::request::property;

/// Records what this JSON, a response or an event, reports. Does nothing if the span is disabled.
pub(crate) fn record(response: &Response, json: &[u8]) {
    let (span, service) = (&response.span, response.service);
    if span.is_disabled() {
        return;
    }
    let runs_model = service.tracing.operation(response.operation.id).is_some();
    // Most events have no finish reason. This is detected without parsing them.
    if runs_model && memmem::find(json, b"\"finish_reason\"").is_some() {
        generation::record_choices(span, json);
    }
    let rules = &service.usage;
    let Some((owner, counts)) = rules.objects.iter().find_map(|path| object(json, path)) else {
        return;
    };
    let count = |names: &[&str]| names.iter().find_map(|name| counts.get(*name)?.as_u64());
    let (input, output) = (count(rules.input), count(rules.output));
    for (field, count) in [
        ("usage.input", input),
        ("usage.output", output),
        ("usage.total", count(rules.total)),
    ] {
        if let Some(count) = count {
            span.record(field, count);
        }
    }
    if runs_model {
        generation::record_usage(span, service, owner, &counts, [input, output]);
    }
}

/// Returns the object at a path of properties with dots between them, and the object that it is a property of.
fn object<'a>(json: &'a [u8], path: &str) -> Option<(&'a [u8], Value)> {
    let last = path.rsplit('.').next().unwrap_or_default();
    // Most events report no usage. This is detected without parsing them.
    memmem::find(json, format!("\"{last}\"").as_bytes())?;
    let (mut owner, mut json) = (json, json);
    for name in path.split('.') {
        owner = json;
        json = property(json, name)?.as_bytes();
    }
    let value: Value = serde_json::from_slice(json).ok()?;
    value.is_object().then_some((owner, value))
}
