//! Credentials: where they come from, where requests carry them, and that they are never displayed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use oasmith_runtime::auth::{Credential, CredentialLocation, CredentialProvider, SecretString};
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{BoxError, BoxFuture, Client, ClientBuilder, Error, ErrorKind};
use serde_json::json;

use crate::support::*;

fn environment(pairs: &'static [(&'static str, &'static str)]) -> Result<ClientBuilder, Error> {
    let lookup = move |name: &str| {
        let found = pairs.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    ClientBuilder::new(&SERVICE).load_env_from(lookup)
}

fn with_mock(builder: ClientBuilder, responses: usize) -> (Client, MockTransport) {
    let mock = MockTransport::new((0..responses).map(|_| MockResponse::json(&json!({}))));
    (builder.transport(mock.clone()).build().unwrap(), mock)
}

#[tokio::test]
async fn environment_variables_set_keys_base_url_settings_and_headers() {
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
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.uri, "http://other.test/v9/things");
    assert_eq!(sent.header("authorization"), Some("Bearer old"));
    assert_eq!(sent.header("x-one"), Some("1"));
    assert_eq!(sent.header("x-two"), Some("2:2"));
    assert_eq!(
        sent.header("testing-tenant"),
        Some("t1"),
        "a setting takes precedence over a custom header"
    );
    client.call::<AdminThing>().await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().header("authorization"),
        Some("Bearer admin")
    );
}

#[test]
fn an_environment_without_a_key_names_the_missing_variables() {
    let error = environment(&[("TESTING_KEY", "")]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(
        error.message().contains("TESTING_KEY or TESTING_OLD_KEY"),
        "{error}"
    );
    assert!(environment(&[("TESTING_KEY", "k"), ("TESTING_HEADERS", "no colon")]).is_err());
}

#[tokio::test]
async fn each_operation_uses_the_credential_of_its_scheme() {
    let builder = ClientBuilder::new(&SERVICE)
        .api_key("plain")
        .credential("AdminAuth", "admin");
    let (client, mock) = with_mock(builder, 4);
    client.call::<PostThing>().await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().header("authorization"),
        Some("Bearer plain")
    );
    client.call::<AdminThing>().await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().header("authorization"),
        Some("Bearer admin")
    );
    client.call::<OpenThing>().await.unwrap();
    assert_eq!(mock.last_request().unwrap().header("authorization"), None);
    client.get("/new").security(&["AdminAuth"]).await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().header("authorization"),
        Some("Bearer admin")
    );
}

#[tokio::test]
async fn a_missing_credential_is_an_error_before_sending() {
    let (client, mock) = with_mock(ClientBuilder::new(&SERVICE).api_key("plain"), 2);
    let error = client.call::<AdminThing>().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Authentication, None)
    );
    assert!(error.message().contains("TESTING_ADMIN_KEY"), "{error}");
    assert!(!error.is_retryable() && mock.requests().is_empty());
    // An explicit header replaces the credential.
    let call = client
        .call::<PostThing>()
        .header("authorization", "Bearer mine");
    call.await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().header("authorization"),
        Some("Bearer mine")
    );
    client
        .call::<AdminThing>()
        .header("authorization", "Bearer mine")
        .await
        .unwrap();
    assert_eq!(
        mock.last_request().unwrap().header("authorization"),
        Some("Bearer mine")
    );
}

#[tokio::test]
async fn a_client_without_credentials_sends_none() {
    let (client, mock) = with_mock(ClientBuilder::new(&SERVICE).without_credentials(), 1);
    client.call::<AdminThing>().await.unwrap();
    assert_eq!(mock.last_request().unwrap().header("authorization"), None);
}

#[tokio::test]
async fn a_credential_can_be_another_header_or_a_query_parameter() {
    let key = Credential::from("k&1").location(CredentialLocation::Header("api-key"));
    let builder = ClientBuilder::new(&SERVICE)
        .api_key(key)
        .credential("QueryAuth", "q&1");
    let (client, mock) = with_mock(builder, 2);
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(
        (sent.header("api-key"), sent.header("authorization")),
        (Some("k&1"), None)
    );
    assert!(sent.headers["api-key"].is_sensitive());
    client.call::<QueryKeyThing>().query("a", 1).await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().uri.query(),
        Some("a=1&key=q%261")
    );
}

#[tokio::test]
async fn an_invalid_key_is_an_error_that_does_not_show_it() {
    for key in ["se\ncret", "", "  "] {
        let (client, mock) = with_mock(ClientBuilder::new(&SERVICE).api_key(key), 1);
        let error = client.call::<PostThing>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert!(!format!("{error} {error:?}").contains("cret"), "{error:?}");
        assert!(mock.requests().is_empty());
    }
}

#[tokio::test]
async fn an_async_function_provides_a_key_for_every_attempt() {
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
async fn a_failing_key_provider_is_an_error_and_not_retried() {
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

/// Provides a stale key until it is rejected.
struct Renewing(AtomicU32);

impl CredentialProvider for Renewing {
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        let key = format!("key-{}", self.0.load(Ordering::Relaxed));
        Box::pin(async move { Ok(key.into()) })
    }

    fn on_rejected(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        true
    }
}

#[tokio::test]
async fn a_rejected_key_of_a_provider_is_renewed_once() {
    let rejection = || MockResponse::json_with_status(401, &json!({"error": {"message": "stale"}}));
    let mock = MockTransport::new([
        rejection(),
        MockResponse::json(&json!({})),
        rejection(),
        rejection(),
    ]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(Credential::provider(Renewing(AtomicU32::new(0))))
        .transport(mock.clone())
        .max_retries(0)
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().header("authorization"),
        Some("Bearer key-1")
    );
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(mock.requests().len(), 4);
}
