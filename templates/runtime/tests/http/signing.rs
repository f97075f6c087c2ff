//! Signed requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use oasmith_runtime::auth::{
    AwsCredentials, AwsCredentialsProvider, Credential, Signer, UnsignedRequest,
};
use oasmith_runtime::request::Form;
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{BoxError, BoxFuture, ClientBuilder, ErrorKind, HeaderMap, Upload};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::support::server::{ReceivedRequest, events, json as json_response};
use crate::support::*;

pub const SECRET: &str = "very/secret+part";

pub fn credentials() -> AwsCredentials {
    AwsCredentials::new("AKID", SECRET)
}

/// Starts configuring a client of a host that accepts signatures.
pub fn signed() -> ClientBuilder {
    let builder = ClientBuilder::new(&SERVICE).host("signed");
    builder.region("eu-west-1").max_retries(0)
}

fn at(server: &Server) -> ClientBuilder {
    signed().endpoint(server.url())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Computes the signature of a received request, by the rules of AWS for verification. `path` and `query` are in
/// canonical form.
fn expected(received: &ReceivedRequest, path: &str, query: &str) -> String {
    let given = received.header("authorization").unwrap();
    let (_, names) = given.split_once("SignedHeaders=").unwrap();
    let names = names.split(',').next().unwrap();
    let mut lines = String::new();
    for name in names.split(';') {
        lines += &format!("{name}:{}\n", received.header(name).unwrap().trim());
    }
    let body = hex(&Sha256::digest(&received.body));
    let form = format!(
        "{}\n{path}\n{query}\n{lines}\n{names}\n{body}",
        received.method
    );
    let time = received.header("x-amz-date").unwrap();
    let day = &time[..8];
    let scope = format!("{day}/eu-west-1/office/aws4_request");
    let hash = hex(&Sha256::digest(form));
    let key = mac(format!("AWS4{SECRET}").as_bytes(), day);
    let key = mac(&mac(&mac(&key, "eu-west-1"), "office"), "aws4_request");
    let signature = mac(&key, &format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{hash}"));
    format!(
        "AWS4-HMAC-SHA256 Credential=AKID/{scope}, SignedHeaders={names}, Signature={}",
        hex(&signature)
    )
}

#[track_caller]
fn check(received: &ReceivedRequest, path: &str, query: &str) {
    let expected = expected(received, path, query);
    assert_eq!(received.header("authorization"), Some(expected.as_str()));
}

#[tokio::test]
async fn a_server_computes_the_same_signature() {
    let responses = [
        json_response(200, "{}"),
        json_response(200, r#"{"id":"x"}"#),
        events("data: {\"n\":1}\n\n"),
    ];
    let server = Server::start(responses).await;
    let token = credentials().session_token("of/the+session==");
    let client = at(&server).sign(token).build().unwrap();
    let body = json!({"text": "\u{e4} \u{1234}"});
    client.call::<PostThing>().json(&body).await.unwrap();
    let get = client.call::<GetThing>().path("id", "a b:c@d/e\u{e4}");
    get.query("z", "1 2+3,4").query("a", "~*").await.unwrap();
    let call = client.call::<Generate>().json(&json!({"model": "m"}));
    let mut stream = call.stream().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 1);

    let received = server.received();
    check(&received[0], "/v1/things", "");
    let path = "/v1/things/a%2520b%3Ac%40d%252Fe%25C3%25A4";
    check(&received[1], path, "a=~%2A&z=1%202%2B3%2C4");
    check(&received[2], "/v1/generate", "");
    let with_body = "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,";
    assert!(
        received[0]
            .header("authorization")
            .unwrap()
            .contains(with_body)
    );
    for sent in &received {
        assert_eq!(
            sent.header("x-amz-security-token"),
            Some("of/the+session==")
        );
        assert!(
            sent.headers
                .iter()
                .all(|(_, value)| !value.contains(SECRET))
        );
    }
}

#[tokio::test]
async fn a_form_is_buffered_and_signed_unless_it_has_a_reader() {
    let server = Server::start([json_response(200, "{}")]).await;
    let client = at(&server).sign(credentials()).build().unwrap();
    let form = Form::new().text("model", "m");
    let file = Upload::from_path("Cargo.toml");
    let call = client
        .call::<PostThing>()
        .form(form.clone().file("file", file));
    call.await.unwrap();
    let sent = server.only();
    assert!(sent.text().contains("[package]") && sent.header("content-length").is_some());
    check(&sent, "/v1/things", "");

    let reader = Upload::from_reader("r", &b"once"[..]);
    let call = client
        .call::<PostThing>()
        .form(form.clone().file("file", reader));
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.message().contains("reader"), "{error}");
    let absent = Upload::from_path("there/is/no/such/file");
    let call = client.call::<PostThing>().form(form.file("file", absent));
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Io);
    assert_eq!(server.received().len(), 1);
}

