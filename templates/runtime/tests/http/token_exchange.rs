//! Token exchange: keys for tokens of an identity provider.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use oasmith_runtime::auth::{Credential, TokenExchange};
use oasmith_runtime::generated::ServiceSpec;
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{BoxError, Client, ClientBuilder, ErrorKind};
use serde_json::json;

use crate::support::{PostThing, SERVICE};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:token-exchange";

/// Responds with `{}` to everything but exchanges.
fn service(mock: &MockTransport) {
    mock.fallback(|_| MockResponse::json(&json!({})));
}

fn token_response(key: &str, seconds: u64) -> MockResponse {
    MockResponse::json(&json!({"access_token": key, "expires_in": seconds, "token_type": "Bearer"}))
}

/// Creates a client that exchanges a token. The mock also responds to its calls.
fn client(mock: &MockTransport) -> Client {
    ClientBuilder::new(&SERVICE)
        .max_retries(0)
        .transport(mock.clone())
        .token_exchange("subject-1", &[("provider_id", "p1")])
        .build()
        .unwrap()
}

fn keys(mock: &MockTransport) -> Vec<String> {
    let calls = mock.requests_for("postThing");
    let keys = calls.iter().filter_map(|sent| sent.header("authorization"));
    keys.map(str::to_owned).collect()
}

#[tokio::test(start_paused = true)]
async fn a_token_is_exchanged_by_rfc_8693_and_the_key_refreshed_before_expiry() {
    let mock = MockTransport::default();
    service(&mock);
    mock.on("/token", token_response("one", 3600));
    mock.on("/token", token_response("two", 3600));
    let client = client(&mock);
    client.call::<PostThing>().await.unwrap();
    let exchange = mock.requests_for("/token").remove(0);
    assert_eq!(exchange.method, "POST");
    assert_eq!(exchange.uri, "https://auth.testing.invalid/token");
    assert_eq!(exchange.header("authorization"), None);
    assert_eq!(
        exchange.json(),
        json!({
            "grant_type": GRANT,
            "subject_token": "subject-1",
            "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
            "provider_id": "p1",
        })
    );
    tokio::time::advance(Duration::from_secs(2399)).await;
    client.call::<PostThing>().await.unwrap();
    tokio::time::advance(Duration::from_secs(2)).await;
    client.call::<PostThing>().await.unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer one", "Bearer two"]);
}

#[tokio::test(start_paused = true)]
async fn a_short_lived_key_is_refreshed_after_half_its_lifetime() {
    let mock = MockTransport::default();
    service(&mock);
    mock.on("/token", token_response("one", 600));
    mock.on("/token", token_response("two", 600));
    let client = client(&mock);
    for _ in 0..2 {
        client.call::<PostThing>().await.unwrap();
        tokio::time::advance(Duration::from_secs(200)).await;
    }
    client.call::<PostThing>().await.unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer one", "Bearer two"]);
}

#[tokio::test(start_paused = true)]
async fn concurrent_calls_share_one_exchange() {
    let mock = MockTransport::default();
    service(&mock);
    mock.on(
        "/token",
        token_response("one", 3600).delay(Duration::from_secs(1)),
    );
    let client = client(&mock);
    let calls = (0..20).map(|_| async { client.call::<PostThing>().await });
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    assert_eq!(mock.requests_for("/token").len(), 1);
    assert!(keys(&mock).iter().all(|key| key == "Bearer one"));
}

