//! Dropping a future at any of its await points.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that is dropped at its n-th poll.
pub struct DroppedAt<F> {
    future: Option<Pin<Box<F>>>,
    polls: usize,
}

impl<F> DroppedAt<F> {
    pub fn new(future: F, polls: usize) -> Self {
        Self {
            future: Some(Box::pin(future)),
            polls,
        }
    }
}

impl<F: Future> Future for DroppedAt<F> {
    /// `None` if the future was dropped before it was ready.
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls == 0 {
            self.future = None;
        }
        self.polls = self.polls.saturating_sub(1);
        match &mut self.future {
            None => Poll::Ready(None),
            Some(future) => future.as_mut().poll(cx).map(Some),
        }
    }
}
