//! Pages of lists: which page a request asks for, and how the response refers to the next one.
//!
//! Input: an operation with sample values, a request, and the number of pages. Output: the page. A list is the response
//! of an operation that takes a cursor. The names of parameters and properties are those of OpenAI's lists. For other
//! lists, there is one page: a request for what follows an item or an offset gets an empty list without a cursor.

use oasmith_core::sample::Sample;
use serde_json::{Map, Value};

use super::wire::Request;

/// Query parameters for the cursor of the next page.
const CURSORS: &[&str] = &["after", "page"];
/// Properties with the items.
const ITEMS: &[&str] = &["data", "items", "results"];
/// Properties with the cursor of the next page.
const NEXT: &[&str] = &["next", "next_page", "last_id"];
/// Words in query parameters that select what follows an item or an offset.
const POSITIONS: &[&str] = &[
    "after",
    "continuation",
    "cursor",
    "marker",
    "offset",
    "skip",
    "start",
    "token",
];
/// Words in properties with the cursor of the next page.
const NEXT_WORDS: &[&str] = &["continuation", "cursor", "marker", "next", "token"];
/// The prefix of all cursors.
const CURSOR_PREFIX: &str = "page-";

/// The page that a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestedPage {
    /// No page, since the response is not a list.
    NotAList,
    /// The page with this number, from 1, out of `count`.
    Page { number: usize, count: usize },
    /// What follows the only page.
    Rest,
    /// No page, since the cursor is not one of a previous page.
    InvalidCursor,
}

impl RequestedPage {
    /// Returns the page that a request asks for, out of `count`.
    pub fn of(sample: &Sample, request: &Request, count: usize) -> Self {
        let mut cursors = CURSORS.iter().filter(|name| {
            let is_own = |option: &String| option == *name;
            sample.method == "GET" && sample.optional_query.iter().any(is_own)
        });
        let Some(name) = cursors.next() else {
            return match has_position(sample, request) {
                true => Self::Rest,
                false => Self::NotAList,
            };
        };
        let Some(cursor) = request.query_value(name) else {
            return Self::Page { number: 1, count };
        };
        let number = cursor
            .strip_prefix(CURSOR_PREFIX)
            .and_then(|rest| rest.parse().ok());
        match number {
            Some(number) if (2..=count).contains(&number) => Self::Page { number, count },
            _ => Self::InvalidCursor,
        }
    }

    /// Turns a sample response into this page.
    pub fn apply(self, mut response: Value) -> Value {
        if self == Self::Rest {
            remove_items(&mut response);
            return response;
        }
        let Self::Page { number, count } = self else {
            return response;
        };
        let is_last = number == count;
        let cursor = match is_last {
            false => Value::from(format!("{CURSOR_PREFIX}{}", number + 1)),
            true => Value::Null,
        };
        if let Value::Object(page) = &mut response {
            link_next_page(page, &cursor, is_last);
        }
        response
    }
}

fn has_position(sample: &Sample, request: &Request) -> bool {
    let mut given = request.query_pairs();
    given.any(|(name, value)| {
        let is_optional = sample.optional_query.contains(&name);
        is_optional && has_word(&name, POSITIONS) && !matches!(value.as_str(), "" | "0")
    })
}

fn has_word(name: &str, words: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    words.iter().any(|word| name.contains(word))
}

/// Removes the items of a list, and the cursor of the next page.
fn remove_items(value: &mut Value) {
    match value {
        Value::Array(items) => items.clear(),
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if has_word(name, NEXT_WORDS) => text.clear(),
                    field => remove_items(field),
                }
            }
        }
        _ => {}
    }
}

/// Refers to the next page by each property that the page has for that purpose.
fn link_next_page(page: &mut Map<String, Value>, cursor: &Value, is_last: bool) {
    let has_more_property = match page.get_mut("has_more") {
        Some(more) => {
            *more = Value::from(!is_last);
            true
        }
        None => false,
    };
    for (name, value) in page.iter_mut() {
        if NEXT.contains(&name.as_str()) && !is_last {
            value.clone_from(cursor);
        }
    }
    let items = page
        .iter_mut()
        .filter(|(name, _)| ITEMS.contains(&name.as_str()));
    for list in items.filter_map(|(_, value)| value.as_array_mut()) {
        if is_last && !has_more_property {
            list.clear();
        }
        if let Some(id) = list.last_mut().and_then(|item| item.get_mut("id"))
            && !is_last
        {
            id.clone_from(cursor);
        }
    }
}

#[cfg(test)]
mod tests {
    use oasmith_core::sample::Sample;
    use serde_json::json;

    use super::RequestedPage;
    use crate::mock::wire::Request;

    fn page(number: usize, count: usize) -> RequestedPage {
        RequestedPage::Page { number, count }
    }

    fn requested(option: &str, target: &str) -> RequestedPage {
        let sample = Sample {
            method: "GET".to_owned(),
            path: "/pets".to_owned(),
            optional_query: vec!["limit".to_owned(), option.to_owned()],
            ..Sample::default()
        };
        RequestedPage::of(&sample, &Request::test("GET", target, &[], ""), 3)
    }

    #[test]
    fn the_cursor_parameter_of_the_operation_selects_the_page() {
        assert_eq!(requested("order", "/pets"), RequestedPage::NotAList);
        assert_eq!(requested("after", "/pets?limit=2"), page(1, 3));
        assert_eq!(requested("after", "/pets?after=page-3"), page(3, 3));
        assert_eq!(requested("page", "/pets?after=x&page=page-2"), page(2, 3));
        for invalid in ["sample", "page-1", "page-4", "page-x", ""] {
            let target = format!("/pets?after={invalid}");
            assert_eq!(
                requested("after", &target),
                RequestedPage::InvalidCursor,
                "{invalid}"
            );
        }
    }

    #[test]
    fn nothing_follows_the_only_page_of_another_list() {
        assert_eq!(
            requested("offset", "/pets?limit=2"),
            RequestedPage::NotAList
        );
        assert_eq!(
            requested("offset", "/pets?offset=0"),
            RequestedPage::NotAList
        );
        assert_eq!(requested("offset", "/pets?offset=1"), RequestedPage::Rest);
        assert_eq!(
            requested("pageToken", "/pets?pageToken=sample"),
            RequestedPage::Rest
        );
        let list = json!({"value": [{"id": "a"}], "meta": {"nextPageToken": "sample", "total": 1}});
        let rest = json!({"value": [], "meta": {"nextPageToken": "", "total": 1}});
        assert_eq!(RequestedPage::Rest.apply(list), rest);
    }

    #[test]
    fn each_reference_to_the_next_page_is_set() {
        let ids = json!({"data": [{"id": "a"}, {"id": "b"}], "has_more": false, "last_id": "b"});
        let first =
            json!({"data": [{"id": "a"}, {"id": "page-2"}], "has_more": true, "last_id": "page-2"});
        assert_eq!(page(1, 2).apply(ids.clone()), first);
        assert_eq!(page(2, 2).apply(ids.clone()), ids);
        let named = json!({"data": [{}], "has_more": true, "next_page": null});
        let second = json!({"data": [{}], "has_more": true, "next_page": "page-3"});
        assert_eq!(page(2, 3).apply(named), second);
        let silent = json!({"items": [{"id": "a"}]});
        assert_eq!(page(2, 2).apply(silent.clone()), json!({"items": []}));
        assert_eq!(RequestedPage::NotAList.apply(silent.clone()), silent);
    }
}
