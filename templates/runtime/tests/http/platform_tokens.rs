//! Tokens of the platform that a program runs on.

use std::fs;

use oasmith_runtime::runtime::testing::{Answer, Mock};
use oasmith_runtime::runtime::{ClientBuilder, Credential, ErrorKind, PlatformToken};
use serde_json::json;

use crate::support::{PostThing, SERVICE};

fn builder(mock: &Mock) -> ClientBuilder {
    mock.otherwise(|_| Answer::json(&json!({})));
    ClientBuilder::new(&SERVICE)
        .max_retries(0)
        .transport(mock.clone())
}

/// What the keys of the calls were.
fn keys(mock: &Mock) -> Vec<String> {
    let calls = mock.requests_for("postThing");
    let keys = calls.iter().filter_map(|sent| sent.header("authorization"));
    keys.map(str::to_owned).collect()
}

#[tokio::test]
async fn the_token_of_a_pod_is_read_from_its_file_each_time() {
    let mock = Mock::default();
    let path = std::env::temp_dir().join(format!("oasmith-token-{}", std::process::id()));
    let token = PlatformToken::file(&path);
    let client = builder(&mock).api_key(token).build().unwrap();
    let refused = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Authentication);
    assert!(refused.to_string().contains("oasmith-token-"), "{refused}");
    for text in ["one\n", "two\n"] {
        fs::write(&path, text).unwrap();
        client.call::<PostThing>().await.unwrap();
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(keys(&mock), ["Bearer one", "Bearer two"]);
}

#[tokio::test]
async fn a_managed_identity_of_azure_is_asked_for_its_token_which_is_exchanged() {
    let mock = Mock::default();
    let identity = json!({"access_token": "azure-jwt", "expires_in": "3599"});
    mock.on("/metadata/identity/oauth2/token", Answer::json(&identity));
    let granted = json!({"access_token": "key", "expires_in": 3600});
    mock.on("/token", Answer::json(&granted));
    let token = PlatformToken::azure("api://AzureADTokenExchange")
        .client_id("id-2")
        .transport(mock.clone());
    let client = builder(&mock).token_exchange(token, &[("provider_id", "p1")]);
    client.build().unwrap().call::<PostThing>().await.unwrap();
    let asked = mock
        .requests_for("/metadata/identity/oauth2/token")
        .remove(0);
    assert_eq!(
        (asked.method.as_str(), asked.header("metadata")),
        ("GET", Some("true"))
    );
    assert_eq!(
        asked.uri,
        "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01\
         &resource=api%3A%2F%2FAzureADTokenExchange&client_id=id-2"
    );
    let exchanged = mock.requests_for("/token").remove(1).json();
    assert_eq!(exchanged["subject_token"], "azure-jwt");
    assert_eq!(keys(&mock), ["Bearer key"]);
}

#[tokio::test]
async fn google_cloud_is_asked_for_an_identity_token_of_an_audience() {
    let mock = Mock::default();
    let path = "/identity";
    mock.on(path, Answer::bytes("text/html", "google-jwt"));
    let token = PlatformToken::google("https://api.test/v1")
        .endpoint("http://metadata.test/identity?format=full")
        .transport(mock.clone());
    let client = builder(&mock).api_key(token).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    let asked = mock.requests_for(path).remove(0);
    assert_eq!(asked.header("metadata-flavor"), Some("Google"));
    assert_eq!(
        asked.uri,
        "http://metadata.test/identity?format=full&audience=https%3A%2F%2Fapi.test%2Fv1"
    );
    assert_eq!(keys(&mock), ["Bearer google-jwt"]);
}

#[tokio::test]
async fn a_platform_without_a_token_is_an_error_that_shows_none() {
    let cases = [
        (
            Answer::json_with(404, &json!({"error": {"message": "no identity"}})),
            "(404): no identity",
        ),
        (Answer::json(&json!({"token": "hidden"})), "holds no token"),
        (Answer::json(&json!({"access_token": 7})), "holds no token"),
    ];
    for (answer, said) in cases {
        let mock = Mock::default();
        mock.on("/metadata/identity/oauth2/token", answer);
        let token = Credential::from(PlatformToken::azure("r").transport(mock.clone()));
        let client = builder(&mock).api_key(token).build().unwrap();
        let error = client.call::<PostThing>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(said) && !shown.contains("hidden"), "{shown}");
        assert!(keys(&mock).is_empty());
    }
}
