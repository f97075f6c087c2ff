//! A body in pieces, with pauses, that may break.
//!
//! In: pieces, a pause, where the connection breaks. Out: a stream of bytes.
//! Must not know: what the bytes are.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::super::clock::{Sleep, sleep};
use super::super::error::BoxError;

pub(super) struct Pieces {
    pieces: VecDeque<Bytes>,
    /// How many bytes may still come before the connection breaks.
    left: Option<usize>,
    pause: Duration,
    started: bool,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Pieces {
    pub(super) fn new(pieces: Vec<Bytes>, pause: Duration, breaks_at: Option<usize>) -> Self {
        Self {
            pieces: pieces.into(),
            left: breaks_at,
            pause,
            started: false,
            sleep: None,
        }
    }

    fn next_piece(&mut self) -> Option<Result<Bytes, BoxError>> {
        let broken = || Some(Err("the connection broke, as the test wants it".into()));
        match self.left {
            Some(0) => {
                self.pieces.clear();
                self.left = None;
                broken()
            }
            None => self.pieces.pop_front().map(Ok),
            Some(left) => {
                let Some(mut piece) = self.pieces.pop_front() else {
                    self.left = None;
                    return broken();
                };
                piece.truncate(left);
                self.left = Some(left - piece.len());
                Some(Ok(piece))
            }
        }
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.started && !self.pause.is_zero() {
            let pause = self.pause;
            let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep(pause)));
            ready!(sleep.as_mut().poll(cx));
            self.sleep = None;
        }
        self.started = true;
        Poll::Ready(self.next_piece())
    }
}
