//! Requests: parameters, headers and bodies of a call.

use std::future::IntoFuture;
use std::time::Duration;

use oasmith_runtime::Call;
use oasmith_runtime::request::{Form, Method, RequestBody};
use serde_json::{Value, json};

use crate::support::server::json as json_response;
use crate::support::*;

fn path_and_query<O: oasmith_runtime::request::Operation>(call: Call<O>) -> String {
    let request = call.build().unwrap();
    let url = request.url();
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

#[tokio::test]
async fn a_call_is_sent_with_method_path_headers_and_key() {
    let server = Server::start([json_response(200, r#"{"id":"a"}"#)]).await;
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
async fn a_json_body_is_sent_with_content_type_and_length() {
    let server = Server::start([json_response(200, "{}")]).await;
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
async fn bytes_are_sent_with_their_media_type() {
    let server = Server::start([json_response(200, "{}")]).await;
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
fn a_path_parameter_stays_in_its_segment() {
    let (client, _) = mocked([]);
    let path = |id: &str| client.call::<GetThing>().path("id", id).build();
    assert_eq!(
        path("../admin").unwrap().url().path(),
        "/v1/things/..%2Fadmin"
    );
    assert_eq!(
        path("a?x=1#y").unwrap().url().as_str(),
        "https://api.testing.invalid/v1/things/a%3Fx%3D1%23y"
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
fn a_query_parameter_is_replaced_and_none_removes_it() {
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
fn calls_override_headers_and_query_of_the_client() {
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

#[tokio::test]
async fn headers_that_the_client_adds_itself_can_be_omitted() {
    let (client, mock) = mocked((0..4).map(|_| testing_json()));
    let added = [
        "accept",
        "authorization",
        "content-type",
        "testing-client",
        "testing-retry-count",
        "user-agent",
    ];
    let json = || client.call::<PostThing>().json(&json!({"a": 1}));
    json().await.unwrap();
    let sent = mock.last_request().unwrap();
    for name in added {
        assert!(sent.header(name).is_some(), "{name}");
    }
    let form = client.call::<PostThing>().form(Form::new().text("a", "1"));
    for call in [json(), form] {
        let call = added
            .iter()
            .fold(call, |call, name| call.without_header(name));
        call.await.unwrap();
        let sent = mock.last_request().unwrap();
        assert!(!sent.body.is_empty());
        for name in added {
            assert_eq!(sent.header(name), None, "{name}");
        }
    }
    // A header that is set again is sent.
    let call = json().without_header("accept").header("accept", "a/b");
    call.await.unwrap();
    assert_eq!(mock.last_request().unwrap().header("accept"), Some("a/b"));
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
fn an_invalid_option_is_reported_when_the_client_is_built() {
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
async fn an_invalid_header_is_reported_when_the_call_is_sent() {
    let (client, mock) = mocked([]);
    let error = client
        .call::<ListThings>()
        .header("x", "a\nb")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), oasmith_runtime::ErrorKind::Request);
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
        (
            request.body_string("a"),
            request.body_string("b").as_deref()
        ),
        (None, Some("3"))
    );

    // Without a body, the fields are the body.
    let request = client
        .call::<PostThing>()
        .body_field("x", 1)
        .build()
        .unwrap();
    assert!(matches!(request.body(), RequestBody::Bytes(bytes) if bytes == r#"{"x":1}"#));
    // Only an object has fields.
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
fn a_built_request_has_no_credential() {
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
    assert_eq!(request.body_string("model").as_deref(), Some("m"));
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
    assert_eq!(
        mock.last_request().unwrap().header("idempotency-key"),
        Some("once")
    );
}

#[tokio::test]
async fn untyped_calls_reach_any_endpoint_with_any_types() {
    let (client, mock) = mocked([testing_json(), testing_json(), testing_json()]);
    let value = client.get("/new/thing?x=1").query("y", 2).await.unwrap();
    assert_eq!(value, json!({"id": "t"}));
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.uri, "https://api.testing.invalid/v1/new/thing?x=1&y=2");
    assert_eq!(sent.header("authorization"), Some("Bearer sk-very-secret"));

    let thing = client
        .post("new")
        .json(&json!({"a": 1}))
        .send_as::<Thing>()
        .await
        .unwrap();
    assert_eq!(thing.id, "t");
    let sent = mock.last_request().unwrap();
    assert_eq!(
        (sent.method.as_str(), sent.json()),
        ("POST", json!({"a": 1}))
    );

    let _: Value = client
        .request(Method::PATCH, "//evil.test/x")
        .await
        .unwrap();
    assert_eq!(
        mock.last_request().unwrap().uri.host(),
        Some("api.testing.invalid")
    );
}

#[tokio::test]
async fn an_absolute_url_stays_on_the_host_of_the_client() {
    let (client, mock) = mocked([testing_json()]);
    client.get("https://evil.test/x").await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().uri.host(),
        Some("api.testing.invalid")
    );
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
    let credential = oasmith_runtime::auth::Credential::from(KEY);
    assert!(!format!("{credential:?}").contains("secret"));
}

#[test]
fn clients_and_calls_are_send_and_small() {
    fn shared<T: Send + Sync + Clone>() -> usize {
        size_of::<T>()
    }
    fn sendable<T: Send>(_: &T) {}
    assert_eq!(shared::<oasmith_runtime::Client>(), size_of::<usize>());
    assert_eq!(size_of::<oasmith_runtime::Error>(), size_of::<usize>());
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

fn testing_json() -> oasmith_runtime::testing::MockResponse {
    oasmith_runtime::testing::MockResponse::json(&json!({"id": "t"}))
}
