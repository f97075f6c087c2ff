//! Keys: where they come from, where they go, and where they never show.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use oasmith_runtime::runtime::testing::{Answer, Mock};
use oasmith_runtime::runtime::{
    BoxError, BoxFuture, Client, ClientBuilder, Credential, CredentialProvider, Error, ErrorKind,
    Place, SecretString,
};
use serde_json::json;

use crate::support::*;

fn environment(pairs: &'static [(&'static str, &'static str)]) -> Result<ClientBuilder, Error> {
    let lookup = move |name: &str| {
        let found = pairs.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    ClientBuilder::new(&SERVICE).environment_from(lookup)
}

fn with_mock(builder: ClientBuilder, answers: usize) -> (Client, Mock) {
    let mock = Mock::new((0..answers).map(|_| Answer::json(&json!({}))));
    (builder.transport(mock.clone()).build().unwrap(), mock)
}

#[tokio::test]
async fn the_environment_gives_keys_base_url_settings_and_headers() {
    let builder = environment(&[
        ("TESTING_KEY", " "),
        ("TESTING_OLD_KEY", "old"),
        ("TESTING_ADMIN_KEY", "admin"),
        ("TESTING_BASE_URL", "http://other.test/v9"),
        ("TESTING_TENANT", "t1"),
        (
            "TESTING_HEADERS",
            "X-One: 1\n\nX-Two:2:2\nTesting-Tenant: lost",
        ),
    ]);
    let (client, mock) = with_mock(builder.unwrap(), 2);
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last().unwrap();
    assert_eq!(sent.uri, "http://other.test/v9/things");
    assert_eq!(sent.header("authorization"), Some("Bearer old"));
    assert_eq!(sent.header("x-one"), Some("1"));
    assert_eq!(sent.header("x-two"), Some("2:2"));
    assert_eq!(
        sent.header("testing-tenant"),
        Some("t1"),
        "a setting beats a line"
    );
    client.call::<AdminThing>().await.unwrap();
    assert_eq!(
        mock.last().unwrap().header("authorization"),
        Some("Bearer admin")
    );
}

#[test]
fn an_environment_without_a_key_says_which_variables_to_set() {
    let error = environment(&[("TESTING_KEY", "")]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(
        error.message().contains("TESTING_KEY or TESTING_OLD_KEY"),
        "{error}"
    );
    assert!(environment(&[("TESTING_KEY", "k"), ("TESTING_HEADERS", "no colon")]).is_err());
}

#[tokio::test]
async fn each_operation_gets_the_credential_of_its_own_scheme() {
    let builder = ClientBuilder::new(&SERVICE)
        .api_key("plain")
        .credential("AdminAuth", "admin");
    let (client, mock) = with_mock(builder, 4);
    client.call::<PostThing>().await.unwrap();
    assert_eq!(
        mock.last().unwrap().header("authorization"),
        Some("Bearer plain")
    );
    client.call::<AdminThing>().await.unwrap();
    assert_eq!(
        mock.last().unwrap().header("authorization"),
        Some("Bearer admin")
    );
    client.call::<OpenThing>().await.unwrap();
    assert_eq!(mock.last().unwrap().header("authorization"), None);
    client.get("/new").security(&["AdminAuth"]).await.unwrap();
    assert_eq!(
        mock.last().unwrap().header("authorization"),
        Some("Bearer admin")
    );
}

#[tokio::test]
async fn a_missing_credential_is_an_error_before_anything_is_sent() {
    let (client, mock) = with_mock(ClientBuilder::new(&SERVICE).api_key("plain"), 2);
    let error = client.call::<AdminThing>().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Authentication, None)
    );
    assert!(error.message().contains("TESTING_ADMIN_KEY"), "{error}");
    assert!(!error.is_retryable() && mock.requests().is_empty());
    // A header given by hand will do as well, and beats what is configured.
    let call = client
        .call::<PostThing>()
        .header("authorization", "Bearer mine");
    call.await.unwrap();
    assert_eq!(
        mock.last().unwrap().header("authorization"),
        Some("Bearer mine")
    );
    client
        .call::<AdminThing>()
        .header("authorization", "Bearer mine")
        .await
        .unwrap();
    assert_eq!(
        mock.last().unwrap().header("authorization"),
        Some("Bearer mine")
    );
}

#[tokio::test]
async fn an_anonymous_client_sends_no_credential() {
    let (client, mock) = with_mock(ClientBuilder::new(&SERVICE).anonymous(), 1);
    client.call::<AdminThing>().await.unwrap();
    assert_eq!(mock.last().unwrap().header("authorization"), None);
}

#[tokio::test]
async fn a_credential_can_go_into_another_header_or_the_query() {
    let key = Credential::from("k&1").placed(Place::Header("api-key"));
    let builder = ClientBuilder::new(&SERVICE)
        .api_key(key)
        .credential("QueryAuth", "q&1");
    let (client, mock) = with_mock(builder, 2);
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last().unwrap();
    assert_eq!(
        (sent.header("api-key"), sent.header("authorization")),
        (Some("k&1"), None)
    );
    assert!(sent.headers["api-key"].is_sensitive());
    client.call::<QueryKeyThing>().query("a", 1).await.unwrap();
    assert_eq!(mock.last().unwrap().uri.query(), Some("a=1&key=q%261"));
}

#[tokio::test]
async fn a_key_that_no_header_can_carry_is_an_error_that_does_not_show_it() {
    for key in ["se\ncret", "", "  "] {
        let (client, mock) = with_mock(ClientBuilder::new(&SERVICE).api_key(key), 1);
        let error = client.call::<PostThing>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert!(!format!("{error} {error:?}").contains("cret"), "{error:?}");
        assert!(mock.requests().is_empty());
    }
}

#[tokio::test]
async fn a_key_can_be_an_async_function_that_is_asked_every_time() {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = asked.clone();
    let key = Credential::from_fn(move || {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, BoxError>(format!("key-{number}")) }
    });
    let (client, mock) = with_mock(ClientBuilder::new(&SERVICE).api_key(key), 2);
    client.call::<PostThing>().await.unwrap();
    client.call::<PostThing>().await.unwrap();
    let sent = mock.requests();
    assert_eq!(sent[0].header("authorization"), Some("Bearer key-0"));
    assert_eq!(sent[1].header("authorization"), Some("Bearer key-1"));
}

#[tokio::test]
async fn a_key_that_cannot_be_fetched_is_an_error_and_not_retried() {
    let key = Credential::from_fn(|| async { Err::<String, _>("vault is closed") });
    let (client, mock) = with_mock(ClientBuilder::new(&SERVICE).api_key(key), 1);
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.retries()),
        (ErrorKind::Authentication, 0)
    );
    assert!(error.message().contains("vault is closed"));
    assert!(mock.requests().is_empty());
}

/// Gives a stale key until it is refused.
struct Renewing(AtomicU32);

impl CredentialProvider for Renewing {
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        let key = format!("key-{}", self.0.load(Ordering::Relaxed));
        Box::pin(async move { Ok(key.into()) })
    }

    fn refused(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        true
    }
}

#[tokio::test]
async fn a_refused_key_of_a_provider_is_renewed_once() {
    let refusal = || Answer::json_with(401, &json!({"error": {"message": "stale"}}));
    let mock = Mock::new([refusal(), Answer::json(&json!({})), refusal(), refusal()]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(Credential::provider(Renewing(AtomicU32::new(0))))
        .transport(mock.clone())
        .max_retries(0)
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(
        mock.last().unwrap().header("authorization"),
        Some("Bearer key-1")
    );
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(mock.requests().len(), 4);
}
