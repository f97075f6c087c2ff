//! Other hosts of the same API: URLs and credentials of their calls.

use oasmith_runtime::auth::Credential;
use oasmith_runtime::request::{Form, Operation};
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{BoxError, Client, ClientBuilder, Error, ErrorKind, Upload};
use serde_json::json;

use crate::support::server::{Server, events, json as json_response, respond};
use crate::support::{Deployed, GetThing, PostThing, SERVICE};

const ENDPOINT: &str = "https://mine.test/";

fn dated() -> ClientBuilder {
    ClientBuilder::new(&SERVICE)
        .host("dated")
        .endpoint(ENDPOINT)
        .api_version("2026-01-01")
        .api_key("k1")
}

fn url_of<O: Operation>(client: &Client, body: serde_json::Value) -> Result<String, Error> {
    let request = client.call::<O>().json(&body).build()?;
    Ok(request.url().to_string())
}

fn environment(
    host: &str,
    pairs: &'static [(&'static str, &'static str)],
) -> Result<ClientBuilder, Error> {
    let lookup = move |name: &str| {
        let found = pairs.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    ClientBuilder::new(&SERVICE)
        .host(host)
        .load_env_from(lookup)
}

#[tokio::test]
async fn a_deployment_is_addressed_by_the_model_with_version_and_key_header() {
    let server = Server::start([json_response(200, "{}")]).await;
    let client = dated().endpoint(server.url()).build().unwrap();
    let body = json!({"model": "my model/4", "a": [1]});
    client.call::<Deployed>().json(&body).await.unwrap();
    let sent = server.only();
    assert_eq!(
        sent.target,
        "/v1/api/deployments/my%20model%2F4/chat/things?api-version=2026-01-01"
    );
    assert_eq!(sent.header("api-key"), Some("k1"));
    assert_eq!(sent.header("authorization"), None);
    assert!(sent.text().contains("\"model\":\"my model/4\""));
}

#[tokio::test]
async fn a_form_names_the_deployment_too() {
    let server = Server::start([json_response(200, "{}")]).await;
    let client = dated().endpoint(server.url()).build().unwrap();
    let form = Form::new()
        .file("file", Upload::from_bytes("a.wav", "bytes"))
        .text("model", "tape");
    client.call::<Deployed>().form(form).await.unwrap();
    let sent = server.only();
    assert_eq!(
        sent.target,
        "/v1/api/deployments/tape/chat/things?api-version=2026-01-01"
    );
    assert!(sent.text().contains("name=\"model\"\r\n\r\ntape\r\n"));
}

#[tokio::test]
async fn a_stream_is_sent_to_the_deployment_too() {
    let server = Server::start([events("data: {\"n\":1}\n\n")]).await;
    let client = dated().endpoint(server.url()).build().unwrap();
    let call = client.call::<Deployed>().json(&json!({"model": "m"}));
    let mut stream = call.stream().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 1);
    assert!(server.only().target.starts_with("/v1/api/deployments/m/"));
}

#[test]
fn other_operations_are_not_sent_to_a_deployment() {
    let client = dated().build().unwrap();
    assert_eq!(
        url_of::<PostThing>(&client, json!({"model": "m"})).unwrap(),
        "https://mine.test/api/things?api-version=2026-01-01"
    );
}

#[test]
fn a_base_url_that_names_a_deployment_is_unchanged() {
    let client = dated()
        .base_url("https://mine.test/api/deployments/fixed?api-version=1")
        .build()
        .unwrap();
    let url = url_of::<Deployed>(&client, json!({"model": "m"})).unwrap();
    assert!(
        url.starts_with("https://mine.test/api/deployments/fixed/chat/things?"),
        "{url}"
    );
}

#[test]
fn a_deployment_of_the_client_takes_precedence_over_the_model() {
    let client = dated().deployment("all").build().unwrap();
    let url = url_of::<Deployed>(&client, json!({"model": "m"})).unwrap();
    assert!(url.contains("/deployments/all/chat/things"), "{url}");
    assert!(url_of::<Deployed>(&client, json!({})).is_ok());
}