/// Returns the access key ID of a signature.
fn id(header: Option<&str>) -> String {
    let (_, rest) = header.unwrap().split_once("Credential=").unwrap();
    rest.split('/').next().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_signed_with_current_credentials() {
    let mock = MockTransport::new([
        MockResponse::error(503, "busy", "busy"),
        MockResponse::json(&json!({})),
    ]);
    let fetches = Arc::new(AtomicU32::new(0));
    let fetch = move || {
        let number = fetches.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, BoxError>(AwsCredentials::new(format!("id-{number}"), "s")) }
    };
    let client = signed().sign(fetch).transport(mock.clone()).max_retries(1);
    client.build().unwrap().call::<PostThing>().await.unwrap();
    let sent = mock.requests();
    let ids: Vec<_> = sent
        .iter()
        .map(|sent| id(sent.header("authorization")))
        .collect();
    assert_eq!(ids, ["id-0", "id-1"]);
}

/// Provides expired credentials until they are rejected.
struct Renewing(AtomicU32);

impl AwsCredentialsProvider for Renewing {
    fn credentials(&self) -> BoxFuture<'_, Result<AwsCredentials, BoxError>> {
        let id = format!("id-{}", self.0.load(Ordering::Relaxed));
        Box::pin(async move { Ok(AwsCredentials::new(id, "s")) })
    }

    fn on_rejected(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        true
    }
}

#[tokio::test]
async fn rejected_credentials_of_a_provider_are_renewed_once() {
    let rejection = |status| MockResponse::error(status, "expired", "expired");
    let mock = MockTransport::new([
        rejection(403),
        MockResponse::json(&json!({})),
        rejection(401),
        rejection(401),
    ]);
    let client = signed().sign(Renewing(AtomicU32::new(0)));
    let client = client.transport(mock.clone()).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(
        id(mock.last_request().unwrap().header("authorization")),
        "id-1"
    );
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(mock.requests().len(), 4);
}

#[tokio::test]
async fn a_redirect_to_another_origin_carries_no_signature_or_session_token() {
    let other = Server::start([json_response(200, r#"{"id":"x"}"#)]).await;
    let away = format!("{}/away", other.other_url());
    let to = |target: &str| respond(302, &[("location", target)], "");
    let server = Server::start([to("/v1/here?b=2&a=1"), to(&away)]).await;
    let token = credentials().session_token("of-the-session");
    let client = at(&server).sign(token).build().unwrap();
    client.call::<GetThing>().path("id", "x").await.unwrap();
    let received = server.received();
    check(&received[0], "/v1/things/x", "");
    // Within the origin, the new URL is signed.
    check(&received[1], "/v1/here", "a=1&b=2");
    let moved = other.only();
    for name in ["authorization", "x-amz-security-token", "x-amz-date"] {
        assert_eq!(moved.header(name), None, "{name}");
    }
}

/// Signs with the length of the body.
struct Length;

impl Signer for Length {
    fn sign<'a>(
        &'a self,
        request: UnsignedRequest<'a>,
    ) -> BoxFuture<'a, Result<HeaderMap, BoxError>> {
        let signature = format!("{} {}", request.url.path(), request.body.len());
        Box::pin(async move {
            let mut headers = HeaderMap::new();
            headers.insert("x-signature", signature.parse()?);
            Ok(headers)
        })
    }
}

#[tokio::test]
async fn a_custom_signer_signs_requests() {
    let mock = MockTransport::new([MockResponse::json(&json!({}))]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(Credential::signer(Length))
        .timeout(Duration::from_secs(9))
        .transport(mock.clone())
        .build()
        .unwrap();
    client.call::<PostThing>().json(&json!({})).await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.header("x-signature"), Some("/v1/things 2"));
    assert_eq!(sent.header("authorization"), None);
}
