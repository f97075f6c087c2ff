//! A service as a generated crate would describe one.

use oasmith_runtime::runtime::{
    ErrorKind, ErrorRules, EventRules, ExchangeSpec, HeaderSetting, HostSpec, Place, SchemeSpec,
    ServiceSpec, UsageRules, WireNames,
};

pub static SERVICE: ServiceSpec = ServiceSpec {
    name: "Testing",
    user_agent: "testing-typed/1.2.3",
    base_url: "https://api.testing.invalid/v1",
    base_url_env: &["TESTING_BASE_URL"],
    schemes: &[
        SchemeSpec {
            name: "KeyAuth",
            place: Place::Bearer,
            env: &["TESTING_KEY", "TESTING_OLD_KEY"],
        },
        SchemeSpec {
            name: "AdminAuth",
            place: Place::Bearer,
            env: &["TESTING_ADMIN_KEY"],
        },
        SchemeSpec {
            name: "QueryAuth",
            place: Place::Query("key"),
            env: &[],
        },
    ],
    settings: &[HeaderSetting {
        name: "tenant",
        header: "Testing-Tenant",
        env: &["TESTING_TENANT"],
    }],
    custom_headers_env: Some("TESTING_HEADERS"),
    headers: &[("testing-client", "typed")],
    wire: WireNames {
        request_id: "x-request-id",
        processing_ms: "testing-processing-ms",
        rate_limit_prefix: "x-ratelimit-",
        poll_after_ms: "testing-poll-after-ms",
        retry_after_ms: "retry-after-ms",
        should_retry: "x-should-retry",
        retry_count: "testing-retry-count",
        idempotency_key: "idempotency-key",
    },
    errors: ErrorRules {
        final_codes: &["no_quota"],
        kinds: &[("no_quota", ErrorKind::Quota)],
    },
    events: EventRules {
        end: "[DONE]",
        skip: &["keepalive"],
        errors: &["error"],
    },
    usage: UsageRules {
        objects: &["usage", "response.usage"],
        input: &["input_tokens", "prompt_tokens"],
        output: &["output_tokens"],
        total: &["total_tokens"],
    },
    regions: &[
        ("us", "https://us.testing.invalid/v1"),
        ("eu", "https://eu.testing.invalid/v1"),
    ],
    hosts: &[
        HostSpec {
            name: "dated",
            endpoint_env: &["DATED_ENDPOINT"],
            path: "/api",
            deployments: "/deployments/{name}",
            version_query: "api-version",
            version_env: &["DATED_VERSION"],
            key: Place::Header("api-key"),
            key_env: &["DATED_KEY"],
            token_env: &["DATED_TOKEN"],
        },
        HostSpec {
            name: "plain",
            endpoint_env: &["DATED_ENDPOINT"],
            path: "/api/v1",
            deployments: "",
            version_query: "",
            version_env: &[],
            key: Place::Header("api-key"),
            key_env: &["DATED_KEY"],
            token_env: &["DATED_TOKEN"],
        },
    ],
    exchange: Some(ExchangeSpec {
        url: "https://auth.testing.invalid/token",
        json: true,
        parameters: &["provider_id"],
        early: 1200,
    }),
};
