//! Calls of operations that list items.

use super::{Items, Pages};
use crate::runtime::call::Call;
use crate::runtime::operation::Operation;
use crate::runtime::reply::{PageReply, Paged};
use crate::runtime::spec::Cursor;

/// # Pagination
impl<O> Call<O>
where
    O: Operation,
    O::Reply: PageReply,
{
    /// Returns the items of this page and all following pages, as a stream. Each page is requested when it is needed.
    pub fn items(self) -> Items<<O::Reply as PageReply>::Page> {
        self.pages().items()
    }

    /// Returns this page and all following pages, as a stream. Each page is requested when it is needed.
    pub fn pages(self) -> Pages<<O::Reply as PageReply>::Page> {
        let paging = <O::Reply as PageReply>::Page::PAGING;
        Pages::new(self.into_draft(), paging, paging.cursor)
    }

    /// Returns the items of this page and all previous pages, as a stream. Pages are read backwards, but the items of
    /// each page keep their order.
    ///
    /// If the list cannot be read backwards, there is only this page.
    pub fn items_rev(self) -> Items<<O::Reply as PageReply>::Page> {
        self.pages_rev().items()
    }

    /// Returns this page and all previous pages, the nearest first, as a stream.
    ///
    /// If the list cannot be read backwards, there is only this page.
    pub fn pages_rev(self) -> Pages<<O::Reply as PageReply>::Page> {
        let paging = <O::Reply as PageReply>::Page::PAGING;
        let cursor = paging.back.unwrap_or(Cursor::Single);
        Pages::new(self.into_draft(), paging, cursor)
    }
}
