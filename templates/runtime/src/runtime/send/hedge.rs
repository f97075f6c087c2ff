//! Hedged requests: sending a request a second time if there is no response after a delay.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use tracing::Span;

use super::{BodyMode, Response, send_with_retries};
use crate::runtime::clock::{MAX_TIMEOUT, timeout};
use crate::runtime::config::Config;
use crate::runtime::error::Error;
use crate::runtime::request::Request;

/// Sends a request, and sends it a second time after the delay of the call, if it has one. Returns the first response.
pub(super) async fn send(
    config: &Config,
    request: &Request,
    body_mode: BodyMode,
    span: &Span,
) -> Result<Response, Error> {
    let sending = || send_with_retries(config, request, body_mode, span);
    let Some(delay) = request.hedge_after.filter(|_| request.is_replayable()) else {
        return sending().await;
    };
    let mut first = pin!(sending());
    if let Ok(result) = timeout(delay.min(MAX_TIMEOUT), first.as_mut()).await {
        return result;
    }
    #[cfg(feature = "retry-budget")]
    if !config.retry_budget.take() {
        tracing::debug!("the retry budget is used up");
        return first.await;
    }
    tracing::debug!(?delay, "no response yet, sending the request again");
    let mut second = pin!(sending());
    let mut failed: Option<(usize, Error)> = None;
    poll_fn(|cx| {
        for index in 0..2 {
            // A future that has failed must not be polled again.
            if failed.as_ref().is_some_and(|(failed, _)| *failed == index) {
                continue;
            }
            let polled = match index {
                0 => first.as_mut().poll(cx),
                _ => second.as_mut().poll(cx),
            };
            match polled {
                Poll::Ready(Ok(response)) => return Poll::Ready(Ok(response)),
                Poll::Ready(Err(error)) => match failed.take() {
                    Some((_, first)) => return Poll::Ready(Err(first)),
                    None => failed = Some((index, error)),
                },
                Poll::Pending => {}
            }
        }
        Poll::Pending
    })
    .await
}
