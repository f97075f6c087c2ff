//! Sending a request, with retries, until its response is a success. It is not generic: responses are decoded elsewhere.

mod attempt;
mod authorize;
mod event_body;
mod generation;
mod hedge;
mod redirect;
mod response;
pub(crate) mod retry;
mod signing;
mod telemetry;
pub(crate) mod usage;

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tracing::{Instrument, Span};

use crate::runtime::clock::sleep;
use crate::runtime::config::Config;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::retry::Retry;
use crate::runtime::wire::transport::BoxFuture;
#[cfg(feature = "websocket")]
pub(crate) use authorize::authorize;
pub(crate) use authorize::renew_credential;
pub(crate) use event_body::{ErrorReader, no_events};
use hedge::send as send_or_hedge;
pub use response::{BodyMode, Response};
#[cfg(feature = "websocket")]
pub(crate) use signing::signature;

/// Builds the request of a draft and sends it. Only the sending is part of the future.
pub(crate) fn send_draft(
    draft: Draft,
    body_mode: BodyMode,
) -> BoxFuture<'static, Result<Response, Error>> {
    let config = draft.config.clone();
    match draft.build() {
        Ok(request) => Box::pin(send(config, Box::new(request), body_mode)),
        Err(error) => Box::pin(std::future::ready(Err(error))),
    }
}

/// Sends a request in a separate span.
async fn send(
    config: Arc<Config>,
    mut request: Box<Request>,
    body_mode: BodyMode,
) -> Result<Response, Error> {
    let spec = request.operation;
    let span = telemetry::span(&request);
    generation::record_request(&span, &config, &request);
    let recorded = span.clone();
    let sending = async {
        for interceptor in &config.interceptors {
            interceptor.intercept(&mut request)?;
        }
        send_or_hedge(&config, &request, body_mode, &recorded).await
    };
    sending
        .instrument(span)
        .await
        .map_err(|error| error.with_operation(spec))
}

async fn send_with_retries(
    config: &Config,
    request: &Request,
    body_mode: BodyMode,
    span: &Span,
) -> Result<Response, Error> {
    let max_retries = match request.is_replayable() {
        true => request.max_retries,
        false => 0,
    };
    let mut retries = 0;
    let mut has_renewed = false;
    loop {
        let error = match attempt::attempt(config, request, body_mode, retries).await {
            Ok(mut response) => {
                let status = Some(response.status());
                record(span, status, retries, response.request_id());
                response.span = span.clone();
                usage::record(&response, &response.buffered());
                config.retry_budget.give_back();
                return Ok(response);
            }
            Err(error) => error,
        };
        // A provider that can renew a rejected credential gets one more attempt, which does not count as a retry.
        if !has_renewed && request.is_replayable() && renew_credential(config, request, &error) {
            has_renewed = true;
            continue;
        }
        let Some(delay) = next_delay(config, request, &error, retries, max_retries) else {
            record(span, error.status(), retries, error.request_id());
            telemetry::record_error(span, &error);
            tracing::debug!(kind = %error.kind(), code = error.code(), "the call failed");
            return Err(error.with_retries(retries));
        };
        retries += 1;
        tracing::debug!(kind = %error.kind(), retry = retries, ?delay, "retrying");
        sleep(delay).await;
    }
}

/// Returns how long to wait before the next attempt. `None` if there is none.
fn next_delay(
    config: &Config,
    request: &Request,
    error: &Error,
    retries: u32,
    max_retries: u32,
) -> Option<Duration> {
    if retries >= max_retries {
        return None;
    }
    let retry = Retry::new(error, request.operation, retries, max_retries);
    let delay = config.retry_policy.delay(&retry)?;
    if !config.retry_budget.take() {
        tracing::debug!("the retry budget is used up");
        return None;
    }
    Some(delay)
}

fn record(span: &Span, status: Option<StatusCode>, retries: u32, request_id: Option<&str>) {
    if let Some(status) = status {
        span.record("status", status.as_u16());
        span.record("http.response.status_code", status.as_u16());
    }
    span.record("retries", retries);
    if let Some(id) = request_id {
        span.record("request_id", id);
    }
}
