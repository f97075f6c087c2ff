//! Tests of the cursor.

use super::{NextPage, next};
use crate::runtime::spec::Paging;

fn cursor(page: &str, paging: Paging) -> Option<String> {
    match next(page.as_bytes(), &paging, paging.cursor) {
        NextPage::Cursor(_, value) => Some(value),
        other => {
            assert!(
                matches!(other, NextPage::End | NextPage::Unknown),
                "{other:?}"
            );
            None
        }
    }
}

const AFTER: Paging = Paging::after_last_item("after");

#[test]
fn the_cursor_is_the_id_of_the_last_item() {
    let page = r#"{"object":"list","data":[{"id":"a"},{"x":[1,{}],"id":"b"}],"last_id":"z","has_more":true}"#;
    assert_eq!(cursor(page, AFTER).as_deref(), Some("b"));
    // Without `has_more` there may be another page.
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
fn an_item_without_an_id_falls_back_to_the_page() {
    let page = r#"{"data":[{"type":"x"}],"first_id":"y","last_id":"z","has_more":true}"#;
    assert_eq!(cursor(page, AFTER).as_deref(), Some("z"));
    let back = AFTER
        .before_first_item("before")
        .back
        .expect("a cursor backwards");
    let found = next(page.as_bytes(), &AFTER, back);
    assert_eq!(found, NextPage::Cursor("before", "y".to_owned()));
}

#[test]
fn the_cursor_is_a_property_of_the_page() {
    let paging = Paging::field("next_page", "page");
    let page = r#"{"data":[1],"has_more":true,"next_page":"p2"}"#;
    assert_eq!(cursor(page, paging).as_deref(), Some("p2"));
    assert_eq!(
        cursor(r#"{"data":[1],"has_more":true,"next_page":null}"#, paging),
        None
    );
    let empty_page = r#"{"data":[],"has_more":true,"next_page":"p3"}"#;
    assert_eq!(cursor(empty_page, paging).as_deref(), Some("p3"));
    assert_eq!(cursor(r#"{"data":[],"next_page":"p3"}"#, paging), None);
}

#[test]
fn a_list_ends_without_more_items_or_without_a_cursor() {
    assert_eq!(
        cursor(r#"{"data":[{"id":"a"}],"has_more":false}"#, AFTER),
        None
    );
    assert_eq!(cursor(r#"{"data":["a",1,null,[],1.5,true]}"#, AFTER), None);
    assert_eq!(cursor("[]", AFTER), None);
    assert_eq!(cursor(r#"{"data":[{"id":"a"}]}"#, Paging::SINGLE), None);
}

#[test]
fn the_cursor_backwards_is_the_id_of_the_first_item() {
    let paging = AFTER.before_first_item("before");
    let page = br#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#;
    let back = paging.back.expect("a cursor backwards");
    assert_eq!(
        next(page, &paging, back),
        NextPage::Cursor("before", "a".to_owned())
    );
}

#[test]
fn more_without_a_cursor_is_neither_an_end_nor_a_page() {
    for page in [
        r#"{"data":[{"x":1}],"has_more":true}"#,
        r#"{"data":[],"has_more":true}"#,
        r#"{"data":null,"has_more":true}"#,
    ] {
        assert_eq!(
            next(page.as_bytes(), &AFTER, AFTER.cursor),
            NextPage::Unknown,
            "{page}"
        );
    }
    let page = br#"{"data":[{"x":1}]}"#;
    assert_eq!(next(page, &AFTER, AFTER.cursor), NextPage::End);
}
