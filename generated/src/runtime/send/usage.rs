//! How much an answer cost, for the span that reports the call.
//!
//! In: the JSON of an answer or event, and where a service says it. Out: fields of a span.
//! Must not know: the type of the answer. Nothing is looked at unless someone listens to the span.

use memchr::memmem;
use serde_json::Value;
use tracing::Span;

use super::super::request::member;
use super::super::spec::UsageRules;

/// Records what this JSON says, if it says anything.
pub(crate) fn record(span: &Span, rules: &UsageRules, json: &[u8]) {
    if span.is_disabled() {
        return;
    }
    let Some(counts) = rules.objects.iter().find_map(|path| object(json, path)) else {
        return;
    };
    let count = |names: &[&str]| names.iter().find_map(|name| counts.get(*name)?.as_u64());
    for (field, names) in [
        ("usage.input", rules.input),
        ("usage.output", rules.output),
        ("usage.total", rules.total),
    ] {
        if let Some(count) = count(names) {
            span.record(field, count);
        }
    }
}

/// The object at a path of members parted by dots.
fn object(json: &[u8], path: &str) -> Option<Value> {
    let last = path.rsplit('.').next().unwrap_or_default();
    // Most events say nothing, and this finds out without parsing.
    memmem::find(json, format!("\"{last}\"").as_bytes())?;
    let mut json = json;
    for name in path.split('.') {
        json = member(json, name)?.as_bytes();
    }
    let value: Value = serde_json::from_slice(json).ok()?;
    value.is_object().then_some(value)
}
