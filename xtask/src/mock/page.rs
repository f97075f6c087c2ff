//! Lists in pages: which page a request asks for, and how it says that there are more.
//!
//! In: an operation with values, a request, and how many pages there are. Out: the page. A list is an answer with items
//! to an operation that takes a cursor; the names of both are those of OpenAI's lists.

use oasmith::sample::Sample;
use serde_json::{Map, Value};

use super::wire::Request;

/// Query parameters that take the cursor to the next page.
const CURSORS: &[&str] = &["after", "page"];
/// Members that hold the items.
const ITEMS: &[&str] = &["data", "items", "results"];
/// Members that hold the cursor to the next page.
const NEXT: &[&str] = &["next", "next_page", "last_id"];
/// What all cursors begin with.
const START: &str = "page-";

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// No list.
    None,
    /// The page of this number, of so many; the first is 1.
    Of(usize, usize),
    /// A cursor that no page gave.
    Unknown,
}

impl Page {
    /// The page that a request asks for, of so many.
    pub fn asked(sample: &Sample, request: &Request, count: usize) -> Self {
        let mut cursors = CURSORS.iter().filter(|name| {
            let is_own = |option: &String| option == *name;
            sample.method == "GET" && sample.options.iter().any(is_own)
        });
        let Some(name) = cursors.next() else {
            return Self::None;
        };
        let Some(cursor) = request.query_value(name) else {
            return Self::Of(1, count);
        };
        let number = cursor
            .strip_prefix(START)
            .and_then(|rest| rest.parse().ok());
        match number {
            Some(number) if (2..=count).contains(&number) => Self::Of(number, count),
            _ => Self::Unknown,
        }
    }

    /// The sample of an answer as this page.
    pub fn of(self, mut answer: Value) -> Value {
        let Self::Of(number, count) = self else {
            return answer;
        };
        let is_last = number == count;
        let cursor = match is_last {
            false => Value::from(format!("{START}{}", number + 1)),
            true => Value::Null,
        };
        if let Value::Object(page) = &mut answer {
            lead_on(page, &cursor, is_last);
        }
        answer
    }
}

/// Says where the next page is, in whichever way this page has.
fn lead_on(page: &mut Map<String, Value>, cursor: &Value, is_last: bool) {
    let says_more = match page.get_mut("has_more") {
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
        if is_last && !says_more {
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
    use oasmith::sample::Sample;
    use serde_json::json;

    use super::super::wire::Request;
    use super::Page;

    fn asked(option: &str, target: &str) -> Page {
        let sample = Sample {
            method: "GET".to_owned(),
            path: "/pets".to_owned(),
            options: vec!["limit".to_owned(), option.to_owned()],
            ..Sample::default()
        };
        Page::asked(&sample, &Request::test("GET", target, &[], ""), 3)
    }

    #[test]
    fn a_page_is_asked_for_by_the_cursor_that_the_operation_takes() {
        assert_eq!(asked("order", "/pets"), Page::None);
        assert_eq!(asked("after", "/pets?limit=2"), Page::Of(1, 3));
        assert_eq!(asked("after", "/pets?after=page-3"), Page::Of(3, 3));
        assert_eq!(asked("page", "/pets?after=x&page=page-2"), Page::Of(2, 3));
        for wrong in ["sample", "page-1", "page-4", "page-x", ""] {
            let target = format!("/pets?after={wrong}");
            assert_eq!(asked("after", &target), Page::Unknown, "{wrong}");
        }
    }

    #[test]
    fn each_way_to_lead_on_is_used_where_it_is_there() {
        let ids = json!({"data": [{"id": "a"}, {"id": "b"}], "has_more": false, "last_id": "b"});
        let first =
            json!({"data": [{"id": "a"}, {"id": "page-2"}], "has_more": true, "last_id": "page-2"});
        assert_eq!(Page::Of(1, 2).of(ids.clone()), first);
        assert_eq!(Page::Of(2, 2).of(ids.clone()), ids);
        let named = json!({"data": [{}], "has_more": true, "next_page": null});
        let second = json!({"data": [{}], "has_more": true, "next_page": "page-3"});
        assert_eq!(Page::Of(2, 3).of(named), second);
        let silent = json!({"items": [{"id": "a"}]});
        assert_eq!(Page::Of(2, 2).of(silent.clone()), json!({"items": []}));
        assert_eq!(Page::None.of(silent.clone()), silent);
    }
}
