//! Amazon Bedrock and workloads with certificates: where requests go and what proves them, as `spec/oasmith.toml` says.

use openai_typed::runtime::{AwsCredentials, BoxError};
use openai_typed::testing::{Answer, Mock};
use openai_typed::{Client, ClientBuilder};
use serde_json::json;

/// What is sent for a list of models.
async fn sent(builder: ClientBuilder) -> (String, String, Option<String>) {
    let mock = Mock::new([Answer::json(&json!({ "object": "list", "data": [] }))]);
    let client = builder.transport(mock.clone()).build().expect("a client");
    client.models().list().await.expect("models");
    let sent = mock.last().expect("a request");
    let header = |name| sent.header(name).map(str::to_owned);
    let authorization = header("authorization").expect("a proof");
    let token = header("x-amz-security-token");
    (sent.uri.to_string(), authorization, token)
}

#[tokio::test]
async fn bedrock_is_signed_for_by_the_name_of_its_endpoint() {
    let credentials = || AwsCredentials::new("AKIDEXAMPLE", "secret").session_token("session");
    let mantle = Client::bedrock().region("us-east-1").sign(credentials());
    let (url, authorization, token) = sent(mantle).await;
    assert_eq!(
        url,
        "https://bedrock-mantle.us-east-1.api.aws/openai/v1/models"
    );
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    assert!(authorization.contains("/us-east-1/bedrock-mantle/aws4_request, SignedHeaders=host;"));
    assert_eq!(token.as_deref(), Some("session"));

    let provider = move || async move { Ok::<_, BoxError>(credentials()) };
    let runtime = Client::bedrock_runtime().region("eu-west-1").sign(provider);
    let (url, authorization, _) = sent(runtime).await;
    assert_eq!(
        url,
        "https://bedrock-runtime.eu-west-1.amazonaws.com/openai/v1/models"
    );
    assert!(authorization.contains("/eu-west-1/bedrock/aws4_request, "));
}

#[tokio::test]
async fn the_environment_of_bedrock_has_a_bearer_token_or_credentials_to_sign_with() {
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
    let signed = Client::bedrock().environment_from(find(false));
    let (_, authorization, token) = sent(signed.expect("settings")).await;
    assert!(authorization.contains("/us-west-2/bedrock-mantle/"));
    assert_eq!(token.as_deref(), Some("session"));
    let bearer = Client::bedrock().environment_from(find(true));
    let (_, authorization, token) = sent(bearer.expect("settings")).await;
    assert_eq!((authorization.as_str(), token), ("Bearer token", None));
}

#[tokio::test]
async fn a_certificate_is_exchanged_for_a_key_where_connections_show_one() {
    let mock = Mock::default();
    let granted = json!({ "access_token": "key", "expires_in": 3600 });
    mock.on("/oauth/token", Answer::json(&granted));
    mock.on(
        "listModels",
        Answer::json(&json!({ "object": "list", "data": [] })),
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
