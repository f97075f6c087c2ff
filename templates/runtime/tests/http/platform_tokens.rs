//! Platform tokens: identity tokens of the platform that a program runs on.

use std::fs;

use oasmith_runtime::auth::{Credential, PlatformToken};
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{ClientBuilder, ErrorKind};
use serde_json::json;

use crate::support::{PostThing, SERVICE};

fn builder(mock: &MockTransport) -> ClientBuilder {
    mock.fallback(|_| MockResponse::json(&json!({})));
    ClientBuilder::new(&SERVICE)
        .max_retries(0)
        .transport(mock.clone())
}

/// The keys of the calls.
fn keys(mock: &MockTransport) -> Vec<String> {
    let calls = mock.requests_for("postThing");
    let keys = calls.iter().filter_map(|sent| sent.header("authorization"));
    keys.map(str::to_owned).collect()
}

#[tokio::test]
async fn a_token_file_is_read_for_every_request() {
    let mock = MockTransport::default();
    let path = std::env::temp_dir().join(format!("oasmith-token-{}", std::process::id()));
    let token = PlatformToken::file(&path);
    let client = builder(&mock).api_key(token).build().unwrap();
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.to_string().contains("oasmith-token-"), "{error}");
    for token in ["one\n", "two\n"] {
        fs::write(&path, token).unwrap();
        client.call::<PostThing>().await.unwrap();
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer two"]);
}

#[tokio::test]
async fn an_azure_managed_identity_token_is_fetched_and_exchanged() {
    let mock = MockTransport::default();
    let identity = json!({"access_token": "azure-jwt", "expires_in": "3599"});
    mock.on(
        "/metadata/identity/oauth2/token",
        MockResponse::json(&identity),
    );
    let granted = json!({"access_token": "key", "expires_in": 3600});
    mock.on("/token", MockResponse::json(&granted));
    let token = PlatformToken::azure("api://AzureADTokenExchange")
        .client_id("id-2")
        .transport(mock.clone());
    let client = builder(&mock).token_exchange(token, &[("provider_id", "p1")]);
    client.build().unwrap().call::<PostThing>().await.unwrap();
    let request = mock
        .requests_for("/metadata/identity/oauth2/token")
        .remove(0);
    assert_eq!(
        (request.method.as_str(), request.header("metadata")),
        ("GET", Some("true"))
    );
    assert_eq!(
        request.uri,
        "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01\
         &resource=api%3A%2F%2FAzureADTokenExchange&client_id=id-2"
    );
    let exchanged = mock.requests_for("/token").remove(1).json();
    assert_eq!(exchanged["subject_token"], "azure-jwt");
    assert_eq!(keys(&mock), ["Bearer key"]);
}

#[tokio::test]
async fn a_google_cloud_identity_token_is_fetched_for_an_audience() {
    let mock = MockTransport::default();
    let path = "/identity";
    mock.on(path, MockResponse::bytes("text/html", "google-jwt"));
    let token = PlatformToken::google("https://api.test/v1")
        .endpoint("http://metadata.test/identity?format=full")
        .transport(mock.clone());
    let client = builder(&mock).api_key(token).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    let request = mock.requests_for(path).remove(0);
    assert_eq!(request.header("metadata-flavor"), Some("Google"));
    assert_eq!(
        request.uri,
        "http://metadata.test/identity?format=full&audience=https%3A%2F%2Fapi.test%2Fv1"
    );
    assert_eq!(keys(&mock), ["Bearer google-jwt"]);
}

#[tokio::test]
async fn a_failed_platform_token_is_an_error_without_secrets() {
    let cases = [
        (
            MockResponse::json_with_status(404, &json!({"error": {"message": "no identity"}})),
            "status 404: no identity",
        ),
        (
            MockResponse::json(&json!({"token": "hidden"})),
            "has no token",
        ),
        (
            MockResponse::json(&json!({"access_token": 7})),
            "has no token",
        ),
    ];
    for (response, expected) in cases {
        let mock = MockTransport::default();
        mock.on("/metadata/identity/oauth2/token", response);
        let token = Credential::from(PlatformToken::azure("r").transport(mock.clone()));
        let client = builder(&mock).api_key(token).build().unwrap();
        let error = client.call::<PostThing>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains(expected) && !shown.contains("hidden"),
            "{shown}"
        );
        assert!(keys(&mock).is_empty());
    }
}
