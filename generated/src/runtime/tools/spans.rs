//! Spans of runs and of tool calls, following the OpenTelemetry conventions for
//! [agents](https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-agent-spans/).
//!
//! The span of a run contains those of its requests and tool calls. Spans contain no content, unless
//! [`Toolbox::trace_content`](super::Toolbox::trace_content) was called.

use tracing::Span;
use tracing::field::Empty;

use super::call::content;
use super::{Conversation, ToolCall, ToolContent, ToolError};
use crate::runtime::error::Error;

/// Creates the span of a run.
pub(super) fn of_run<C: Conversation>(conversation: &C, agent: Option<&str>) -> Span {
    let span = tracing::info_span!(
        "run",
        otel.name = "invoke_agent",
        otel.kind = "internal",
        otel.status_code = Empty,
        otel.status_description = Empty,
        error.type = Empty,
        gen_ai.operation.name = "invoke_agent",
        gen_ai.provider.name = Empty,
        gen_ai.agent.name = Empty,
        gen_ai.request.model = Empty,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
    );
    if span.is_disabled() {
        return span;
    }
    if let Some(agent) = agent {
        span.record("otel.name", format!("invoke_agent {agent}"));
        span.record("gen_ai.agent.name", agent);
    }
    if let Some(provider) = conversation.provider() {
        span.record("gen_ai.provider.name", provider);
    }
    if let Some(model) = conversation.model() {
        span.record("gen_ai.request.model", model);
    }
    span
}

/// Records the numbers of input and output tokens that the responses of a run have used so far.
pub(super) fn record_tokens(span: &Span, [input, output]: [u64; 2]) {
    span.record("gen_ai.usage.input_tokens", input);
    span.record("gen_ai.usage.output_tokens", output);
}

/// Records that a run failed.
pub(super) fn record_failure(span: &Span, error: &Error) {
    if !span.is_disabled() {
        let kind = error.kind();
        let error_type = error
            .code()
            .map_or_else(|| format!("{kind:?}"), str::to_owned);
        record_error(span, &error_type, &kind.to_string());
    }
}

/// Creates the span of a tool call.
pub(super) fn of_call(call: &ToolCall, description: Option<&str>, with_content: bool) -> Span {
    let span = tracing::info_span!(
        "tool",
        otel.name = Empty,
        otel.kind = "internal",
        otel.status_code = Empty,
        otel.status_description = Empty,
        error.type = Empty,
        gen_ai.operation.name = "execute_tool",
        gen_ai.tool.name = call.name,
        gen_ai.tool.type = "function",
        gen_ai.tool.call.id = call.id,
        gen_ai.tool.description = description,
        gen_ai.tool.call.arguments = Empty,
        gen_ai.tool.call.result = Empty,
    );
    if !span.is_disabled() {
        span.record("otel.name", format!("execute_tool {}", call.name));
    }
    if with_content {
        span.record("gen_ai.tool.call.arguments", call.arguments.as_str());
    }
    span
}

/// Records how a tool call ended.
pub(super) fn record_result(
    span: &Span,
    result: &Result<ToolContent, ToolError>,
    with_content: bool,
) {
    if with_content {
        span.record("gen_ai.tool.call.result", content(result));
    }
    if let Err(error) = result {
        let kind = error.kind();
        record_error(span, kind, kind);
    }
}

/// Records an error. Callers pass its kind instead of its message, because messages may contain content.
fn record_error(span: &Span, error_type: &str, description: &str) {
    span.record("error.type", error_type);
    span.record("otel.status_code", "ERROR");
    span.record("otel.status_description", description);
}
