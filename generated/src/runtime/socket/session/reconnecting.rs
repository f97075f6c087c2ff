//! Reopening a lost connection.

use std::task::{Context, Poll, ready};

use super::{Session, State};
use crate::runtime::clock::{Instant, sleep};
use crate::runtime::error::Error;
use crate::runtime::meta::MAX_RETRY_AFTER;
use crate::runtime::socket::close::Close;
use crate::runtime::socket::handshake::open;
use crate::runtime::socket::heartbeat::Heartbeat;
use crate::runtime::socket::reconnect::ReconnectAttempt;

impl Session {
    /// Handles the end of a connection: reopens it or ends the session.
    pub(super) fn connection_ended(&mut self, close: Close) {
        if let Some(closing) = self.closing.take() {
            // The client has closed the connection. A missing reply of the server is not a failure.
            return self.finish(closing, None);
        }
        let reconnect = self.options.reconnect.as_ref();
        match reconnect.is_some_and(|reconnect| reconnect.applies_to(&close)) {
            true => self.reconnect(close, None),
            false => self.finish_closed(close),
        }
    }

    /// Starts the next attempt, or ends the session if no more attempts are allowed. `error` is that of the last
    /// attempt.
    fn reconnect(&mut self, close: Close, error: Option<Error>) {
        let Some(reconnect) = self.options.reconnect.clone() else {
            return self.finish_closed(close);
        };
        if matches!(self.state, State::Open(_)) && reconnect.is_stable(self.opened.elapsed()) {
            self.attempts = 0;
        }
        let requested = error.as_ref().and_then(Error::retry_after);
        let too_long = requested.is_some_and(|delay| delay > MAX_RETRY_AFTER);
        if !reconnect.allows_attempt_after(self.attempts) || too_long {
            return match error {
                Some(error) => self.finish(close, Some(error.with_retries(self.attempts))),
                None => self.finish_closed(close),
            };
        }
        self.attempts += 1;
        self.send_queue.requeue_unconfirmed();
        let mut attempt = ReconnectAttempt {
            number: self.attempts,
            last_close: &close,
            draft: &mut self.options.draft,
            send_queue: &mut self.send_queue,
            first_events: Vec::new(),
            stopped: false,
        };
        reconnect.call_before(&mut attempt);
        let (first_events, stopped) = (attempt.first_events, attempt.stopped);
        if stopped {
            return self.finish_closed(close);
        }
        self.send_queue.push_first(first_events);
        let delay = reconnect.delay(self.attempts, fastrand::f64());
        let delay = requested.map_or(delay, |requested| requested.max(delay));
        tracing::debug!(
            code = close.code,
            attempt = self.attempts,
            ?delay,
            "reconnecting"
        );
        let options = self.options.clone();
        let connecting = Box::pin(async move {
            sleep(delay).await;
            open(&options).await
        });
        self.enter(State::Reconnecting {
            connecting,
            last_close: close,
        });
    }

    /// Polls the current attempt.
    pub(super) fn poll_reconnect(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let State::Reconnecting {
            connecting,
            last_close,
        } = &mut self.state
        else {
            return Poll::Ready(());
        };
        match ready!(connecting.as_mut().poll(cx)) {
            Ok(opened) => {
                self.enter(State::Open(Box::new(opened.socket)));
                self.headers = opened.headers;
                self.heartbeat = Heartbeat::new(self.options.keep_alive);
                self.opened = Instant::now();
            }
            Err(error) => {
                let close = last_close.clone();
                match error.is_retryable() {
                    true => self.reconnect(close, Some(error)),
                    false => self.finish(close, Some(error)),
                }
            }
        }
        Poll::Ready(())
    }
}
