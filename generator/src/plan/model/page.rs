//! Pagination: how the next page of a list is found.

use super::RustType;

/// A type that is one page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The type of one item.
    pub item: RustType,
    /// The field that contains the items.
    pub items: PageItems,
    /// The boolean property that reports whether more pages follow.
    pub has_more: Option<String>,
    /// The source of the next page's cursor.
    pub cursor: Cursor,
    /// How to list backwards, if the list supports it.
    pub back: Option<ItemCursor>,
}

/// A cursor that is a field of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemCursor {
    /// The property of the item.
    pub property: String,
    /// The query parameter that sends it.
    pub parameter: String,
}

/// The field of a page that contains the items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageItems {
    /// Its name.
    pub field: String,
    /// The name of its property.
    pub wire: String,
    /// Whether it is an `Option`.
    pub optional: bool,
}

/// The source of the next page's cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// A property of the last item.
    LastItem(ItemCursor),
    /// A property of the page.
    Property {
        /// The property.
        property: String,
        /// The query parameter that sends it.
        parameter: String,
    },
    /// A property of an object in the page.
    Nested {
        /// The names that lead to the property.
        path: Vec<String>,
        /// The query parameter that sends it.
        parameter: String,
    },
    /// The number of items before the page, in a query parameter.
    Offset(String),
    /// The number of the page, in a query parameter.
    Number {
        /// The query parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// The `Link` header.
    Link,
    /// There is only one page.
    Single,
}