#[test]
fn a_body_without_a_model_is_an_error_for_a_deployment() {
    let client = dated().build().unwrap();
    for body in [
        json!({}),
        json!({"model": 1}),
        json!({"model": ""}),
        json!({"model": ".."}),
    ] {
        let error = url_of::<Deployed>(&client, body.clone()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{body}");
        assert_eq!(error.operation(), "deployed");
    }
    let error = url_of::<Deployed>(&client, json!({})).unwrap_err();
    assert!(error.message().contains("`model`"), "{error}");
}

#[tokio::test]
async fn a_token_is_fetched_for_every_request_and_replaces_the_key() {
    let mock = MockTransport::default();
    mock.fallback(|_| MockResponse::json(&json!({})));
    let token = Credential::from_fn(|| async { Ok::<_, BoxError>("t1") });
    let client = dated()
        .token(token)
        .transport(mock.clone())
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(
        (sent.header("authorization"), sent.header("api-key")),
        (Some("Bearer t1"), None)
    );
}

#[tokio::test]
async fn a_host_without_api_versions_rejects_one() {
    let mock = MockTransport::new([MockResponse::json(&json!({}))]);
    let client = ClientBuilder::new(&SERVICE)
        .host("plain")
        .endpoint("https://mine.test/api/v1/")
        .api_key("k1")
        .transport(mock.clone())
        .build()
        .unwrap();
    let call = client.call::<Deployed>().json(&json!({"model": "m"}));
    call.await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.uri, "https://mine.test/api/v1/chat/things");
    assert_eq!(sent.header("api-key"), Some("k1"));
    let error = ClientBuilder::new(&SERVICE)
        .host("plain")
        .endpoint(ENDPOINT)
        .api_version("1")
        .build();
    assert!(error.unwrap_err().message().contains("no API versions"));
}

#[tokio::test]
async fn a_host_ignores_the_environment_variables_of_the_service() {
    let pairs: &[_] = &[
        ("TESTING_KEY", "service-key"),
        ("TESTING_BASE_URL", "https://service.test"),
        ("TESTING_TENANT", "t"),
        ("TESTING_HEADERS", "X-One: 1"),
        ("DATED_ENDPOINT", "https://mine.test"),
        ("DATED_VERSION", "v7"),
        ("DATED_KEY", "host-key"),
    ];
    let mock = MockTransport::new([MockResponse::json(&json!({}))]);
    let builder = environment("dated", pairs).unwrap();
    let client = builder.transport(mock.clone()).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.uri, "https://mine.test/api/things?api-version=v7");
    assert_eq!(sent.header("api-key"), Some("host-key"));
    for absent in ["authorization", "testing-tenant", "x-one"] {
        assert_eq!(sent.header(absent), None, "{absent}");
    }
}

