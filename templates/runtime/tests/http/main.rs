//! Tests of the HTTP client, against a server on the loopback interface or a mock transport.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

mod blocking;
mod certificates;
mod credentials;
mod disagreements;
mod endpoints;
mod errors;
mod failed_runs;
mod forms;
mod hedging;
mod hosts;
mod limits;
mod middleware;
mod mocks;
mod nonstandard_replies;
mod pages;
mod parameters;
mod platform_tokens;
mod proxies;
mod rate_limiter;
mod recordings;
mod redirects;
mod replies;
mod reported_errors;
mod requests;
mod retries;
mod servers;
#[cfg(feature = "sigv4")]
mod signing;
#[cfg(feature = "sigv4")]
mod signing_settings;
mod spans;
mod stream_ends;
mod streams;
mod token_exchange;
mod tool_runs;
mod transports;
