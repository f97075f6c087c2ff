//! The pages of a list, as a stream.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Items;
use super::cursor::{self, NextPage};
use super::link;
use super::visited::Visited;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::reply::{Page, Paged, Reply, has_no_body};
use crate::runtime::send::{BodyMode, Response, send_draft};
use crate::runtime::spec::{Cursor, Paging};
use crate::runtime::wire::transport::BoxFuture;

/// The pages of a list, as a stream. It ends after an error.
///
/// The stream ends with an error of kind [`ErrorKind::Decode`] if a page or cursor is received twice, or if a page
/// reports more items but has no cursor: the list may be incomplete.
pub struct Pages<P> {
    source: Source,
    page: PhantomData<fn() -> P>,
}

/// Requests pages. It does not depend on their type.
struct Source {
    draft: Draft,
    paging: Paging,
    cursor: Cursor,
    last_cursor: Option<String>,
    visited: Visited,
    state: State,
}

enum State {
    /// The draft is for the next page.
    Ready,
    Fetching(BoxFuture<'static, Result<Response, Error>>),
    /// The next item is an error: the list cannot be continued.
    Broken(Error),
    Done,
}

impl<P: Paged> Pages<P> {
    pub(super) fn new(draft: Draft, paging: Paging, cursor: Cursor) -> Self {
        Self {
            source: Source {
                draft,
                paging,
                cursor,
                last_cursor: None,
                visited: Visited::default(),
                state: State::Ready,
            },
            page: PhantomData,
        }
    }

    /// Returns the next page, or `None` at the end.
    ///
    /// # Errors
    /// Fails if the request for the page fails.
    pub async fn next(&mut self) -> Option<Result<P, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns the items of these pages, as a stream.
    pub fn items(self) -> Items<P> {
        Items::new(self)
    }
}

impl<P: Paged> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(response) = ready!(self.source.poll_response(cx)) else {
            return Poll::Ready(None);
        };
        // An empty response, such as one with status 304, has no page.
        if matches!(&response, Ok(response) if has_no_body(response.status)) {
            self.source.state = State::Done;
            return Poll::Ready(None);
        }
        let page = response.and_then(Page::<P>::read);
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
                    self.state = State::Fetching(send_draft(draft, BodyMode::Buffered));
                }
                State::Broken(_) => {
                    let State::Broken(error) = std::mem::replace(&mut self.state, State::Done)
                    else {
                        return Poll::Ready(None);
                    };
                    return Poll::Ready(Some(Err(error)));
                }
                State::Fetching(fetching) => {
                    let response = ready!(fetching.as_mut().poll(cx));
                    self.state = State::Done;
                    let response = response.and_then(|response| {
                        self.advance(&response)?;
                        Ok(response)
                    });
                    return Poll::Ready(Some(response));
                }
            }
        }
    }

    /// Prepares the request of the page after this one, if there is one.
    ///
    /// # Errors
    /// Fails if this page was received before. A page whose cursor leads back is returned before the error.
    fn advance(&mut self, response: &Response) -> Result<(), Error> {
        let page = response.buffered();
        let next = match cursor::next(&page, &self.paging, self.cursor) {
            NextPage::End => return Ok(()),
            NextPage::Cursor(_, value) if link::is_url(&value) => Next::Url(value),
            NextPage::Cursor(param, value) => Next::Parameter(param, value),
            NextPage::Items(param, count) => {
                let before = self.draft.query_number(param).unwrap_or(0);
                Next::Parameter(param, before.saturating_add(count).to_string())
            }
            NextPage::Number(param, first) => {
                let number = self.draft.query_number(param).unwrap_or(first);
                Next::Parameter(param, number.saturating_add(1).to_string())
            }
            NextPage::Link => match link::next(response.headers()) {
                Some(url) => Next::Url(url),
                None => return Ok(()),
            },
            NextPage::Unknown => {
                let message = "the page reports more items but has no cursor";
                self.state = State::Broken(incomplete(response, message));
                return Ok(());
            }
        };
        let value = match &next {
            Next::Parameter(_, value) | Next::Url(value) => value.clone(),
        };
        if !self.visited.add_page(&page) {
            let message = format!("the page before the cursor `{value}` was received twice");
            return Err(incomplete(response, &message));
        }
        if self.visited.add_cursor(&value) {
            match next {
                Next::Parameter(param, value) => self.draft.query(param, &value),
                Next::Url(url) => self.draft.replace_query(link::query(&url)),
            }
            self.last_cursor = Some(value);
            self.state = State::Ready;
        } else {
            let message = format!("the cursor `{value}` was received twice");
            self.state = State::Broken(incomplete(response, &message));
        }
        Ok(())
    }
}

/// How the next page is requested.
enum Next {
    /// With this value of a query parameter.
    Parameter(&'static str, String),
    /// With the query of this URL. The rest of the URL is that of the operation, so that a credential never goes to another
    /// host.
    Url(String),
}

/// The error of a list that cannot be continued.
fn incomplete(response: &Response, reason: &str) -> Error {
    let message = format!("{reason}, so the list may be incomplete");
    response.explain(Error::new(ErrorKind::Decode, message), response.buffered())
}

impl<P> Unpin for Pages<P> {}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.source.draft.spec.id)
            .field("cursor", &self.source.last_cursor)
            .finish_non_exhaustive()
    }
}
