//! Lists, read page by page or item by item.

mod call;
mod cursor;
mod items;
mod link;
mod page_stream;
mod visited;

pub use items::Items;
pub use page_stream::Pages;
