//! Lists that come in pages.
//!
//! In: a call for the first page, and where in a page the cursor to the next one stands. Out: streams of pages and of
//! items, each page asked for when it is needed.
//! Must not know: the types of pages and items, and which list it is.

mod cursor;
mod stream;

use serde::de::DeserializeOwned;

pub use stream::{Items, Pages};

/// A page of a list.
pub trait Paged: DeserializeOwned + 'static {
    /// What is listed.
    type Item;
    /// How to get from one page to the next.
    const PAGING: Paging;
    /// The items of this page.
    fn into_items(self) -> Vec<Self::Item>;
}

/// How to get from one page of a list to the next.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// The member that holds the items.
    pub items: &'static str,
    /// The member that says whether there are more; empty if there is none.
    pub has_more: &'static str,
    /// The way forwards.
    pub cursor: Cursor,
    /// The way backwards, where there is one.
    pub back: Option<Cursor>,
}

/// Where a cursor stands in a page, and the query parameter it goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// A member of the last item.
    LastItem {
        /// The member.
        field: &'static str,
        /// The query parameter.
        param: &'static str,
    },
    /// A member of the first item.
    FirstItem {
        /// The member.
        field: &'static str,
        /// The query parameter.
        param: &'static str,
    },
    /// A member of the page itself.
    Field {
        /// The member.
        field: &'static str,
        /// The query parameter.
        param: &'static str,
    },
    /// There is one page only.
    Single,
}

impl Paging {
    /// One page is all there is.
    pub const SINGLE: Self = Self::new(Cursor::Single);

    /// Items in `data`, `has_more`, and this way forwards.
    pub const fn new(cursor: Cursor) -> Self {
        Self {
            items: "data",
            has_more: "has_more",
            cursor,
            back: None,
        }
    }

    /// The next page starts after the `id` of the last item.
    pub const fn after_last_item(param: &'static str) -> Self {
        Self::new(Cursor::LastItem { field: "id", param })
    }

    /// The page says in a member what the next one is asked for with.
    pub const fn field(field: &'static str, param: &'static str) -> Self {
        Self::new(Cursor::Field { field, param })
    }

    /// The page before ends before the `id` of the first item.
    #[must_use]
    pub const fn before_first_item(mut self, param: &'static str) -> Self {
        self.back = Some(Cursor::FirstItem { field: "id", param });
        self
    }
}
