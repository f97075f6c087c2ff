//! How a list is read page by page.

/// How to get from one page of a list to the next.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// The property with the items.
    pub items: &'static str,
    /// The property that reports whether there are more items. Empty if there is none.
    pub has_more: &'static str,
    /// The cursor of the next page.
    pub cursor: Cursor,
    /// The cursor of the previous page, if the list can be read backwards.
    pub back: Option<Cursor>,
}

/// Where a page contains a cursor, and the query parameter that carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// A property of the last item.
    LastItem {
        /// The name of the property.
        field: &'static str,
        /// The name of the query parameter.
        param: &'static str,
    },
    /// A property of the first item.
    FirstItem {
        /// The name of the property.
        field: &'static str,
        /// The name of the query parameter.
        param: &'static str,
    },
    /// A property of the page: a cursor, or the URL of the next page.
    Field {
        /// The name of the property.
        field: &'static str,
        /// The name of the query parameter.
        param: &'static str,
    },
    /// A property of an object in the page.
    Nested {
        /// The names that lead to the property.
        path: &'static [&'static str],
        /// The name of the query parameter.
        param: &'static str,
    },
    /// No cursor: a query parameter is the number of items before the page.
    Offset {
        /// The name of the query parameter.
        param: &'static str,
    },
    /// No cursor: a query parameter is the number of the page.
    Number {
        /// The name of the query parameter.
        param: &'static str,
        /// The number of the first page.
        first: u64,
    },
    /// The URL of the next page is in the `Link` header (RFC 8288).
    Link,
    /// The list has a single page.
    Single,
}

impl Paging {
    /// Describes a list with a single page.
    pub const SINGLE: Self = Self::new(Cursor::Single);

    /// Describes a list with this cursor, whose pages have the properties `data` and `has_more`.
    pub const fn new(cursor: Cursor) -> Self {
        Self {
            items: "data",
            has_more: "has_more",
            cursor,
            back: None,
        }
    }

    /// Describes a list whose next page starts after the `id` of the last item.
    pub const fn after_last_item(param: &'static str) -> Self {
        Self::new(Cursor::LastItem { field: "id", param })
    }

    /// Describes a list whose pages have a property with the cursor of the next page.
    pub const fn field(field: &'static str, param: &'static str) -> Self {
        Self::new(Cursor::Field { field, param })
    }

    /// Sets a cursor for reading backwards: the previous page ends before the `id` of the first item.
    #[must_use]
    pub const fn before_first_item(mut self, param: &'static str) -> Self {
        self.back = Some(Cursor::FirstItem { field: "id", param });
        self
    }
}
