//! Names of the headers that the runtime reads and writes.

/// Names of headers with a meaning beyond HTTP. An empty name means that the service has no such header.
#[derive(Clone, Copy, Debug)]
pub struct WireNames {
    /// Response: identifies the request in the logs of the service.
    pub request_id: &'static str,
    /// Response: how many milliseconds the service spent on the request.
    pub processing_ms: &'static str,
    /// Response: the prefix of rate limit headers, `{prefix}{limit,remaining,reset}-{bucket}`.
    pub rate_limit_prefix: &'static str,
    /// Response: how many milliseconds to wait before polling again.
    pub poll_after_ms: &'static str,
    /// Response: headers like `Retry-After`, in milliseconds. The first valid one counts.
    pub retry_after_ms: &'static [&'static str],
    /// Response: whether to retry (`true` or `false`), regardless of the status.
    pub should_retry: &'static str,
    /// Request: how many times it has been retried.
    pub retry_count: &'static str,
    /// Request: the idempotency key.
    pub idempotency_key: &'static str,
}

impl WireNames {
    /// No headers, except for the usual name of the idempotency key.
    pub const NONE: Self = Self {
        request_id: "",
        processing_ms: "",
        rate_limit_prefix: "",
        poll_after_ms: "",
        retry_after_ms: &[],
        should_retry: "",
        retry_count: "",
        idempotency_key: "idempotency-key",
    };
}
