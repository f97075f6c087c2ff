//! Lists with several pages.

use futures_util::StreamExt;
use oasmith_runtime::ErrorKind;
use oasmith_runtime::testing::MockResponse;
use serde_json::{Value, json};

use crate::support::*;

fn page(ids: &[&str], more: Value) -> MockResponse {
    let data: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
    MockResponse::json(
        &json!({"object": "list", "data": data, "has_more": more, "last_id": "unused"}),
    )
}

fn targets(mock: &oasmith_runtime::testing::MockTransport) -> Vec<String> {
    mock.requests()
        .iter()
        .map(|sent| sent.uri.path_and_query().unwrap().to_string())
        .collect()
}

#[tokio::test]
async fn awaiting_a_list_returns_its_first_page() {
    let (client, mock) = mocked([page(&["a"], json!(true))]);
    assert_eq!(client.call::<ListThings>().await.unwrap().data.len(), 1);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn items_span_all_pages_with_the_last_id_as_cursor() {
    let (client, mock) = mocked([page(&["a", "b"], json!(true)), page(&["c"], json!(false))]);
    let items = client.call::<ListThings>().query("limit", 2).items();
    let ids: Vec<_> = items.map(|item| item.unwrap().id).collect().await;
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(
        targets(&mock),
        ["/v1/things?limit=2", "/v1/things?limit=2&after=b"]
    );
}

#[tokio::test]
async fn pages_are_requested_when_they_are_needed() {
    let (client, mock) = mocked([page(&["a"], json!(true)), page(&["b"], json!(false))]);
    let mut pages = client.call::<ListThings>().pages();
    assert_eq!(pages.next().await.unwrap().unwrap().data[0].id, "a");
    assert_eq!(mock.requests().len(), 1);
    assert_eq!(pages.next().await.unwrap().unwrap().data[0].id, "b");
    assert!(pages.next().await.is_none());
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_cursor_in_the_page_is_followed_until_it_is_null() {
    let (client, mock) = mocked([
        MockResponse::json(&json!({"data": [1, 2], "has_more": true, "next_page": "p2"})),
        MockResponse::json(&json!({"data": [3], "has_more": true, "next_page": "p3"})),
        MockResponse::json(&json!({"data": [4], "has_more": false, "next_page": null})),
    ]);
    let items = client
        .call::<ListNumbers>()
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(items, [1, 2, 3, 4]);
    assert_eq!(
        targets(&mock),
        ["/v1/numbers", "/v1/numbers?page=p2", "/v1/numbers?page=p3"]
    );
}

#[tokio::test]
async fn without_has_more_a_list_ends_with_an_empty_page() {
    let (client, mock) = mocked([
        page(&["a"], Value::Null),
        page(&["b"], Value::Null),
        page(&[], Value::Null),
    ]);
    assert_eq!(
        client
            .call::<ListThings>()
            .items()
            .collect()
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn a_page_that_repeats_is_an_error_with_the_items_so_far() {
    let (client, mock) = mocked((0..9).map(|_| page(&["a", "b"], json!(true))));
    let error = client
        .call::<ListThings>()
        .items()
        .collect()
        .await
        .unwrap_err();
    let ids: Vec<_> = error
        .partial()
        .iter()
        .map(|thing| thing.id.as_str())
        .collect();
    assert_eq!(
        (ids.as_slice(), error.kind()),
        (&["a", "b"][..], ErrorKind::Decode)
    );
    assert!(error.message().contains("`b`"), "{error}");
    assert_eq!(error.operation(), "listThings");
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_cursor_that_repeats_is_an_error_after_its_page() {
    // The same cursor with other items, and two cursors in turn.
    let cases = [
        (vec![vec!["a", "z"], vec!["b", "z"]], 4, 2),
        (vec![vec!["a"], vec!["b"], vec!["c", "a"], vec!["d"]], 4, 3),
        (vec![vec!["a"], vec!["b"], vec!["a"], vec!["b"]], 2, 3),
    ];
    for (pages, items, requests) in cases {
        let responses: Vec<_> = pages.iter().map(|ids| page(ids, json!(true))).collect();
        let (client, mock) = mocked(responses);
        let error = client
            .call::<ListThings>()
            .items()
            .collect()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{pages:?}");
        assert!(error.message().contains("incomplete"), "{error}");
        assert_eq!(
            (error.partial().len(), mock.requests().len()),
            (items, requests),
            "{pages:?}"
        );
    }
}

#[tokio::test]
async fn a_list_that_repeats_is_an_error_of_its_pages_too() {
    let numbers = |n: u64, next: &str| {
        MockResponse::json(&json!({"data": [n], "has_more": true, "next_page": next}))
    };
    let (client, mock) = mocked([numbers(1, "x"), numbers(2, "y"), numbers(3, "x")]);
    let pages: Vec<_> = client.call::<ListNumbers>().pages().collect().await;
    let (error, pages) = pages.split_last().unwrap();
    assert_eq!(pages.len(), 3);
    assert_eq!(error.as_ref().unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(mock.requests().len(), 3);
    let (client, _) = mocked((0..9).map(|_| page(&["a"], json!(true))));
    let pages: Vec<_> = client.call::<ListThings>().pages_rev().collect().await;
    assert!(pages.len() == 2 && pages[1].is_err());
}

#[tokio::test]
async fn more_items_without_a_cursor_are_an_error_after_the_page() {
    let (client, mock) = mocked([MockResponse::json(&json!({
        "data": [1, 2], "has_more": true, "next_page": null,
    }))]);
    let error = client
        .call::<ListNumbers>()
        .items()
        .collect()
        .await
        .unwrap_err();
    assert_eq!(error.partial(), &[1, 2]);
    assert!(error.message().contains("has no cursor"), "{error}");
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_list_can_be_read_backwards() {
    let (client, mock) = mocked([
        page(&["c", "d"], json!(true)),
        page(&["a", "b"], json!(false)),
    ]);
    let pages = client.call::<ListThings>().query("before", "e").pages_rev();
    let first: Vec<_> = pages
        .map(|page| page.unwrap().data[0].id.clone())
        .collect()
        .await;
    assert_eq!(first, ["c", "a"]);
    assert_eq!(
        targets(&mock),
        ["/v1/things?before=e", "/v1/things?before=c"]
    );
    // Otherwise there is only this page.
    let (client, _) = mocked([MockResponse::json(&json!({"data": [1], "next_page": "p"}))]);
    assert_eq!(client.call::<ListNumbers>().pages_rev().count().await, 1);
}

#[tokio::test]
async fn a_failed_page_ends_the_list_with_its_error() {
    let failed = MockResponse::json_with_status(404, &json!({"error": {"message": "gone"}}));
    let (client, _) = mocked([page(&["a"], json!(true)), failed]);
    let mut items = client.call::<ListThings>().items();
    assert_eq!(items.next().await.unwrap().unwrap().id, "a");
    assert_eq!(
        items.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::NotFound
    );
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn options_of_the_call_apply_to_every_page() {
    let (client, mock) = mocked([page(&["a"], json!(true)), page(&["b"], json!(false))]);
    client
        .call::<ListThings>()
        .header("x-mine", "1")
        .items()
        .collect()
        .await
        .unwrap();
    assert!(
        mock.requests()
            .iter()
            .all(|sent| sent.header("x-mine") == Some("1"))
    );
}

#[tokio::test]
async fn whether_there_are_more_items_may_be_a_string_or_a_number() {
    for (yes, no) in [
        (json!("true"), json!("False")),
        (json!(1), json!(0)),
        (json!("1"), json!("0")),
    ] {
        let (client, mock) = mocked([page(&["a"], yes), page(&["b"], no)]);
        let items = client.call::<ListThings>().items();
        let ids: Vec<_> = items.map(|item| item.unwrap().id).collect().await;
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(mock.requests().len(), 2);
    }
}
