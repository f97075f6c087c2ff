//! The rules of the HTTP half, each with a test named after it, against a real server on the loopback or a mock.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

mod blocking;
mod certificates;
mod credentials;
mod errors;
mod exchange;
mod forms;
mod hosts;
mod middleware;
mod mocks;
mod pages;
mod platform_tokens;
mod redirects;
mod replies;
mod requests;
mod retries;
#[cfg(feature = "sigv4")]
mod signing;
#[cfg(feature = "sigv4")]
mod signing_settings;
mod spans;
mod streams;
mod transports;
