//! The pagination of an operation.

use serde::Deserialize;

use crate::plan::{Cursor, ItemCursor};

/// The pagination of a list. Without any source of the next page, the list has a single page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pagination {
    /// The property with the items. By default, it is the only list of the response.
    pub items: Option<String>,
    /// The property with the cursor or the URL of the next page, such as `next_cursor` or `meta.next`.
    pub next: Option<String>,
    /// The property of the last item that is the cursor.
    pub last_item: Option<String>,
    /// The query parameter that takes the cursor.
    pub parameter: Option<String>,
    /// The query parameter with the number of items before the page.
    pub offset: Option<String>,
    /// The query parameter with the number of the page.
    pub page: Option<String>,
    /// The number of the first page, 1 by default.
    pub first_page: Option<u64>,
    /// Whether the `Link` header contains the URL of the next page.
    pub link: bool,
}

impl Pagination {
    /// Returns the source of the next page.
    pub fn cursor(&self) -> Cursor {
        let parameter = self.parameter.clone().unwrap_or_default();
        if let Some(next) = &self.next {
            let path: Vec<String> = next.split('.').map(str::to_owned).collect();
            return match path.as_slice() {
                [property] => Cursor::Property {
                    property: property.clone(),
                    parameter,
                },
                _ => Cursor::Nested { path, parameter },
            };
        }
        match (&self.last_item, &self.offset, &self.page) {
            (Some(property), _, _) => Cursor::LastItem(ItemCursor {
                property: property.clone(),
                parameter,
            }),
            (None, Some(offset), _) => Cursor::Offset(offset.clone()),
            (None, None, Some(page)) => Cursor::Number {
                parameter: page.clone(),
                first: self.first_page.unwrap_or(1),
            },
            (None, None, None) if self.link => Cursor::Link,
            (None, None, None) => Cursor::Single,
        }
    }
}