#[tokio::test]
async fn options_for_the_service_are_not_sent_to_another_host() {
    let mock = MockTransport::new([]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key("service-key")
        .credential("AdminAuth", "admin-key")
        .header("authorization", "Bearer service-key")
        .host("dated")
        .endpoint(ENDPOINT)
        .api_version("1")
        .transport(mock.clone())
        .build()
        .unwrap();
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_token_takes_precedence_over_a_key_and_code_over_the_environment() {
    let pairs: &[_] = &[
        ("DATED_ENDPOINT", "https://mine.test"),
        ("DATED_VERSION", "v7"),
        ("DATED_KEY", "key"),
        ("DATED_TOKEN", "token"),
    ];
    let mock = MockTransport::default();
    mock.fallback(|_| MockResponse::json(&json!({})));
    let builder = environment("dated", pairs).unwrap();
    let client = builder.transport(mock.clone()).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(
        (sent.header("authorization"), sent.header("api-key")),
        (Some("Bearer token"), None)
    );
    let find = |name: &str| {
        let found = pairs.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let builder = dated().api_version("v8").load_env_from(find).unwrap();
    let client = builder.transport(mock.clone()).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.uri, "https://mine.test/api/things?api-version=v8");
    assert_eq!(sent.header("api-key"), Some("k1"));
}

#[test]
fn a_host_reports_missing_settings_and_their_variables() {
    let service = || ClientBuilder::new(&SERVICE);
    let cases = [
        (service().host("nowhere").build(), "`nowhere`"),
        (
            service().host("dated").api_version("1").build(),
            "DATED_ENDPOINT",
        ),
        (
            service().host("dated").endpoint(ENDPOINT).build(),
            "DATED_VERSION",
        ),
        (
            service().host("dated").endpoint("mine").build(),
            "invalid `endpoint`: `mine` has no scheme; expected a URL such as `http://mine`",
        ),
    ];
    for (built, expected) in cases {
        let error = built.unwrap_err();
        assert!(error.message().contains(expected), "{expected}: {error}");
    }
    let error = environment("dated", &[("TESTING_KEY", "k")]).unwrap_err();
    assert!(
        error.message().contains("DATED_KEY or DATED_TOKEN"),
        "{error}"
    );
}

#[tokio::test]
async fn a_redirect_to_another_origin_does_not_carry_the_key_of_a_host() {
    let server = Server::start([json_response(200, r#"{"id":"x"}"#)]).await;
    let target = format!("{}/elsewhere", server.other_url());
    let first = Server::start([respond(302, &[("location", &target)], "")]).await;
    let client = dated().endpoint(first.url()).build().unwrap();
    client.call::<GetThing>().path("id", "x").await.unwrap();
    assert_eq!(first.only().header("api-key"), Some("k1"));
    let sent = server.only();
    assert_eq!(sent.header("api-key"), None);
    assert!(sent.headers.iter().all(|(_, value)| !value.contains("k1")));
}

#[test]
fn a_region_sets_the_base_url_and_excludes_another_one() {
    let service = || ClientBuilder::new(&SERVICE).api_key("k");
    let client = service().region("eu").build().unwrap();
    assert_eq!(
        client.base_url().unwrap().as_str(),
        "https://eu.testing.invalid/v1"
    );
    let wrong = [
        service().region("mars"),
        service().region("eu").base_url("https://other.test"),
        service().base_url("https://other.test").region("eu"),
        service().host("plain").region("eu"),
    ];
    for builder in wrong {
        assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::Request);
    }
}

#[test]
fn a_region_takes_precedence_over_the_base_url_in_the_environment() {
    let find = |name: &str| (name == "TESTING_BASE_URL").then(|| "https://env.test".to_owned());
    let before = ClientBuilder::new(&SERVICE).api_key("k").region("us");
    let before = before.load_env_from(find).unwrap();
    let after = ClientBuilder::new(&SERVICE).api_key("k");
    let after = after.load_env_from(find).unwrap().region("us");
    for builder in [before, after] {
        let client = builder.build().unwrap();
        assert_eq!(
            client.base_url().unwrap().as_str(),
            "https://us.testing.invalid/v1"
        );
    }
}

#[test]
fn a_host_may_have_an_endpoint_for_each_region() {
    let url = |builder: ClientBuilder| {
        let client = builder.build().unwrap();
        client.base_url().unwrap().to_string()
    };
    let cloud = || ClientBuilder::new(&SERVICE).host("cloud").token("t");
    assert_eq!(
        url(cloud().region("eu-west-1")),
        "https://api.eu-west-1.cloud.invalid/v1"
    );
    let found = environment(
        "cloud",
        &[("CLOUD_REGION", "us-east-1"), ("CLOUD_TOKEN", "t")],
    );
    assert_eq!(
        url(found.unwrap()),
        "https://api.us-east-1.cloud.invalid/v1"
    );
    let pairs = &[
        ("CLOUD_ENDPOINT", "https://mine.test"),
        ("CLOUD_REGION", "us-east-1"),
        ("CLOUD_TOKEN", "t"),
    ];
    assert_eq!(
        url(environment("cloud", pairs).unwrap()),
        "https://mine.test/v1"
    );
    let none = cloud().build().unwrap_err();
    assert!(
        none.message().contains("CLOUD_ENDPOINT or CLOUD_REGION"),
        "{none}"
    );
    for region in ["", "a.b", "evil.test/", "x@y", "eu west"] {
        let error = cloud().region(region).build().unwrap_err();
        assert!(
            error.message().contains("invalid region"),
            "{region}: {error}"
        );
    }
    let both = cloud().endpoint("https://mine.test").region("eu");
    assert!(
        both.build()
            .unwrap_err()
            .message()
            .contains("cannot be combined")
    );
}

#[tokio::test]
async fn a_host_may_have_one_endpoint_for_all() {
    let mock = MockTransport::new([MockResponse::json(&json!({}))]);
    let builder = environment("strict", &[("TESTING_KEY", "k1")]).unwrap();
    let client = builder.transport(mock.clone()).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    let sent = mock.last_request().unwrap();
    assert_eq!(sent.uri, "https://strict.testing.invalid/v1/things");
    assert_eq!(sent.header("authorization"), Some("Bearer k1"));
}
