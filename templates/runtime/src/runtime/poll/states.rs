//! One state after the other, to the last.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::super::clock::{Instant, Sleep, sleep, sleep_until};
use super::super::error::{Error, ErrorKind};
use super::super::reply::Reply;
use super::super::request::Draft;
use super::super::send::{Response, Want, send_draft};
use super::super::wire::transport::BoxFuture;
use super::Settles;

/// How long to wait between two questions if neither the user nor the service says.
const USUAL: Duration = Duration::from_secs(1);
/// The longest time between two questions that a service may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(8);

/// The states of something, as they are asked for; the last one is the end. So is an error.
pub struct States<R> {
    draft: Draft,
    interval: Option<Duration>,
    /// How long to go on, from the first question on.
    limit: Option<Duration>,
    deadline: Option<Pin<Box<Sleep>>>,
    step: Step,
    reply: std::marker::PhantomData<fn() -> R>,
}

enum Step {
    Ready,
    Asking(BoxFuture<'static, Result<Response, Error>>),
    Resting(Pin<Box<Sleep>>),
    Done,
}

impl<R> States<R> {
    pub(super) fn new(draft: Draft, interval: Option<Duration>, limit: Option<Duration>) -> Self {
        Self {
            draft,
            interval,
            limit,
            deadline: None,
            step: Step::Ready,
            reply: std::marker::PhantomData,
        }
    }

    /// The next answer; all that does not depend on its type.
    fn poll_answer(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Response, Error>>> {
        if let Some(limit) = self.limit.take() {
            // A limit beyond all clocks is none.
            let end = Instant::now().checked_add(limit);
            self.deadline = end.map(|end| Box::pin(sleep_until(end)));
        }
        loop {
            match &mut self.step {
                Step::Done => return Poll::Ready(None),
                Step::Ready => {
                    let draft = self.draft.clone();
                    self.step = Step::Asking(send_draft(draft, Want::Whole));
                }
                Step::Asking(asking) => {
                    if let Poll::Ready(answer) = asking.as_mut().poll(cx) {
                        self.step = Step::Done;
                        return Poll::Ready(Some(answer));
                    }
                    break;
                }
                Step::Resting(rest) => {
                    if rest.as_mut().poll(cx).is_pending() {
                        break;
                    }
                    self.step = Step::Ready;
                }
            }
        }
        if let Some(deadline) = &mut self.deadline {
            ready!(deadline.as_mut().poll(cx));
            self.step = Step::Done;
            let message = "the time to wait is over, and it is still being worked on";
            return Poll::Ready(Some(Err(Error::new(ErrorKind::Timeout, message))));
        }
        Poll::Pending
    }

    fn rest(&mut self, asked: Option<Duration>) {
        let asked = asked.map(|asked| asked.min(LONGEST_ASKED));
        let interval = self.interval.or(asked).unwrap_or(USUAL);
        self.step = Step::Resting(Box::pin(sleep(interval)));
    }
}

impl<R: Reply> States<R>
where
    R::Output: Settles,
{
    /// The next state; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<R::Output, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<R: Reply> Stream for States<R>
where
    R::Output: Settles,
{
    type Item = Result<R::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(answer) = ready!(self.poll_answer(cx)) else {
            return Poll::Ready(None);
        };
        let state = answer.and_then(|answer| {
            let asked = answer.poll_after();
            R::read(answer).map(|state| (state, asked))
        });
        Poll::Ready(Some(state.map(|(state, asked)| {
            if !state.is_settled() {
                self.rest(asked);
            }
            state
        })))
    }
}

impl<R> Unpin for States<R> {}

impl<R> fmt::Debug for States<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("States")
            .field("operation", &self.draft.spec.id)
            .finish_non_exhaustive()
    }
}
