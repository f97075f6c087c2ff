//! Configuration of signatures: credentials, regions, and precedence.

use std::collections::BTreeMap;

use oasmith_runtime::auth::{AwsCredentials, SigV4};
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{ClientBuilder, Error, ErrorKind};
use serde_json::json;

use crate::signing::{SECRET, credentials, signed};
use crate::support::*;

fn from_environment(pairs: &[(&str, &str)]) -> Result<ClientBuilder, Error> {
    let pairs: BTreeMap<String, String> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let builder = ClientBuilder::new(&SERVICE).host("signed");
    builder.load_env_from(move |name| pairs.get(name).cloned())
}

#[tokio::test]
async fn a_key_or_token_takes_precedence_over_a_signature() {
    let mock = MockTransport::default();
    mock.fallback(|_| MockResponse::json(&json!({})));
    let environment = [
        ("SIGNED_REGION", "eu-west-1"),
        ("SIGNED_TOKEN", "t1"),
        ("SIGNED_ID", "AKID"),
        ("SIGNED_SECRET", SECRET),
    ];
    let builders = [
        signed().token("t1").sign(credentials()),
        signed().sign(credentials()).token("t1"),
        signed().sign(credentials()).api_key("t1"),
        from_environment(&environment).unwrap(),
    ];
    for builder in builders {
        let client = builder.transport(mock.clone()).build().unwrap();
        client.call::<PostThing>().await.unwrap();
        let sent = mock.last_request().unwrap();
        assert_eq!(sent.header("authorization"), Some("Bearer t1"));
        assert_eq!(sent.header("x-amz-date"), None);
    }
    let client = signed().sign(credentials()).transport(mock.clone());
    let call = client.build().unwrap().call::<PostThing>();
    call.header("authorization", "Bearer mine").await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.header("authorization"), Some("Bearer mine"));
    assert_eq!(sent.header("x-amz-date"), None);
}

#[tokio::test]
async fn environment_variables_set_region_and_credentials_for_signing() {
    let mock = MockTransport::new([MockResponse::json(&json!({}))]);
    let all = [
        ("SIGNED_REGION", "us-east-1"),
        ("SIGNED_ID", "AKID\n"),
        ("SIGNED_SECRET", SECRET),
        ("SIGNED_SESSION", "of-the-session\n"),
    ];
    let client = from_environment(&all).unwrap().transport(mock.clone());
    client.build().unwrap().call::<PostThing>().await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.uri, "https://api.us-east-1.signed.invalid/v1/things");
    assert_eq!(sent.header("x-amz-security-token"), Some("of-the-session"));
    let authorization = sent.header("authorization").unwrap();
    assert!(
        authorization.contains("Credential=AKID/"),
        "{authorization}"
    );
    assert!(
        authorization.contains("/us-east-1/office/"),
        "{authorization}"
    );
    for name in ["authorization", "x-amz-security-token"] {
        assert!(sent.headers[name].is_sensitive(), "{name}");
    }
    let half = from_environment(&all[..2]).unwrap_err();
    assert!(half.message().contains("SIGNED_SECRET"), "{half}");
    let none = from_environment(&all[..1]).unwrap_err();
    assert!(
        none.message().contains("SIGNED_TOKEN or SIGNED_ID"),
        "{none}"
    );
}

#[tokio::test]
async fn a_signature_names_the_region_of_the_endpoint_or_an_explicit_one() {
    let mock = MockTransport::default();
    mock.fallback(|_| MockResponse::json(&json!({})));
    let host = || ClientBuilder::new(&SERVICE).host("signed");
    let variables = [
        ("SIGNED_ENDPOINT", "https://mine.test"),
        ("SIGNED_REGION", "eu-north-1"),
    ];
    let cases = [
        (host().region("eu-west-1"), "eu-west-1"),
        (
            host().endpoint("https://api.eu-west-2.signed.invalid"),
            "eu-west-2",
        ),
        (
            host().base_url("https://api.eu-west-2.signed.invalid/v1"),
            "eu-west-2",
        ),
        (
            host().endpoint("https://mine.test").region("eu-west-3"),
            "eu-west-3",
        ),
        (
            host().region("eu-west-3").endpoint("https://mine.test"),
            "eu-west-3",
        ),
    ];
    let mut built: Vec<_> = cases
        .map(|(host, region)| (host.sign(credentials()), region))
        .into();
    let lookup = move |name: &str| {
        let found = variables.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let of_environment = host().sign(credentials()).load_env_from(lookup);
    built.push((of_environment.unwrap(), "eu-north-1"));
    for (builder, region) in built {
        let client = builder.transport(mock.clone()).build().unwrap();
        client.call::<PostThing>().await.unwrap();
        let sent = mock.last_request().unwrap();
        let scope = format!("/{region}/office/aws4_request");
        assert!(
            sent.header("authorization").unwrap().contains(&scope),
            "{scope}"
        );
        // A derived client with another region names that region.
        let other = client.with_options(|options| options.region("ap-south-1"));
        other.unwrap().call::<PostThing>().await.unwrap();
        let sent = mock.last_request().unwrap();
        assert!(
            sent.header("authorization")
                .unwrap()
                .contains("/ap-south-1/")
        );
    }
    let sent = mock.requests().len();
    let nowhere = host().endpoint("https://mine.test").sign(credentials());
    let nowhere = nowhere.transport(mock.clone()).build().unwrap();
    let error = nowhere.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.message().contains("region"), "{error}");
    assert_eq!(mock.requests().len(), sent);
}

#[tokio::test]
async fn a_signer_with_a_service_and_region_signs_for_any_host() {
    let mock = MockTransport::new([MockResponse::json(&json!({}))]);
    let signer = SigV4::new(credentials())
        .region("us-east-1")
        .service("execute-api");
    let client = ClientBuilder::new(&SERVICE).api_key(signer);
    let client = client.transport(mock.clone()).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last_request().unwrap();
    let authorization = sent.header("authorization").unwrap();
    assert!(
        authorization.contains("/us-east-1/execute-api/"),
        "{authorization}"
    );
    for builder in [
        ClientBuilder::new(&SERVICE),
        ClientBuilder::new(&SERVICE).host("cloud").region("eu"),
    ] {
        let error = builder.sign(credentials()).build().unwrap_err();
        assert!(error.message().contains("AWS signatures"), "{error}");
    }
}

#[tokio::test]
async fn invalid_signing_credentials_are_an_error_without_secrets() {
    let failing = || async { Err::<AwsCredentials, _>("vault is closed") };
    let cases = [
        (signed().sign(AwsCredentials::new("", SECRET)), "empty"),
        (signed().sign(AwsCredentials::new("AKID", " ")), "empty"),
        (
            signed().sign(AwsCredentials::new("A\nB", SECRET)),
            "not allowed in a header",
        ),
        (
            signed().sign(credentials().session_token("to\nken")),
            "not allowed in a header",
        ),
        (signed().sign(failing), "vault is closed"),
    ];
    for (builder, expected) in cases {
        let mock = MockTransport::new([MockResponse::json(&json!({}))]);
        let client = builder.transport(mock.clone()).build().unwrap();
        let error = client.call::<PostThing>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        let shown = format!("{error} {error:?} {client:?}");
        assert!(shown.contains(expected), "{shown}");
        assert!(
            !shown.contains(SECRET) && !shown.contains("ken\""),
            "{shown}"
        );
        assert!(mock.requests().is_empty());
    }
}
