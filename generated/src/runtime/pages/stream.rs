//! Streams of pages and of items.
//!
//! In: a call for the first page. Out: its page, then the page after it, and so on to the end of the list.
//! Must not know: how a cursor is found.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::super::call::Call;
use super::super::error::Error;
use super::super::flatten::ListStyle;
use super::super::reply::{PageReply, Reply};
use super::super::request::Draft;
use super::super::send::{Response, Want, send_draft};
use super::super::spec::Operation;
use super::super::wire::transport::BoxFuture;
use super::{Cursor, Paged, Paging, cursor};

impl<O> Call<O>
where
    O: Operation,
    O::Reply: PageReply,
{
    /// All pages from here on, each asked for when it is needed.
    pub fn pages(self) -> Pages<<O::Reply as PageReply>::Page> {
        let paging = <O::Reply as PageReply>::Page::PAGING;
        Pages::new(self.into_draft(), paging, paging.cursor)
    }

    /// All pages before this one, the nearest first, where the list can be read backwards.
    pub fn pages_back(self) -> Pages<<O::Reply as PageReply>::Page> {
        let paging = <O::Reply as PageReply>::Page::PAGING;
        Pages::new(
            self.into_draft(),
            paging,
            paging.back.unwrap_or(Cursor::Single),
        )
    }

    /// All items from here on.
    pub fn items(self) -> Items<<O::Reply as PageReply>::Page> {
        self.pages().items()
    }

    /// All items before this page, the nearest page first, where the list can be read backwards.
    pub fn items_back(self) -> Items<<O::Reply as PageReply>::Page> {
        self.pages_back().items()
    }
}

/// The pages of a list, one after the other. After an error it ends.
pub struct Pages<P> {
    source: Source,
    page: PhantomData<fn() -> P>,
}

/// All that does not depend on the type of the page.
struct Source {
    draft: Draft,
    paging: Paging,
    cursor: Cursor,
    last: Option<String>,
    state: State,
}

enum State {
    Ready,
    Fetching(BoxFuture<'static, Result<Response, Error>>),
    Done,
}

impl<P: Paged> Pages<P> {
    fn new(draft: Draft, paging: Paging, cursor: Cursor) -> Self {
        Self {
            source: Source {
                draft,
                paging,
                cursor,
                last: None,
                state: State::Ready,
            },
            page: PhantomData,
        }
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<P, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The items of these pages.
    pub fn items(self) -> Items<P> {
        Items {
            pages: self,
            items: Vec::new().into_iter(),
        }
    }
}

impl<P: Paged> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(response) = ready!(self.source.poll_response(cx)) else {
            return Poll::Ready(None);
        };
        let page = response.and_then(super::super::reply::Page::<P>::read);
        if page.is_err() {
            self.source.state = State::Done;
        }
        Poll::Ready(Some(page))
    }
}

impl Source {
    fn poll_response(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Response, Error>>> {
        loop {
            match &mut self.state {
                State::Done => return Poll::Ready(None),
                State::Ready => {
                    let draft = self.draft.clone();
                    self.state = State::Fetching(send_draft(draft, Want::Whole));
                }
                State::Fetching(sending) => {
                    let response = ready!(sending.as_mut().poll(cx));
                    self.state = State::Done;
                    if let Ok(response) = &response {
                        self.advance(&response.whole());
                    }
                    return Poll::Ready(Some(response));
                }
            }
        }
    }

    /// Sets the draft to the page after this one, if there is one.
    fn advance(&mut self, page: &[u8]) {
        let Some((param, value)) = cursor::next(page, &self.paging, self.cursor) else {
            return;
        };
        // A cursor that leads to where it was found would lead there for ever.
        if self.last.as_ref() == Some(&value) {
            return;
        }
        self.draft.query(param, &value, ListStyle::Brackets);
        self.last = Some(value);
        self.state = State::Ready;
    }
}

impl<P> Unpin for Pages<P> {}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.source.draft.spec.id)
            .field("cursor", &self.source.last)
            .finish_non_exhaustive()
    }
}

/// The items of a list, one after the other, over as many pages as it takes. After an error it ends.
pub struct Items<P: Paged> {
    pages: Pages<P>,
    items: vec::IntoIter<P::Item>,
}

impl<P: Paged> Items<P> {
    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<P::Item, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All items there are, in memory.
    pub async fn collect(mut self) -> Result<Vec<P::Item>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await.transpose()? {
            all.push(item);
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
