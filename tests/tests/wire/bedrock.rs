//! Amazon Bedrock and client certificates: the URLs and credentials of requests, as configured by `spec/oasmith.toml`.

use openai_typed::BoxError;
use openai_typed::auth::AwsCredentials;
use openai_typed::testing::{MockResponse, MockTransport};
use openai_typed::{Client, ClientBuilder};
use serde_json::json;

/// The parts of a request that depend on the host.
struct Sent {
    url: String,
    authorization: String,
    session_token: Option<String>,
}

/// Lists models with a client, and returns the request.
async fn send(builder: ClientBuilder) -> Sent {
    let mock = MockTransport::new([MockResponse::json(&json!({ "object": "list", "data": [] }))]);
    let client = builder.transport(mock.clone()).build().expect("a client");
    client.models().list().await.expect("models");
    let sent = mock.last_request().expect("a request");
    let header = |name| sent.header(name).map(str::to_owned);
    Sent {
        url: sent.uri.to_string(),
        authorization: header("authorization").expect("an authorization"),
        session_token: header("x-amz-security-token"),
    }
}

#[tokio::test]
async fn bedrock_requests_are_signed_for_their_endpoint() {
    let credentials = || AwsCredentials::new("AKIDEXAMPLE", "secret").session_token("session");
    let mantle = Client::bedrock().region("us-east-1").sign(credentials());
    let sent = send(mantle).await;
    assert_eq!(
        sent.url,
        "https://bedrock-mantle.us-east-1.api.aws/openai/v1/models"
    );
    let signature = &sent.authorization;
    assert!(signature.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    assert!(signature.contains("/us-east-1/bedrock-mantle/aws4_request, SignedHeaders=host;"));
    assert_eq!(sent.session_token.as_deref(), Some("session"));

    let provider = move || async move { Ok::<_, BoxError>(credentials()) };
    let runtime = Client::bedrock_runtime().region("eu-west-1").sign(provider);
    let sent = send(runtime).await;
    assert_eq!(
        sent.url,
        "https://bedrock-runtime.eu-west-1.amazonaws.com/openai/v1/models"
    );
    assert!(
        sent.authorization
            .contains("/eu-west-1/bedrock/aws4_request, ")
    );
}

#[tokio::test]
async fn bedrock_reads_a_token_or_credentials_from_the_environment() {
    let find = |bearer: bool| {
        move |name: &str| {
            let value = match name {
                "AWS_REGION" => "us-west-2",
                "AWS_ACCESS_KEY_ID" => "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY" => "secret",
                "AWS_SESSION_TOKEN" => "session",
                "AWS_BEARER_TOKEN_BEDROCK" if bearer => "token",
                "OPENAI_API_KEY" => "openai-key",
                _ => return None,
            };
            Some(value.to_owned())
        }
    };
    let signed = Client::bedrock().load_env_from(find(false));
    let sent = send(signed.expect("settings")).await;
    assert!(sent.authorization.contains("/us-west-2/bedrock-mantle/"));
    assert_eq!(sent.session_token.as_deref(), Some("session"));
    let bearer = Client::bedrock().load_env_from(find(true));
    let sent = send(bearer.expect("settings")).await;
    assert_eq!(sent.authorization, "Bearer token");
    assert_eq!(sent.session_token, None);
}

#[tokio::test]
async fn a_client_certificate_is_exchanged_for_a_key() {
    let mock = MockTransport::default();
    let granted = json!({ "access_token": "key", "expires_in": 3600 });
    mock.on("/oauth/token", MockResponse::json(&granted));
    mock.on(
        "listModels",
        MockResponse::json(&json!({ "object": "list", "data": [] })),
    );
    let parameters = [
        ("identity_provider_id", "idp_1"),
        ("service_account_id", "sa_1"),
    ];
    let client = Client::mtls()
        .transport(mock.clone())
        .certificate_exchange(&parameters)
        .build()
        .expect("a client");
    client.models().list().await.expect("models");
    let requests = mock.requests();
    assert_eq!(requests[0].uri, "https://mtls.auth.openai.com/oauth/token");
    assert_eq!(
        requests[0].json(),
        json!({
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token_type": "urn:openai:params:oauth:token-type:x509",
            "identity_provider_id": "idp_1",
            "service_account_id": "sa_1",
        })
    );
    assert_eq!(requests[1].uri, "https://mtls.api.openai.com/v1/models");
    assert_eq!(requests[1].header("authorization"), Some("Bearer key"));
}
