//! Finding the cursor in a page.
//!
//! In: the JSON of a page and where its cursor stands. Out: what to ask for next, if there is more.
//! Must not know: the type of the page; an item that does not decode as it should still has an id.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{Cursor, Paging};

/// The query parameter and value that lead to the next page; `None` at the end of the list.
pub(super) fn next(page: &[u8], paging: &Paging, cursor: Cursor) -> Option<(&'static str, String)> {
    let (place, field, param) = match cursor {
        Cursor::LastItem { field, param } => (Place::Last, field, param),
        Cursor::FirstItem { field, param } => (Place::First, field, param),
        Cursor::Field { field, param } => (Place::Page, field, param),
        Cursor::Single => return None,
    };
    let probe = Probe {
        items: paging.items,
        has_more: paging.has_more,
        place,
        field,
    };
    let mut json = serde_json::Deserializer::from_slice(page);
    let found = probe.deserialize(&mut json).ok()?;
    // A page without items is the end, unless it says itself that there is more and where.
    let leads_on = place == Place::Page && found.has_more == Some(true);
    if found.has_more == Some(false) || (found.count == 0 && !leads_on) {
        return None;
    }
    Some((param, found.cursor.or(found.spare)?))
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    First,
    Last,
    Page,
}

impl Place {
    /// The member of the page that says the same as the item, for items that have no such member.
    fn spare(self) -> Option<&'static str> {
        match self {
            Self::First => Some("first_id"),
            Self::Last => Some("last_id"),
            Self::Page => None,
        }
    }
}

#[derive(Clone, Copy)]
struct Probe<'a> {
    items: &'a str,
    has_more: &'a str,
    place: Place,
    field: &'a str,
}

#[derive(Default)]
struct Found {
    count: usize,
    has_more: Option<bool>,
    cursor: Option<String>,
    spare: Option<String>,
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut found = Found::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == self.items {
                let (count, cursor) = map.next_value_seed(List(self))?;
                found.count = count;
                if self.place != Place::Page {
                    found.cursor = cursor;
                }
            } else if self.place == Place::Page && key == self.field {
                found.cursor = text(map.next_value()?);
            } else if self.place.spare() == Some(key.as_str()) {
                found.spare = text(map.next_value()?);
            } else if key == self.has_more {
                found.has_more = map.next_value::<Value>()?.as_bool();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// The items: how many there are, and the cursor in the first or last of them.
struct List<'a>(Probe<'a>);

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = (usize, Option<String>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
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
        while let Some(found) = seq.next_element_seed(Item(self.0.field))? {
            if count == 0 || self.0.place == Place::Last {
                cursor = found;
            }
            count += 1;
        }
        Ok((count, cursor))
    }
}

/// One item: the text of one of its members.
struct Item<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Item<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut cursor = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == self.0 {
                cursor = text(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(cursor)
    }

    // An item that is no object has no member to go on from.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(page: &str, paging: Paging) -> Option<String> {
        next(page.as_bytes(), &paging, paging.cursor).map(|(_, value)| value)
    }

    const AFTER: Paging = Paging::after_last_item("after");

    #[test]
    fn the_id_of_the_last_item_leads_on() {
        let page = r#"{"object":"list","data":[{"id":"a"},{"x":[1,{}],"id":"b"}],"last_id":"z","has_more":true}"#;
        assert_eq!(cursor(page, AFTER).as_deref(), Some("b"));
        // Without `has_more` there may be more.
        assert_eq!(
            cursor(r#"{"data":[{"id":"a"}]}"#, AFTER).as_deref(),
            Some("a")
        );
        assert_eq!(
            cursor(r#"{"data":[{"id":7}],"has_more":null}"#, AFTER).as_deref(),
            Some("7")
        );
    }

    #[test]
    fn where_the_item_has_no_id_the_page_says_it() {
        let page = r#"{"data":[{"type":"x"}],"first_id":"y","last_id":"z","has_more":true}"#;
        assert_eq!(cursor(page, AFTER).as_deref(), Some("z"));
        let back = AFTER.before_first_item("before").back.expect("a way back");
        let found = next(page.as_bytes(), &AFTER, back);
        assert_eq!(found, Some(("before", "y".to_owned())));
    }

    #[test]
    fn a_member_of_the_page_leads_on() {
        let usage = Paging::field("next_page", "page");
        let page = r#"{"data":[1],"has_more":true,"next_page":"p2"}"#;
        assert_eq!(cursor(page, usage).as_deref(), Some("p2"));
        assert_eq!(
            cursor(r#"{"data":[1],"has_more":true,"next_page":null}"#, usage),
            None
        );
        let nothing_here = r#"{"data":[],"has_more":true,"next_page":"p3"}"#;
        assert_eq!(cursor(nothing_here, usage).as_deref(), Some("p3"));
        assert_eq!(cursor(r#"{"data":[],"next_page":"p3"}"#, usage), None);
    }

    #[test]
    fn the_end_is_no_more_no_items_or_no_cursor() {
        assert_eq!(
            cursor(r#"{"data":[{"id":"a"}],"has_more":false}"#, AFTER),
            None
        );
        assert_eq!(cursor(r#"{"data":[],"has_more":true}"#, AFTER), None);
        assert_eq!(cursor(r#"{"data":null,"has_more":true}"#, AFTER), None);
        assert_eq!(cursor(r#"{"data":["a",1,null,[],1.5,true]}"#, AFTER), None);
        assert_eq!(cursor("[]", AFTER), None);
        assert_eq!(cursor(r#"{"data":[{"id":"a"}]}"#, Paging::SINGLE), None);
    }

    #[test]
    fn the_id_of_the_first_item_leads_back() {
        let paging = AFTER.before_first_item("before");
        let page = br#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#;
        let back = paging.back.expect("a way back");
        assert_eq!(next(page, &paging, back), Some(("before", "a".to_owned())));
    }
}
