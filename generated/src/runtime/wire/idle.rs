//! A body that must not rest too long.
//!
//! In: a body that is still coming, and how long to wait for each piece. Out: its pieces, or the error of waiting or
//! reading.
//! Must not know: what the bytes mean.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::super::clock::{Instant, Sleep, sleep_until};
use super::super::error::{Error, ErrorKind};
use super::super::send::broken;
use super::body::Body;

/// How many pieces are read for the sake of the connection alone.
const DRAINED: usize = 8;

#[derive(Debug)]
pub(crate) struct IdleBody {
    body: Body,
    limit: Duration,
    /// Made when there is something to wait for: the pieces of a fast body cost no timer.
    timer: Option<Pin<Box<Sleep>>>,
    waiting: bool,
}

impl IdleBody {
    pub(crate) fn new(body: Body, limit: Duration) -> Self {
        Self {
            body,
            limit,
            timer: None,
            waiting: false,
        }
    }

    pub(crate) fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        if let Poll::Ready(piece) = self.body.poll_chunk(cx) {
            self.waiting = false;
            return Poll::Ready(piece.map(|piece| piece.map_err(broken)));
        }
        let until = Instant::now() + self.limit;
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(sleep_until(until)));
        if !self.waiting {
            timer.as_mut().reset(until);
            self.waiting = true;
        }
        match timer.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                let message = format!("no data for {:?}", self.limit);
                Poll::Ready(Some(Err(Error::new(ErrorKind::Timeout, message))))
            }
        }
    }

    /// Reads what is there already, so that a connection whose answer is complete can be used again.
    pub(crate) fn drain(&mut self, cx: &mut Context<'_>) {
        for _ in 0..DRAINED {
            if !matches!(self.body.poll_chunk(cx), Poll::Ready(Some(Ok(_)))) {
                return;
            }
        }
    }
}
