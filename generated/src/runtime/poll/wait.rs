//! The last state, awaited.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::super::accumulate::Interrupted;
use super::super::reply::Reply;
use super::super::request::Draft;
use super::super::wire::transport::BoxFuture;
use super::{Settles, States};

/// Waiting for the last state of something: await it, or adjust it first. Dropping it ends the waiting, not the work.
#[must_use = "nothing is asked until this is awaited"]
pub struct Wait<R: Reply> {
    draft: Draft,
    interval: Option<Duration>,
    limit: Option<Duration>,
    progress: Option<Progress<R::Output>>,
}

type Progress<T> = Box<dyn FnMut(&T) + Send>;

impl<R: Reply> Wait<R> {
    pub(super) fn new(draft: Draft) -> Self {
        Self {
            draft,
            interval: None,
            limit: None,
            progress: None,
        }
    }

    /// How long to wait between two questions, whatever the service says. Unless set the service's own advice counts,
    /// up to 8 seconds, and 1 second where it gives none.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = Some(interval);
        self
    }

    /// How long to wait in all, from when it is awaited. Without a limit unless set.
    pub fn at_most(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Calls back with each state, the last one included.
    pub fn on_progress(mut self, call: impl FnMut(&R::Output) + Send + 'static) -> Self {
        self.progress = Some(Box::new(call));
        self
    }

    /// Each state as an item of a stream instead.
    pub fn states(self) -> States<R> {
        States::new(self.draft, self.interval, self.limit)
    }
}

impl<R: Reply> IntoFuture for Wait<R>
where
    R::Output: Settles + Send + 'static,
{
    type Output = Result<R::Output, Interrupted<Option<R::Output>>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let mut progress = self.progress;
        let (draft, interval, limit) = (self.draft, self.interval, self.limit);
        Box::pin(async move {
            let mut states = States::<R>::new(draft, interval, limit);
            let mut last = None;
            while let Some(state) = states.next().await {
                match state {
                    Ok(state) => {
                        if let Some(progress) = &mut progress {
                            progress(&state);
                        }
                        if state.is_settled() {
                            return Ok(state);
                        }
                        last = Some(state);
                    }
                    Err(error) => return Err(Interrupted::new(last, error)),
                }
            }
            // The stream ends with a settled state or with an error, which are both dealt with above.
            Err(Interrupted::new(
                last,
                super::super::error::Error::request("there was no state"),
            ))
        })
    }
}

impl<R: Reply> fmt::Debug for Wait<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("operation", &self.draft.spec.id)
            .field("interval", &self.interval)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
