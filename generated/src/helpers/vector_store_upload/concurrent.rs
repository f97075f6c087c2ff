//! Awaiting several futures, a limited number at a time.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Context, Poll};

use crate::{BoxFuture, Error};

type Work<T> = BoxFuture<'static, Result<T, Error>>;

/// Awaits futures, at most `limit` at a time. Returns their values in the order of the futures, and the first error.
///
/// After an error no more futures are started, but those in progress are awaited.
#[inline]
pub(super) async fn run_concurrently<T>(
    work: VecDeque<Work<T>>,
    limit: usize,
) -> (Vec<T>, Option<Error>) {
    let mut waiting: VecDeque<(usize, Work<T>)> = work.into_iter().enumerate().collect();
    let mut running: Vec<(usize, Work<T>)> = Vec::new();
    let mut values = Vec::new();
    let mut failure = None;
    loop {
        while failure.is_none() && running.len() < limit {
            let Some(next) = waiting.pop_front() else {
                break;
            };
            running.push(next);
        }
        if running.is_empty() {
            break;
        }
        match poll_fn(|cx| poll_any(&mut running, cx)).await {
            (index, Ok(value)) => values.push((index, value)),
            (_, Err(error)) => {
                failure.get_or_insert(error);
            }
        }
    }
    values.sort_by_key(|(index, _)| *index);
    (
        values.into_iter().map(|(_, value)| value).collect(),
        failure,
    )
}

/// Polls for the first future that is ready.
#[inline]
fn poll_any<T>(
    running: &mut Vec<(usize, Work<T>)>,
    cx: &mut Context<'_>,
) -> Poll<(usize, Result<T, Error>)> {
    for position in 0..running.len() {
        if let Poll::Ready(result) = running[position].1.as_mut().poll(cx) {
            let (index, _) = running.remove(position);
            return Poll::Ready((index, result));
        }
    }
    Poll::Pending
}
