//! The span of a call, with the attributes of the OpenTelemetry conventions for HTTP.
//!
//! Spans carry no content: neither messages nor outputs.

use tracing::Span;
use tracing::field::Empty;

use crate::runtime::error::Error;
use crate::runtime::request::Request;

/// Creates the span of a call.
pub(super) fn span(request: &Request) -> Span {
    let spec = request.operation;
    tracing::info_span!(
        "call",
        otel.name = spec.id,
        otel.kind = "client",
        otel.status_code = Empty,
        otel.status_description = Empty,
        operation = spec.id,
        method = %request.method,
        path = request.path.split('?').next(),
        status = Empty,
        retries = Empty,
        request_id = Empty,
        usage.input = Empty, // only with `token-usage`
        usage.output = Empty, // only with `token-usage`
        usage.total = Empty, // only with `token-usage`
        error.type = Empty,
        server.address = request.url.host_str(),
        server.port = request.url.port_or_known_default(),
        http.response.status_code = Empty,
        gen_ai.operation.name = Empty, // only with `token-usage`
        gen_ai.provider.name = Empty, // only with `token-usage`
        gen_ai.request.model = Empty, // only with `token-usage`
        gen_ai.request.max_tokens = Empty, // only with `token-usage`
        gen_ai.request.temperature = Empty, // only with `token-usage`
        gen_ai.request.top_p = Empty, // only with `token-usage`
        gen_ai.response.id = Empty, // only with `token-usage`
        gen_ai.response.model = Empty, // only with `token-usage`
        gen_ai.response.finish_reasons = Empty, // only with `token-usage`
        gen_ai.usage.input_tokens = Empty, // only with `token-usage`
        gen_ai.usage.output_tokens = Empty, // only with `token-usage`
        gen_ai.usage.cache_read.input_tokens = Empty, // only with `token-usage`
        gen_ai.usage.reasoning.output_tokens = Empty, // only with `token-usage`
    )
}

/// Records that the call failed. The type of the error is the code that the service reports, the status, or the kind.
pub(super) fn record_error(span: &Span, error: &Error) {
    if span.is_disabled() {
        return;
    }
    let error_type = match (error.code(), error.status()) {
        (Some(code), _) => code.to_owned(),
        (None, Some(status)) if !status.is_success() => status.as_u16().to_string(),
        _ => format!("{:?}", error.kind()),
    };
    span.record("error.type", error_type);
    span.record("otel.status_code", "ERROR");
    // A message of the service may contain content.
    span.record("otel.status_description", error.kind().to_string());
}
