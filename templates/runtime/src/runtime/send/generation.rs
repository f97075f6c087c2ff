//! Attributes of the span of a call that runs a model, following the OpenTelemetry conventions for
//! [generative AI](https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/).

use serde_json::Value;
use tracing::Span;

use crate::runtime::config::Config;
use crate::runtime::request::{Request, RequestBody, property};
use crate::runtime::spec::{ServiceSpec, TracingRules};

/// Records the operation, the model and the parameters of a request.
pub(super) fn record_request(span: &Span, config: &Config, request: &Request) {
    let rules = &config.service.tracing;
    if !span.is_disabled()
        && let Some(operation) = rules.operation(request.operation.id)
    {
        span.record("gen_ai.operation.name", operation);
        span.record("gen_ai.provider.name", config.tracing_provider());
        record_body(span, rules, operation, &request.body);
    }
}

fn record_body(span: &Span, rules: &TracingRules, operation: &str, body: &RequestBody) {
    match body.property_string("model") {
        Some(model) => {
            span.record("gen_ai.request.model", model.as_str());
            span.record("otel.name", format!("{operation} {model}"));
        }
        None => {
            span.record("otel.name", operation);
        }
    }
    let RequestBody::Bytes(json) = body else {
        return;
    };
    let number = |name: &str| property(json, name)?.parse::<f64>().ok();
    for (field, name) in [
        ("gen_ai.request.temperature", "temperature"),
        ("gen_ai.request.top_p", "top_p"),
    ] {
        if let Some(number) = number(name) {
            span.record(field, number);
        }
    }
    let count = |name: &&str| property(json, name)?.parse::<i64>().ok();
    if let Some(count) = rules.max_tokens.iter().find_map(count) {
        span.record("gen_ai.request.max_tokens", count);
    }
}

/// Records the object that reports usage: a response, or the final state of a response in an event.
///
/// `counts` is its object of token counts, in which `input` and `output` were found.
pub(super) fn record_usage(
    span: &Span,
    service: &ServiceSpec,
    response: &[u8],
    counts: &Value,
    [input, output]: [Option<u64>; 2],
) {
    let count = |paths: &[&str]| {
        let at = |path: &&str| {
            counts
                .pointer(&format!("/{}", path.replace('.', "/")))?
                .as_u64()
        };
        paths.iter().find_map(at)
    };
    let rules = &service.tracing;
    for (field, count) in [
        ("gen_ai.usage.input_tokens", input),
        ("gen_ai.usage.output_tokens", output),
        ("gen_ai.usage.cache_read.input_tokens", count(rules.cached)),
        (
            "gen_ai.usage.reasoning.output_tokens",
            count(rules.reasoning),
        ),
    ] {
        if let Some(count) = count {
            span.record(field, count);
        }
    }
    let string = |name| -> Option<String> { serde_json::from_str(property(response, name)?).ok() };
    for (field, name) in [
        ("gen_ai.response.id", "id"),
        ("gen_ai.response.model", "model"),
    ] {
        if let Some(string) = string(name) {
            span.record(field, string);
        }
    }
    // Responses without choices have a status instead.
    if let Some(status) = string("status") {
        record_finish_reasons(span, &[status]);
    }
}

/// Records why the choices in a response or event ended.
pub(super) fn record_choices(span: &Span, json: &[u8]) {
    let choices = property(json, "choices").unwrap_or_default();
    let choices: Vec<Value> = serde_json::from_str(choices).unwrap_or_default();
    let reason = |choice: &Value| Some(choice.get("finish_reason")?.as_str()?.to_owned());
    let reasons: Vec<String> = choices.iter().filter_map(reason).collect();
    if !reasons.is_empty() {
        record_finish_reasons(span, &reasons);
    }
}

/// Records a list as JSON, since fields of spans cannot be lists.
fn record_finish_reasons(span: &Span, reasons: &[String]) {
    if let Ok(json) = serde_json::to_string(reasons) {
        span.record("gen_ai.response.finish_reasons", json);
    }
}
