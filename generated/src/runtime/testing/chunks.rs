//! A response body that arrives in chunks, with pauses, on a connection that may break.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::clock::{Sleep, sleep};
use crate::runtime::error::BoxError;

/// Where a body is split.
#[derive(Debug)]
pub(super) enum Split {
    Nowhere,
    Every(usize),
    At(Vec<usize>),
}

impl Split {
    pub(super) fn apply(&self, bytes: &Bytes) -> Vec<Bytes> {
        let multiples = |size: usize| (1..).map(move |n: usize| n.saturating_mul(size));
        let offsets: Vec<usize> = match self {
            Self::Nowhere => Vec::new(),
            Self::Every(size) => multiples((*size).max(1))
                .take_while(|offset| *offset < bytes.len())
                .collect(),
            Self::At(offsets) => offsets.clone(),
        };
        let mut chunks = Vec::new();
        let mut start = 0;
        for offset in offsets.into_iter().chain([bytes.len()]) {
            let end = offset.min(bytes.len());
            if end > start {
                chunks.push(bytes.slice(start..end));
                start = end;
            }
        }
        chunks
    }
}

/// A stream of chunks.
pub(super) struct Chunks {
    chunks: VecDeque<Bytes>,
    /// How many bytes may still arrive before the connection breaks.
    until_disconnect: Option<usize>,
    pause: Duration,
    started: bool,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Chunks {
    pub(super) fn new(chunks: Vec<Bytes>, pause: Duration, disconnect: Option<usize>) -> Self {
        Self {
            chunks: chunks.into(),
            until_disconnect: disconnect,
            pause,
            started: false,
            sleep: None,
        }
    }

    fn next_chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        let disconnect = || Some(Err("the mock connection was broken".into()));
        match self.until_disconnect {
            Some(0) => {
                self.chunks.clear();
                self.until_disconnect = None;
                disconnect()
            }
            None => self.chunks.pop_front().map(Ok),
            Some(bytes) => {
                let Some(mut chunk) = self.chunks.pop_front() else {
                    self.until_disconnect = None;
                    return disconnect();
                };
                chunk.truncate(bytes);
                self.until_disconnect = Some(bytes - chunk.len());
                Some(Ok(chunk))
            }
        }
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.started && !self.pause.is_zero() {
            let pause = self.pause;
            let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep(pause)));
            ready!(sleep.as_mut().poll(cx));
            self.sleep = None;
        }
        self.started = true;
        Poll::Ready(self.next_chunk())
    }
}