#[tokio::test(start_paused = true)]
async fn a_rejected_key_is_replaced_and_the_call_sent_once_more() {
    let mock = MockTransport::default();
    service(&mock);
    mock.on("/token", token_response("one", 3600));
    mock.on("/token", token_response("two", 3600));
    mock.on("/token", token_response("three", 3600));
    mock.on("postThing", MockResponse::error(401, "stale", "no"));
    let client = client(&mock);
    client.call::<PostThing>().await.unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer two"]);
    mock.on("postThing", MockResponse::error(401, "stale", "no"));
    mock.on("postThing", MockResponse::error(401, "stale", "no"));
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(mock.requests_for("postThing").len(), 4);
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_token_endpoint_are_reported_without_secrets() {
    let cases = [
        (
            MockResponse::error(400, "invalid_grant", "unknown workload"),
            "unknown workload",
        ),
        (
            MockResponse::json(&json!({"token": "se-cret"})),
            "no access token",
        ),
        (MockResponse::new(200, "se-cret"), "no access token"),
        (
            token_response("x", 1).delay(Duration::from_secs(11)),
            "within 10s",
        ),
    ];
    for (response, expected) in cases {
        let mock = MockTransport::default();
        mock.on("/token", response);
        let error = client(&mock).call::<PostThing>().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Authentication, None)
        );
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(expected), "{shown}");
        assert!(!shown.contains("se-cret") && !shown.contains("subject-1"));
        assert!(mock.requests_for("postThing").is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_is_used_until_its_expiry_if_the_exchange_fails() {
    let mock = MockTransport::default();
    service(&mock);
    mock.on("/token", token_response("one", 3600));
    mock.on("/token", MockResponse::error(503, "down", "down"));
    mock.on("/token", MockResponse::error(503, "down", "down"));
    let client = client(&mock);
    client.call::<PostThing>().await.unwrap();
    tokio::time::advance(Duration::from_secs(3000)).await;
    client.call::<PostThing>().await.unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer one"]);
    tokio::time::advance(Duration::from_secs(601)).await;
    assert!(client.call::<PostThing>().await.is_err());
}

#[tokio::test]
async fn the_subject_token_is_fetched_for_every_exchange_and_can_be_sent_as_a_form() {
    let mock = MockTransport::new([token_response("one", 0), token_response("two", 0)]);
    let fetches = Arc::new(AtomicU32::new(0));
    let counter = fetches.clone();
    let subject = Credential::from_fn(move || {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, BoxError>(format!("t&{number}\n")) }
    });
    let exchange = TokenExchange::new("https://auth.test/t", subject)
        .subject_token_type("urn:x")
        .parameter("audience", "a b")
        .refresh_before(Duration::ZERO)
        .transport(mock.clone());
    let calls = MockTransport::default();
    service(&calls);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(exchange)
        .transport(calls.clone())
        .build()
        .unwrap();
    for _ in 0..2 {
        client.call::<PostThing>().await.unwrap();
    }
    assert_eq!(keys(&calls), ["Bearer one", "Bearer two"]);
    let sent = mock.requests();
    assert_eq!(
        sent[0].header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange";
    assert_eq!(
        sent[1].text(),
        format!("grant_type={grant}&subject_token=t%261&subject_token_type=urn%3Ax&audience=a%20b")
    );
}

#[test]
fn a_missing_exchange_parameter_is_an_error() {
    let builder = ClientBuilder::new(&SERVICE).token_exchange("s", &[("other", "x")]);
    let error = builder.build().unwrap_err();
    assert!(error.message().contains("`provider_id`"), "{error}");
}

#[tokio::test]
async fn a_certificate_exchange_sends_no_token() {
    let mock = MockTransport::default();
    service(&mock);
    mock.on("/token", token_response("one", 3600));
    let client = ClientBuilder::new(&SERVICE)
        .transport(mock.clone())
        .certificate_exchange(&[("provider_id", "p1")])
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    let exchange = mock.requests_for("/token").remove(0);
    assert_eq!(exchange.uri, "https://mtls.testing.invalid/token");
    assert_eq!(
        exchange.json(),
        json!({
            "grant_type": GRANT,
            "subject_token_type": "urn:testing:x509",
            "provider_id": "p1",
        })
    );
    assert_eq!(keys(&mock), ["Bearer one"]);
    let incomplete = ClientBuilder::new(&SERVICE).certificate_exchange(&[]);
    let error = incomplete.build().unwrap_err();
    assert!(error.message().contains("`provider_id`"), "{error}");
    static NONE: ServiceSpec = ServiceSpec::new("None", "https://none.test");
    let error = ClientBuilder::new(&NONE).certificate_exchange(&[]).build();
    assert!(
        error
            .unwrap_err()
            .message()
            .contains("no certificate exchange")
    );
}
