//! How long an error body asks to wait before a retry, for services that send no header.

use std::time::Duration;

use serde_json::{Map, Value};

use super::flat::plain;
use crate::runtime::meta::{from_secs, parse_delay};

/// Names of a delay in seconds, or with a unit. The first is that of `google.rpc.RetryInfo`.
const DELAYS: &[&str] = &["retrydelay", "retryafter", "retryafterseconds"];

/// Names of a delay in milliseconds.
const MILLIS: &[&str] = &["retryafterms", "retryaftermilliseconds"];

/// How deeply an error may contain the delay.
const MAX_DEPTH: usize = 5;

/// Returns the first delay in an error that is not zero.
pub(super) fn retry_delay(error: &Value) -> Option<Duration> {
    find(error, MAX_DEPTH)
}

fn find(value: &Value, depth: usize) -> Option<Duration> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Object(properties) => own_delay(properties)
            .or_else(|| properties.values().find_map(|value| find(value, depth))),
        Value::Array(items) => items.iter().find_map(|item| find(item, depth)),
        _ => None,
    }
}

fn own_delay(properties: &Map<String, Value>) -> Option<Duration> {
    let mut delays = properties.iter().filter_map(|(name, value)| {
        let name = plain(name);
        let is_named = |names: &[&str]| names.contains(&name.as_str());
        let delay = match value {
            Value::String(delay) if is_named(DELAYS) => parse_delay(delay),
            Value::Number(seconds) if is_named(DELAYS) => from_secs(seconds.as_f64()?),
            Value::Number(millis) if is_named(MILLIS) => from_secs(millis.as_f64()? / 1000.0),
            _ => None,
        };
        delay.filter(|delay| !delay.is_zero())
    });
    delays.next()
}
