//! The items of a list, as a stream.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::Pages;
use crate::runtime::accumulate::Interrupted;
use crate::runtime::error::Error;
use crate::runtime::reply::Paged;

/// The items of a list, as a stream over its pages. It ends after an error.
pub struct Items<P: Paged> {
    pages: Pages<P>,
    items: vec::IntoIter<P::Item>,
}

impl<P: Paged> Items<P> {
    pub(super) fn new(pages: Pages<P>) -> Self {
        Self {
            pages,
            items: Vec::new().into_iter(),
        }
    }

    /// Returns the next item, or `None` at the end.
    ///
    /// # Errors
    /// Fails if the request for a page fails.
    pub async fn next(&mut self) -> Option<Result<P::Item, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Collects all items into memory.
    ///
    /// # Errors
    /// Fails if the request for a page fails, or if the list turns out to be endless. The error carries the items that
    /// were received before it.
    pub async fn collect(mut self) -> Result<Vec<P::Item>, Interrupted<Vec<P::Item>>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            match item {
                Ok(item) => all.push(item),
                Err(error) => return Err(Interrupted::new(all, error)),
            }
        }
        Ok(all)
    }
}

impl<P: Paged> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.items = page.into_items().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<P: Paged> Unpin for Items<P> {}

impl<P: Paged> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
