//! How parameters, headers and bodies become a request.

use std::future::IntoFuture;
use std::time::Duration;

use oasmith_runtime::runtime::{Call, Form, ListStyle, Method, RequestBody};
use serde_json::{Value, json};

use crate::support::server::json as json_reply;
use crate::support::*;

fn path_and_query<O: oasmith_runtime::runtime::Operation>(call: Call<O>) -> String {
    let request = call.build().unwrap();
    let url = request.url();
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

#[tokio::test]
async fn a_call_is_sent_with_method_path_headers_and_key() {
    let server = Server::start([json_reply(200, r#"{"id":"a"}"#)]).await;
    let thing = client(&server)
        .call::<GetThing>()
        .path("id", "a b/c")
        .await
        .unwrap();
    assert_eq!(thing.id, "a");
    let sent = server.only();
    assert_eq!(
        (sent.method.as_str(), sent.target.as_str()),
        ("GET", "/v1/things/a%20b%2Fc")
    );
    assert_eq!(sent.header("authorization"), Some("Bearer sk-very-secret"));
    assert_eq!(sent.header("user-agent"), Some("testing-typed/1.2.3"));
    assert_eq!(sent.header("testing-client"), Some("typed"));
    assert_eq!(sent.header("accept"), Some("application/json"));
    assert_eq!(sent.header("testing-retry-count"), Some("0"));
    assert_eq!(sent.header("content-type"), None);
}

#[tokio::test]
async fn a_json_body_is_sent_with_its_type_and_length() {
    let server = Server::start([json_reply(200, "{}")]).await;
    client(&server)
        .call::<PostThing>()
        .json(&json!({"a": [1, null]}))
        .await
        .unwrap();
    let sent = server.only();
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.header("content-length"), Some("14"));
    assert_eq!(sent.text(), r#"{"a":[1,null]}"#);
}

#[tokio::test]
async fn bytes_are_sent_with_their_type() {
    let server = Server::start([json_reply(200, "{}")]).await;
    client(&server)
        .call::<PostThing>()
        .bytes("application/sdp", "v=0")
        .await
        .unwrap();
    let sent = server.only();
    assert_eq!(sent.header("content-type"), Some("application/sdp"));
    assert_eq!(sent.text(), "v=0");
}

#[test]
fn a_path_parameter_never_leaves_its_segment() {
    let (client, _) = mocked([]);
    let path = |id: &str| client.call::<GetThing>().path("id", id).build();
    assert_eq!(
        path("../admin").unwrap().url().path(),
        "/v1/things/..%2Fadmin"
    );
    assert_eq!(
        path("a?x=1#y").unwrap().url().as_str(),
        "https://api.testing.invalid/v1/things/a%3Fx=1%23y"
    );
    for id in ["", ".", ".."] {
        let error = path(id).unwrap_err();
        assert_eq!(error.operation(), "getThing");
        assert!(error.message().contains("`id`"), "{error}");
    }
    assert!(
        client.call::<GetThing>().build().is_err(),
        "a missing parameter"
    );
}

#[test]
fn query_parameters_are_written_in_their_style() {
    let (client, _) = mocked([]);
    let call = || client.call::<ListThings>();
    assert_eq!(
        path_and_query(call().query("limit", 5)),
        "/v1/things?limit=5"
    );
    assert_eq!(
        path_and_query(call().query("on", true).query("f", 0.5)),
        "/v1/things?on=true&f=0.5"
    );
    assert_eq!(
        path_and_query(call().query("q", "a b&c=d")),
        "/v1/things?q=a%20b%26c%3Dd"
    );
    assert_eq!(
        path_and_query(call().query("include", ["a", "b"])),
        "/v1/things?include%5B%5D=a&include%5B%5D=b"
    );
    // A name that ends in brackets is not given another pair.
    assert_eq!(
        path_and_query(call().query("include[]", ["a"])),
        "/v1/things?include%5B%5D=a"
    );
    assert_eq!(
        path_and_query(call().query_list("id", &["a", "b"], ListStyle::Repeat)),
        "/v1/things?id=a&id=b"
    );
    assert_eq!(
        path_and_query(call().query_list("id", &["a", "b"], ListStyle::Comma)),
        "/v1/things?id=a,b"
    );
    assert_eq!(
        path_and_query(call().query("metadata", json!({"k": "v", "n": {"m": 1}}))),
        "/v1/things?metadata%5Bk%5D=v&metadata%5Bn%5D%5Bm%5D=1"
    );
}

#[test]
fn a_query_parameter_set_again_replaces_and_none_removes() {
    let (client, _) = mocked([]);
    let call = client
        .call::<ListThings>()
        .query("a", ["x", "y"])
        .query("b", 1);
    assert_eq!(
        path_and_query(call.clone().query("a", "z")),
        "/v1/things?b=1&a=z"
    );
    assert_eq!(
        path_and_query(call.query("a", None::<&str>)),
        "/v1/things?b=1"
    );
}

#[test]
fn fixed_query_and_headers_of_an_operation_are_sent_and_can_be_replaced() {
    let (client, _) = mocked([]);
    let request = client.call::<FixedThing>().build().unwrap();
    assert_eq!(request.url().query(), Some("beta=true"));
    assert_eq!(request.headers()["testing-beta"], "v2");
    let call = client
        .call::<FixedThing>()
        .query("beta", false)
        .header("testing-beta", "v3");
    let request = call.build().unwrap();
    assert_eq!(request.url().query(), Some("beta=false"));
    assert_eq!(request.headers()["testing-beta"], "v3");
}

#[test]
fn client_headers_and_query_go_with_every_request_and_calls_override_them() {
    let (client, _) = mocked([]);
    let client = client
        .with_options(|options| {
            options
                .header("x-a", "client")
                .header("x-b", "client")
                .query("version", "1")
                .setting("tenant", "t1")
        })
        .unwrap();
    let call = client
        .call::<ListThings>()
        .header("X-B", "call")
        .without_header("testing-client");
    let request = call.build().unwrap();
    assert_eq!(request.headers()["x-a"], "client");
    assert_eq!(request.headers()["x-b"], "call");
    assert_eq!(request.headers()["testing-tenant"], "t1");
    assert!(!request.headers().contains_key("testing-client"));
    assert_eq!(request.url().query(), Some("version=1"));
}

#[test]
fn a_base_url_may_have_a_path_a_slash_and_a_query() {
    let (client, _) = mocked([]);
    let url = |base: &'static str| {
        let client = client
            .with_options(|options| options.base_url(base))
            .unwrap();
        client
            .call::<ListThings>()
            .query("a", 1)
            .build()
            .unwrap()
            .url()
            .to_string()
    };
    assert_eq!(url("http://h:8080"), "http://h:8080/things?a=1");
    assert_eq!(url("http://h/x/v1/"), "http://h/x/v1/things?a=1");
    assert_eq!(
        url("http://h/x?api-version=2"),
        "http://h/x/things?api-version=2&a=1"
    );
}

#[test]
fn a_wrong_setting_is_reported_when_the_client_is_built() {
    let (client, _) = mocked([]);
    for base in [
        "",
        "api.test/v1",
        "ftp://h/",
        "https://u:p@h/",
        "https://h/#x",
    ] {
        let built = client.with_options(|options| options.base_url(base));
        assert!(built.is_err(), "{base}");
    }
    assert!(
        client
            .with_options(|options| options.header("a b", "c"))
            .is_err()
    );
    assert!(
        client
            .with_options(|options| options.setting("nope", "c"))
            .is_err()
    );
    assert!(
        client
            .with_options(|options| options.credential("Nope", "c"))
            .is_err()
    );
}

#[tokio::test]
async fn a_wrong_header_is_reported_when_the_call_is_sent() {
    let (client, mock) = mocked([]);
    let error = client
        .call::<ListThings>()
        .header("x", "a\nb")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), oasmith_runtime::runtime::ErrorKind::Request);
    assert!(mock.requests().is_empty());
}

#[test]
fn body_fields_are_added_replaced_and_removed() {
    let (client, _) = mocked([]);
    let call = client
        .call::<PostThing>()
        .json(&json!({"a": 1, "b": 2}))
        .body_field("b", "two")
        .body_field("c", json!({"d": []}))
        .without_body_field("a");
    let request = call.build().unwrap();
    let RequestBody::Bytes(bytes) = request.body() else {
        panic!("{request:?}");
    };
    assert_eq!(bytes, r#"{"b":"two","c":{"d":[]}}"#);

    let form = Form::new().text("a", "1").text("b", "2");
    let call = client
        .call::<PostThing>()
        .form(form)
        .body_field("b", 3)
        .without_body_field("a");
    let request = call.build().unwrap();
    assert_eq!(
        (request.body_text("a"), request.body_text("b").as_deref()),
        (None, Some("3"))
    );

    // Without a body they make one.
    let request = client
        .call::<PostThing>()
        .body_field("x", 1)
        .build()
        .unwrap();
    assert!(matches!(request.body(), RequestBody::Bytes(bytes) if bytes == r#"{"x":1}"#));
    // What is no object has no fields.
    assert!(
        client
            .call::<PostThing>()
            .json(&[1])
            .body_field("x", 1)
            .build()
            .is_err()
    );
}

#[test]
fn a_built_request_shows_what_would_be_sent_but_no_credential() {
    let (client, mock) = mocked([]);
    let request = client
        .call::<PostThing>()
        .json(&json!({"model": "m"}))
        .query("a", 1)
        .build()
        .unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.path(), "/things");
    assert_eq!(request.operation().id, "postThing");
    assert_eq!(request.body_text("model").as_deref(), Some("m"));
    assert!(!request.headers().contains_key("authorization"));
    let twin = request.clone();
    assert_eq!(twin.url(), request.url());
    assert!(mock.requests().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn a_call_can_be_cloned_and_sent_twice() {
    let (client, mock) = mocked([testing_json(), testing_json()]);
    let call = client.call::<PostThing>().json(&json!({"a": 1}));
    call.clone().await.unwrap();
    call.await.unwrap();
    assert_eq!(mock.requests()[0].body, mock.requests()[1].body);
}

#[tokio::test]
async fn an_idempotency_key_is_sent() {
    let (client, mock) = mocked([testing_json()]);
    client
        .call::<PostThing>()
        .idempotency_key("once")
        .await
        .unwrap();
    assert_eq!(mock.last().unwrap().header("idempotency-key"), Some("once"));
}

#[tokio::test]
async fn endpoints_in_no_document_can_be_called_with_any_types() {
    let (client, mock) = mocked([testing_json(), testing_json(), testing_json()]);
    let value = client.get("/new/thing?x=1").query("y", 2).await.unwrap();
    assert_eq!(value, json!({"id": "t"}));
    let sent = mock.last().unwrap();
    assert_eq!(sent.uri, "https://api.testing.invalid/v1/new/thing?x=1&y=2");
    assert_eq!(sent.header("authorization"), Some("Bearer sk-very-secret"));

    let thing = client
        .post("new")
        .json(&json!({"a": 1}))
        .send_as::<Thing>()
        .await
        .unwrap();
    assert_eq!(thing.id, "t");
    let sent = mock.last().unwrap();
    assert_eq!(
        (sent.method.as_str(), sent.json()),
        ("POST", json!({"a": 1}))
    );

    let _: Value = client
        .request(Method::PATCH, "//evil.test/x")
        .await
        .unwrap();
    assert_eq!(mock.last().unwrap().uri.host(), Some("api.testing.invalid"));
}

#[tokio::test]
async fn an_absolute_url_does_not_lead_to_another_host() {
    let (client, mock) = mocked([testing_json()]);
    client.get("https://evil.test/x").await.unwrap();
    assert_eq!(mock.last().unwrap().uri.host(), Some("api.testing.invalid"));
}

#[test]
fn debug_shows_no_secrets() {
    let (client, _) = mocked([]);
    let client = client
        .with_options(|options| {
            options
                .header("x-token", "hidden-header")
                .base_url("https://h/v1?sig=hidden-query")
        })
        .unwrap();
    let call = client
        .call::<PostThing>()
        .header("x-other", "hidden-call")
        .query("t", "hidden-param");
    let shown = format!("{client:?} {call:?} {:?}", call.clone().build().unwrap());
    assert!(
        !shown.contains("hidden") && !shown.contains("secret"),
        "{shown}"
    );
    let credential = oasmith_runtime::runtime::Credential::from(KEY);
    assert!(!format!("{credential:?}").contains("secret"));
}

#[test]
fn the_shared_types_can_be_sent_between_threads_and_are_small() {
    fn shared<T: Send + Sync + Clone>() -> usize {
        size_of::<T>()
    }
    fn sendable<T: Send>(_: &T) {}
    assert_eq!(
        shared::<oasmith_runtime::runtime::Client>(),
        size_of::<usize>()
    );
    assert_eq!(
        size_of::<oasmith_runtime::runtime::Error>(),
        size_of::<usize>()
    );
    let (client, _) = mocked([]);
    let sending = client.call::<PostThing>().into_future();
    sendable(&sending);
    sendable(&client.call::<Generate>().stream());
    sendable(&client.call::<ListThings>().items());
}

#[tokio::test]
async fn a_timeout_and_retries_can_be_set_for_one_call() {
    let (client, _) = mocked([]);
    let call = client
        .call::<ListThings>()
        .timeout(Duration::from_secs(1))
        .max_retries(0);
    let error = call.await.unwrap_err();
    assert_eq!(error.retries(), 0);
}

fn testing_json() -> oasmith_runtime::runtime::testing::Answer {
    oasmith_runtime::runtime::testing::Answer::json(&json!({"id": "t"}))
}
