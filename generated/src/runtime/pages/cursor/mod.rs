//! The cursor in the JSON of a page. An item that does not match its type still has an ID.

mod item;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::runtime::meta::json_start;
use crate::runtime::spec::{Cursor, Paging};
use item::ItemProbe;

/// What follows a page.
#[derive(Debug, PartialEq)]
pub(super) enum NextPage {
    /// Nothing: the list is complete.
    End,
    /// The page that this query parameter selects.
    Cursor(&'static str, String),
    /// The page after this number of items.
    Items(&'static str, u64),
    /// The page with the next number. The first page has the given number.
    Number(&'static str, u64),
    /// The page at the URL in the `Link` header.
    Link,
    /// The page reports that there is more, but not where.
    Unknown,
}

/// Returns what follows a page.
pub(super) fn next(page: &[u8], paging: &Paging, cursor: Cursor) -> NextPage {
    let (source, field, param) = match cursor {
        Cursor::Nested { param, .. } | Cursor::Offset { param } | Cursor::Number { param, .. } => {
            (CursorSource::Nowhere, "", param)
        }
        Cursor::Link => (CursorSource::Nowhere, "", ""),
        Cursor::LastItem { field, param } => (CursorSource::LastItem, field, param),
        Cursor::FirstItem { field, param } => (CursorSource::FirstItem, field, param),
        Cursor::Field { field, param } => (CursorSource::Page, field, param),
        Cursor::Single => return NextPage::End,
    };
    let probe = PageProbe {
        items: paging.items,
        has_more: paging.has_more,
        source,
        field,
    };
    let mut json = serde_json::Deserializer::from_slice(json_start(page));
    let Ok(found) = probe.deserialize(&mut json) else {
        return NextPage::End;
    };
    // A page without items ends the list, unless it reports that there are more.
    if found.has_more == Some(false) || (found.count == 0 && found.has_more.is_none()) {
        return NextPage::End;
    }
    let cursor = match cursor {
        Cursor::Offset { param } => return NextPage::Items(param, found.count as u64),
        Cursor::Number { param, first } => return NextPage::Number(param, first),
        Cursor::Link => return NextPage::Link,
        Cursor::Nested { path, .. } => nested(page, path),
        _ => found.cursor.or(found.fallback),
    };
    match cursor {
        Some(cursor) => NextPage::Cursor(param, cursor),
        None if found.has_more == Some(true) => NextPage::Unknown,
        None => NextPage::End,
    }
}

/// Returns the cursor in an object inside the page.
fn nested(page: &[u8], path: &[&str]) -> Option<String> {
    let page: Value = serde_json::from_slice(json_start(page)).ok()?;
    let property = path.iter().try_fold(&page, |value, name| value.get(name))?;
    cursor_value(property.clone())
}

/// Where the cursor is.
#[derive(Clone, Copy, PartialEq)]
enum CursorSource {
    FirstItem,
    LastItem,
    Page,
    /// Not a property of the page or its items.
    Nowhere,
}

impl CursorSource {
    /// The property of the page that repeats the ID of an item. It is used if the item has none.
    fn fallback(self) -> Option<&'static str> {
        match self {
            Self::FirstItem => Some("first_id"),
            Self::LastItem => Some("last_id"),
            Self::Page | Self::Nowhere => None,
        }
    }
}

/// Reads the relevant properties of a page.
#[derive(Clone, Copy)]
struct PageProbe<'a> {
    items: &'a str,
    has_more: &'a str,
    source: CursorSource,
    field: &'a str,
}

#[derive(Default)]
struct Found {
    count: usize,
    has_more: Option<bool>,
    cursor: Option<String>,
    fallback: Option<String>,
}

impl<'de> DeserializeSeed<'de> for PageProbe<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for PageProbe<'_> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut found = Found::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == self.items {
                let (count, cursor) = map.next_value_seed(ListProbe(self))?;
                found.count = count;
                if matches!(
                    self.source,
                    CursorSource::FirstItem | CursorSource::LastItem
                ) {
                    found.cursor = cursor;
                }
            } else if self.source == CursorSource::Page && key == self.field {
                found.cursor = cursor_value(map.next_value()?);
            } else if self.source.fallback() == Some(key.as_str()) {
                found.fallback = cursor_value(map.next_value()?);
            } else if key == self.has_more {
                found.has_more = boolean(&map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Counts the items of a page and reads the cursor in the first or last of them.
struct ListProbe<'a>(PageProbe<'a>);

impl<'de> DeserializeSeed<'de> for ListProbe<'_> {
    type Value = (usize, Option<String>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ListProbe<'_> {
    type Value = (usize, Option<String>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok((0, None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut count = 0;
        let mut cursor = None;
        while let Some(found) = seq.next_element_seed(ItemProbe(self.0.field))? {
            if count == 0 || self.0.source == CursorSource::LastItem {
                cursor = found;
            }
            count += 1;
        }
        Ok((count, cursor))
    }
}

/// Returns a boolean, which some servers send as a string or a number.
fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::Number(number) => number.as_i64().map(|number| number != 0),
        Value::String(name) => match name.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the value of a cursor, which is a string or a number.
fn cursor_value(value: Value) -> Option<String> {
    match value {
        Value::String(string) if !string.is_empty() => Some(string),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
