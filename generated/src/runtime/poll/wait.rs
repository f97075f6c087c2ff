//! Awaiting the final state of background work.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::{LongRunning, States};
use crate::runtime::accumulate::Interrupted;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::reply::Reply;
use crate::runtime::wire::transport::BoxFuture;

/// Waits for background work to stop: configure it, then await it.
///
/// Resolves to the final state. An error carries the last state received. Dropping the future stops polling, not the
/// work.
#[must_use = "nothing is sent until this is awaited"]
pub struct WaitUntilDone<R: Reply> {
    draft: Draft,
    interval: Option<Duration>,
    timeout: Option<Duration>,
    on_progress: Option<OnProgress<R::Output>>,
}

type OnProgress<T> = Box<dyn FnMut(&T) + Send>;

impl<R: Reply> WaitUntilDone<R> {
    pub(super) fn new(draft: Draft) -> Self {
        Self {
            draft,
            interval: None,
            timeout: None,
            on_progress: None,
        }
    }

    /// Sets the time between two requests, overriding what the service asks for. By default, the service decides,
    /// between 0.25 and 8 seconds. If it does not, the interval is 1 second.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// Limits the total time, measured from the first request. Unlimited by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Calls `callback` with each state, including the final one.
    pub fn on_progress(mut self, callback: impl FnMut(&R::Output) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(callback));
        self
    }

    /// Returns a stream of the states instead.
    pub fn states(self) -> States<R> {
        States::new(self.draft, self.interval, self.timeout)
    }
}

impl<R: Reply> IntoFuture for WaitUntilDone<R>
where
    R::Output: LongRunning + Send + 'static,
{
    type Output = Result<R::Output, Interrupted<Option<R::Output>>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let mut on_progress = self.on_progress;
        let (draft, interval, timeout) = (self.draft, self.interval, self.timeout);
        Box::pin(async move {
            let mut states = States::<R>::new(draft, interval, timeout);
            let mut last = None;
            while let Some(state) = states.next().await {
                match state {
                    Ok(state) => {
                        if let Some(callback) = &mut on_progress {
                            callback(&state);
                        }
                        if state.is_done() {
                            return Ok(state);
                        }
                        last = Some(state);
                    }
                    Err(error) => return Err(Interrupted::new(last, error)),
                }
            }
            // Unreachable: the stream ends with a final state or an error, and both return above.
            Err(Interrupted::new(
                last,
                Error::request("no state was received"),
            ))
        })
    }
}

impl<R: Reply> fmt::Debug for WaitUntilDone<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitUntilDone")
            .field("operation", &self.draft.spec.id)
            .field("interval", &self.interval)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
