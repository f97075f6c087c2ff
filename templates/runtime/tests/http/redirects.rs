//! Redirects: which are followed, and what they carry.

use oasmith_runtime::ErrorKind;
use serde_json::json;

use crate::support::server::json as json_response;
use crate::support::*;

fn to(location: &str, status: u16) -> Script {
    respond(status, &[("location", location)], "")
}

#[tokio::test]
async fn a_redirect_within_the_origin_keeps_key_and_body() {
    let server = Server::start([to("/v2/things", 307), json_response(200, "{}")]).await;
    client(&server)
        .call::<PostThing>()
        .json(&json!({"a": 1}))
        .await
        .unwrap();
    let second = &server.received()[1];
    assert_eq!(
        (second.method.as_str(), second.target.as_str()),
        ("POST", "/v2/things")
    );
    assert_eq!(
        second.header("authorization"),
        Some("Bearer sk-very-secret")
    );
    assert_eq!(second.text(), r#"{"a":1}"#);
}

#[tokio::test]
async fn a_redirect_to_another_origin_does_not_carry_the_key() {
    let other = Server::start([json_response(200, r#"{"id":"x"}"#)]).await;
    let server = Server::start([to(&format!("{}/moved", other.other_url()), 302)]).await;
    let client = builder(&server).setting("tenant", "t1").build().unwrap();
    let call = client
        .call::<GetThing>()
        .path("id", "x")
        .header("x-mine", "private");
    assert_eq!(call.await.unwrap().id, "x");
    let moved = other.only();
    assert_eq!(moved.target, "/v1/moved");
    for name in [
        "authorization",
        "testing-tenant",
        "testing-client",
        "x-mine",
    ] {
        assert_eq!(moved.header(name), None, "{name}");
    }
    assert_eq!(moved.header("accept"), Some("application/json"));
}

#[tokio::test]
async fn another_port_is_another_origin() {
    let other = Server::start([json_response(200, r#"{"id":"x"}"#)]).await;
    let server = Server::start([to(&format!("{}/moved", other.url()), 301)]).await;
    client(&server)
        .call::<GetThing>()
        .path("id", "x")
        .await
        .unwrap();
    assert_eq!(other.only().header("authorization"), None);
}

#[tokio::test]
async fn a_body_is_not_redirected_to_another_origin() {
    let other = Server::start([json_response(200, "{}")]).await;
    let server = Server::start([to(&format!("{}/moved", other.url()), 307)]).await;
    let error = client(&server)
        .call::<PostThing>()
        .json(&json!({"a": 1}))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Status, 307)
    );
    assert!(error.message().contains("redirect"), "{error}");
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn status_303_turns_a_post_into_a_get() {
    let server = Server::start([to("/v1/result", 303), json_response(200, "{}")]).await;
    client(&server)
        .call::<PostThing>()
        .json(&json!({"a": 1}))
        .await
        .unwrap();
    let second = &server.received()[1];
    assert_eq!(
        (second.method.as_str(), second.target.as_str()),
        ("GET", "/v1/result")
    );
    assert_eq!(
        (second.header("content-type"), second.body.len()),
        (None, 0)
    );
}

#[tokio::test]
async fn a_redirect_loop_is_an_error() {
    let server = Server::start((0..20).map(|_| to("/v1/again", 302))).await;
    let error = client(&server)
        .call::<GetThing>()
        .path("id", "x")
        .await
        .unwrap_err();
    assert!(error.message().contains("redirects"), "{error}");
    assert_eq!(server.received().len(), 11);
}
