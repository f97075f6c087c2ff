//! Organization: the admin key, lists in queries, and pages that name the next page.

use futures_util::TryStreamExt;
use openai_typed::types::{
    ListAuditLogsEffectiveAt, UsageCostsGroupByItem, UsageTimeBucketResultsItem,
};
use openai_typed::{Client, ErrorKind};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn client(server: &Server) -> Client {
    server.client_with(|builder| builder.api_key("sk-test").admin_api_key("sk-admin"))
}

fn no_keys() -> MockResponse {
    MockResponse::json(json!({
        "object": "list", "data": [], "has_more": false, "first_id": null, "last_id": null,
    }))
}

#[tokio::test]
async fn the_admin_key_is_sent_to_operations_that_require_it() {
    let models = json!({ "object": "list", "data": [] });
    let server = Server::with_responses([no_keys(), MockResponse::json(models)]).await;
    let client = client(&server);
    client
        .organization()
        .admin_api_keys()
        .list()
        .await
        .expect("a page");
    client.models().list().await.expect("a page");
    let keys: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("authorization").map(str::to_owned))
        .collect();
    let bearer = |key: &str| Some(format!("Bearer {key}"));
    assert_eq!(keys, [bearer("sk-admin"), bearer("sk-test")]);
}

#[tokio::test]
async fn a_missing_admin_key_is_an_error_before_sending() {
    let server = Server::with_responses([no_keys()]).await;
    let list = server.client().organization().admin_api_keys().list().await;
    let error = list.expect_err("no key");
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.to_string().contains("OPENAI_ADMIN_KEY"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn organization_and_project_are_sent_as_headers() {
    let server = Server::with_responses([MockResponse::json(json!({ "data": [] }))]).await;
    let client = server.client_with(|builder| {
        let builder = builder.api_key("sk-test");
        builder.organization("org-1").project("proj_1")
    });
    client.models().list().await.expect("a page");
    let request = server.single_request();
    assert_eq!(request.header("openai-organization"), Some("org-1"));
    assert_eq!(request.header("openai-project"), Some("proj_1"));
}

/// Returns a page of costs with one bucket.
fn costs(start: i64, next_page: Value) -> MockResponse {
    let result = json!({
        "object": "organization.costs.result",
        "amount": { "value": 0.06, "currency": "usd" },
        "line_item": null,
        "project_id": "proj_1",
    });
    MockResponse::json(json!({
        "object": "page",
        "data": [{
            "object": "bucket",
            "start_time": start,
            "end_time": start + 86_400,
            "results": [result],
        }],
        "has_more": !next_page.is_null(),
        "next_page": next_page,
    }))
}

#[tokio::test]
async fn pages_continue_with_the_named_next_page() {
    let server =
        Server::with_responses([costs(0, json!("page_2")), costs(86_400, Value::Null)]).await;
    let costs = client(&server).organization().usage().costs(0);
    let costs = costs
        .with_project_ids(["proj_1", "proj_2"])
        .with_group_by(vec![UsageCostsGroupByItem::ProjectId]);

    let buckets: Vec<_> = costs.items().try_collect().await.expect("all buckets");

    let starts: Vec<_> = buckets.iter().map(|bucket| bucket.start_time).collect();
    assert_eq!(starts, [0, 86_400]);
    let UsageTimeBucketResultsItem::OrganizationCostsResult(result) = &buckets[0].results[0] else {
        panic!("{buckets:?}");
    };
    let amount = result.amount.as_ref().and_then(|amount| amount.value);
    assert_eq!(amount, Some(0.06));
    let requests = server.requests();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut expected = vec![
        pair("start_time", "0"),
        pair("project_ids[]", "proj_1"),
        pair("project_ids[]", "proj_2"),
        pair("group_by[]", "project_id"),
    ];
    assert_eq!(requests[0].path(), "/v1/organization/costs");
    assert_eq!(requests[0].query(), expected);
    expected.push(pair("page", "page_2"));
    assert_eq!(requests[1].query(), expected);
}

#[tokio::test]
async fn brackets_in_a_parameter_name_are_not_doubled() {
    let server = Server::with_responses([no_keys()]).await;
    let logs = client(&server).organization().audit_logs().list();
    let logs = logs
        .with_effective_at(ListAuditLogsEffectiveAt::new().with_gte(5).with_lt(9))
        .with_project_ids(["proj_1", "proj_2"])
        .with_event_types(["api_key.created"]);
    assert!(logs.await.expect("a page").data.is_empty());
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        server.single_request().query(),
        [
            pair("effective_at[gte]", "5"),
            pair("effective_at[lt]", "9"),
            pair("project_ids[]", "proj_1"),
            pair("project_ids[]", "proj_2"),
            pair("event_types[]", "api_key.created"),
        ]
    );
}
