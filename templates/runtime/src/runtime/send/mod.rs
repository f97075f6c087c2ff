//! Sending: one async function for all operations, from a request to an answer that is a success.
//!
//! In: a client and a request. Out: `Response`, or the error of the last attempt.
//! Must not know: the operation's types; the answer is decoded elsewhere.

mod attempt;
pub(crate) mod redirect;
mod response;
pub(crate) mod retry;
mod signing;
pub(crate) mod usage;

use tracing::Instrument;

use super::client::Client;
use super::clock::sleep;
use super::error::Error;
use super::request::{Draft, Request};
use super::wire::transport::BoxFuture;
pub(crate) use attempt::broken;
#[cfg(feature = "websocket")]
pub(crate) use attempt::{credential_was_refused, proof};
pub(crate) use response::ResponseBody;
pub use response::{Response, Want};

/// Builds what a call collected and sends it. Only the sending takes time, so only it is in the future.
pub(crate) fn send_draft(draft: Draft, want: Want) -> BoxFuture<'static, Result<Response, Error>> {
    let client = draft.client.clone();
    match draft.build() {
        Ok(request) => Box::pin(send(client, Box::new(request), want)),
        Err(error) => Box::pin(std::future::ready(Err(error))),
    }
}

/// Sends a request until it succeeds or another attempt makes no sense.
pub(crate) async fn send(
    client: Client,
    mut request: Box<Request>,
    want: Want,
) -> Result<Response, Error> {
    let spec = request.operation;
    let span = tracing::debug_span!(
        "call",
        operation = spec.id,
        method = %request.method,
        path = request.path.split('?').next(),
        status = tracing::field::Empty,
        retries = tracing::field::Empty,
        request_id = tracing::field::Empty,
        usage.input = tracing::field::Empty,
        usage.output = tracing::field::Empty,
        usage.total = tracing::field::Empty,
    );
    let recorded = span.clone();
    let sending = async {
        for prepare in &client.config().prepare {
            prepare.prepare(&mut request)?;
        }
        attempts(&client, &request, want, &recorded).await
    };
    sending
        .instrument(span)
        .await
        .map_err(|error| error.with_operation(spec))
}

async fn attempts(
    client: &Client,
    request: &Request,
    want: Want,
    span: &tracing::Span,
) -> Result<Response, Error> {
    let allowed = if request.is_replayable() {
        request.max_retries
    } else {
        0
    };
    let mut retries = 0;
    let mut renewed = false;
    loop {
        let error = match attempt::attempt(client, request, want, retries).await {
            Ok(mut response) => {
                record(
                    span,
                    Some(response.status()),
                    retries,
                    response.request_id(),
                );
                usage::record(span, &response.service.usage, &response.whole());
                response.span = span.clone();
                return Ok(response);
            }
            Err(error) => error,
        };
        // A provider that can renew a refused credential gets one more attempt, which counts as no retry.
        if !renewed
            && request.is_replayable()
            && attempt::credential_was_refused(client, request, &error)
        {
            renewed = true;
            continue;
        }
        let delay = (retries < allowed)
            .then(|| retry::delay(&error, retries, fastrand::f64()))
            .flatten();
        let Some(delay) = delay else {
            record(span, error.status(), retries, error.request_id());
            tracing::debug!(kind = %error.kind(), code = error.code(), "the call failed");
            return Err(error.with_retries(retries));
        };
        retries += 1;
        tracing::debug!(kind = %error.kind(), retry = retries, ?delay, "trying again");
        sleep(delay).await;
    }
}

fn record(
    span: &tracing::Span,
    status: Option<http::StatusCode>,
    retries: u32,
    request_id: Option<&str>,
) {
    if let Some(status) = status {
        span.record("status", status.as_u16());
    }
    span.record("retries", retries);
    if let Some(id) = request_id {
        span.record("request_id", id);
    }
}
