//! Lists over several pages.

use futures_util::StreamExt;
use oasmith_runtime::runtime::ErrorKind;
use oasmith_runtime::runtime::testing::Answer;
use serde_json::{Value, json};

use crate::support::*;

fn page(ids: &[&str], more: Value) -> Answer {
    let data: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
    Answer::json(&json!({"object": "list", "data": data, "has_more": more, "last_id": "unused"}))
}

fn targets(mock: &oasmith_runtime::runtime::testing::Mock) -> Vec<String> {
    mock.requests()
        .iter()
        .map(|sent| sent.uri.path_and_query().unwrap().to_string())
        .collect()
}

#[tokio::test]
async fn a_list_that_is_awaited_is_its_first_page() {
    let (client, mock) = mocked([page(&["a"], json!(true))]);
    assert_eq!(client.call::<ListThings>().await.unwrap().data.len(), 1);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn items_run_over_all_pages_with_the_last_id_as_cursor() {
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
async fn pages_are_asked_for_one_at_a_time() {
    let (client, mock) = mocked([page(&["a"], json!(true)), page(&["b"], json!(false))]);
    let mut pages = client.call::<ListThings>().pages();
    assert_eq!(pages.next().await.unwrap().unwrap().data[0].id, "a");
    assert_eq!(mock.requests().len(), 1);
    assert_eq!(pages.next().await.unwrap().unwrap().data[0].id, "b");
    assert!(pages.next().await.is_none());
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_cursor_in_the_page_leads_on_until_it_is_null() {
    let (client, mock) = mocked([
        Answer::json(&json!({"data": [1, 2], "has_more": true, "next_page": "p2"})),
        Answer::json(&json!({"data": [3], "has_more": true, "next_page": "p3"})),
        Answer::json(&json!({"data": [4], "has_more": false, "next_page": null})),
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
async fn without_has_more_a_list_goes_on_until_a_page_is_empty() {
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
async fn a_cursor_that_repeats_ends_the_list() {
    let (client, mock) = mocked((0..9).map(|_| page(&["a"], json!(true))));
    assert_eq!(client.call::<ListThings>().pages().count().await, 2);
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_list_can_be_read_backwards_where_the_service_can() {
    let (client, mock) = mocked([
        page(&["c", "d"], json!(true)),
        page(&["a", "b"], json!(false)),
    ]);
    let pages = client
        .call::<ListThings>()
        .query("before", "e")
        .pages_back();
    let first: Vec<_> = pages
        .map(|page| page.unwrap().data[0].id.clone())
        .collect()
        .await;
    assert_eq!(first, ["c", "a"]);
    assert_eq!(
        targets(&mock),
        ["/v1/things?before=e", "/v1/things?before=c"]
    );
    // Where it cannot, one page is all there is.
    let (client, _) = mocked([Answer::json(&json!({"data": [1], "next_page": "p"}))]);
    assert_eq!(client.call::<ListNumbers>().pages_back().count().await, 1);
}

#[tokio::test]
async fn a_page_that_fails_ends_the_list_with_its_error() {
    let failed = Answer::json_with(404, &json!({"error": {"message": "gone"}}));
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
async fn adjustments_of_the_call_hold_for_every_page() {
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
