//! Pages of lists.

use serde::de::DeserializeOwned;

use super::{Optional, Page, Reply};
use crate::runtime::codec::Wire;
use crate::runtime::spec::Paging;

/// A page of a list.
pub trait Paged: Wire + DeserializeOwned + 'static {
    /// An item of the list.
    type Item;
    /// How to get from one page to the next.
    const PAGING: Paging;
    /// Returns the items of this page.
    fn into_items(self) -> Vec<Self::Item>;
}

/// A reply that is a page of a list.
pub trait PageReply: Reply {
    /// The page.
    type Page: Paged;
}

impl<T: Paged + 'static> PageReply for Page<T> {
    type Page = T;
}

impl<R: PageReply> PageReply for Optional<R> {
    type Page = R::Page;
}
