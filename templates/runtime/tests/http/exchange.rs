//! Keys that are got for tokens of an identity provider.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use oasmith_runtime::runtime::testing::{Answer, Mock};
use oasmith_runtime::runtime::{
    BoxError, Client, ClientBuilder, Credential, ErrorKind, ServiceSpec, TokenExchange,
};
use serde_json::json;

use crate::support::{PostThing, SERVICE};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:token-exchange";

/// Answers `{}` to everything but exchanges.
fn service(mock: &Mock) {
    mock.otherwise(|_| Answer::json(&json!({})));
}

fn granted(key: &str, seconds: u64) -> Answer {
    Answer::json(&json!({"access_token": key, "expires_in": seconds, "token_type": "Bearer"}))
}

/// A client that exchanges what it is given, over the mock that answers its calls as well.
fn client(mock: &Mock) -> Client {
    ClientBuilder::new(&SERVICE)
        .max_retries(0)
        .transport(mock.clone())
        .token_exchange("subject-1", &[("provider_id", "p1")])
        .build()
        .unwrap()
}

fn keys(mock: &Mock) -> Vec<String> {
    let calls = mock.requests_for("postThing");
    let keys = calls.iter().filter_map(|sent| sent.header("authorization"));
    keys.map(str::to_owned).collect()
}

#[tokio::test(start_paused = true)]
async fn a_key_is_got_by_the_rules_of_the_rfc_and_used_until_it_is_replaced_early() {
    let mock = Mock::default();
    service(&mock);
    mock.on("/token", granted("one", 3600));
    mock.on("/token", granted("two", 3600));
    let client = client(&mock);
    client.call::<PostThing>().await.unwrap();
    let asked = mock.requests_for("/token").remove(0);
    assert_eq!(asked.method, "POST");
    assert_eq!(asked.uri, "https://auth.testing.invalid/token");
    assert_eq!(asked.header("authorization"), None);
    assert_eq!(
        asked.json(),
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
async fn a_short_lived_key_is_used_for_half_its_life() {
    let mock = Mock::default();
    service(&mock);
    mock.on("/token", granted("one", 600));
    mock.on("/token", granted("two", 600));
    let client = client(&mock);
    for _ in 0..2 {
        client.call::<PostThing>().await.unwrap();
        tokio::time::advance(Duration::from_secs(200)).await;
    }
    client.call::<PostThing>().await.unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer one", "Bearer two"]);
}

#[tokio::test(start_paused = true)]
async fn however_many_calls_wait_one_key_is_asked_for() {
    let mock = Mock::default();
    service(&mock);
    mock.on("/token", granted("one", 3600).after(Duration::from_secs(1)));
    let client = client(&mock);
    let calls = (0..20).map(|_| async { client.call::<PostThing>().await });
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    assert_eq!(mock.requests_for("/token").len(), 1);
    assert!(keys(&mock).iter().all(|key| key == "Bearer one"));
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_refused_is_dropped_and_the_call_sent_once_more() {
    let mock = Mock::default();
    service(&mock);
    mock.on("/token", granted("one", 3600));
    mock.on("/token", granted("two", 3600));
    mock.on("/token", granted("three", 3600));
    mock.on("postThing", Answer::error(401, "stale", "no"));
    let client = client(&mock);
    client.call::<PostThing>().await.unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer two"]);
    mock.on("postThing", Answer::error(401, "stale", "no"));
    mock.on("postThing", Answer::error(401, "stale", "no"));
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(mock.requests_for("postThing").len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_says_what_the_token_endpoint_said_and_shows_no_secret() {
    let cases = [
        (
            Answer::error(400, "invalid_grant", "unknown workload"),
            "unknown workload",
        ),
        (
            Answer::json(&json!({"token": "se-cret"})),
            "no access token",
        ),
        (Answer::new(200, "se-cret"), "no access token"),
        (granted("x", 1).after(Duration::from_secs(11)), "within 10s"),
    ];
    for (answer, said) in cases {
        let mock = Mock::default();
        mock.on("/token", answer);
        let error = client(&mock).call::<PostThing>().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Authentication, None)
        );
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(said), "{shown}");
        assert!(!shown.contains("se-cret") && !shown.contains("subject-1"));
        assert!(mock.requests_for("postThing").is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_is_used_to_its_end_while_no_other_can_be_got() {
    let mock = Mock::default();
    service(&mock);
    mock.on("/token", granted("one", 3600));
    mock.on("/token", Answer::error(503, "down", "down"));
    mock.on("/token", Answer::error(503, "down", "down"));
    let client = client(&mock);
    client.call::<PostThing>().await.unwrap();
    tokio::time::advance(Duration::from_secs(3000)).await;
    client.call::<PostThing>().await.unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer one"]);
    tokio::time::advance(Duration::from_secs(601)).await;
    assert!(client.call::<PostThing>().await.is_err());
}

#[tokio::test]
async fn the_subjects_token_is_fetched_for_every_exchange_and_can_be_sent_as_a_form() {
    let mock = Mock::new([granted("one", 0), granted("two", 0)]);
    let asked = Arc::new(AtomicU32::new(0));
    let counter = asked.clone();
    let subject = Credential::from_fn(move || {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, BoxError>(format!("t&{number}\n")) }
    });
    let exchange = TokenExchange::new("https://auth.test/t", subject)
        .subject_token_type("urn:x")
        .parameter("audience", "a b")
        .early(Duration::ZERO)
        .transport(mock.clone());
    let calls = Mock::default();
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
fn a_parameter_that_the_service_needs_must_be_given() {
    let builder = ClientBuilder::new(&SERVICE).token_exchange("s", &[("other", "x")]);
    let error = builder.build().unwrap_err();
    assert!(error.message().contains("`provider_id`"), "{error}");
}

#[tokio::test]
async fn a_certificate_is_exchanged_without_a_token() {
    let mock = Mock::default();
    service(&mock);
    mock.on("/token", granted("one", 3600));
    let client = ClientBuilder::new(&SERVICE)
        .transport(mock.clone())
        .certificate_exchange(&[("provider_id", "p1")])
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    let asked = mock.requests_for("/token").remove(0);
    assert_eq!(asked.uri, "https://mtls.testing.invalid/token");
    assert_eq!(
        asked.json(),
        json!({
            "grant_type": GRANT,
            "subject_token_type": "urn:testing:x509",
            "provider_id": "p1",
        })
    );
    assert_eq!(keys(&mock), ["Bearer one"]);
    let lacking = ClientBuilder::new(&SERVICE).certificate_exchange(&[]);
    let error = lacking.build().unwrap_err();
    assert!(error.message().contains("`provider_id`"), "{error}");
    static NONE: ServiceSpec = ServiceSpec::new("None", "https://none.test");
    let error = ClientBuilder::new(&NONE).certificate_exchange(&[]).build();
    assert!(error.unwrap_err().message().contains("no certificates"));
}
