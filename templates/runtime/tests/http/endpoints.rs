//! Base URLs and endpoints in the forms in which people paste them.

use oasmith_runtime::{Client, ClientBuilder, ErrorKind};
use serde_json::json;

use crate::support::{Deployed, KEY, PostThing, SERVICE};

/// Returns the URL of a call with a deployment, and of one without.
fn urls(client: &Client) -> (String, String) {
    let body = json!({"model": "dep-1"});
    let url = |request: oasmith_runtime::request::Request| request.url().to_string();
    (
        url(client
            .call::<Deployed>()
            .json(&body)
            .build()
            .expect("a request")),
        url(client
            .call::<PostThing>()
            .json(&body)
            .build()
            .expect("a request")),
    )
}

fn host(name: &str, endpoint: &str) -> ClientBuilder {
    ClientBuilder::new(&SERVICE)
        .host(name)
        .endpoint(endpoint)
        .api_key(KEY)
}

#[test]
fn each_form_of_an_endpoint_leads_to_the_same_urls() {
    for endpoint in [
        "https://mine.test",
        "https://mine.test/",
        " https://mine.test/api ",
        "https://mine.test/api/",
        "https://mine.test/api/v1",
        "https://mine.test/api/v1/",
        "https://mine.test/api/v1/chat/things",
        "https://mine.test/api/deployments/dep-1",
        "https://mine.test/api/deployments/dep-1/",
        "https://mine.test/api/deployments/dep-1/chat/things?api-version=2025-01-01",
        "https://mine.test/api/deployments/dep-1/unknown/path?api-version=2025-01-01",
        // Operations and channels that no deployment serves.
        "https://mine.test/api/things",
        "https://mine.test/api/things/a",
        "https://mine.test/api/v1/things/a",
        "https://mine.test/api/listen?api-version=2025-01-01&deployment=dep-1",
        "https://mine.test/api/v1/listen",
        // Another API at the same host.
        "https://mine.test/things/chat/things",
        "https://mine.test/things",
    ] {
        let dated = host("dated", endpoint)
            .api_version("2026-01-01")
            .build()
            .expect("a client");
        let (deployed, other) = urls(&dated);
        let expected = "https://mine.test/api/deployments/dep-1/chat/things?api-version=2026-01-01";
        assert_eq!(deployed, expected, "{endpoint}");
        assert_eq!(
            other, "https://mine.test/api/things?api-version=2026-01-01",
            "{endpoint}"
        );
        let plain = host("plain", endpoint).build().expect("a client");
        let (deployed, other) = urls(&plain);
        assert_eq!(
            deployed, "https://mine.test/api/v1/chat/things",
            "{endpoint}"
        );
        assert_eq!(other, "https://mine.test/api/v1/things", "{endpoint}");
    }
}

#[test]
fn the_path_of_a_gateway_and_other_parameters_of_an_endpoint_are_kept() {
    let client = host("dated", "https://gate.test/team/a?tenant=7")
        .api_version("1")
        .build();
    let (deployed, _) = urls(&client.expect("a client"));
    let expected =
        "https://gate.test/team/a/api/deployments/dep-1/chat/things?tenant=7&api-version=1";
    assert_eq!(deployed, expected);
    let client = host("plain", "https://gate.test/v1/api?tenant=7").build();
    let (deployed, _) = urls(&client.expect("a client"));
    assert_eq!(deployed, "https://gate.test/v1/api/v1/chat/things?tenant=7");
}

#[test]
fn a_pasted_version_and_deployment_are_used_unless_others_are_set() {
    let pasted = "https://mine.test/api/deployments/my%20model/chat/things?api-version=2025-01-01";
    let (deployed, other) = urls(&host("dated", pasted).build().expect("a client"));
    assert_eq!(deployed, pasted);
    assert_eq!(other, "https://mine.test/api/things?api-version=2025-01-01");
    let builders = [
        host("dated", pasted).api_version("2").deployment("mine"),
        ClientBuilder::new(&SERVICE)
            .host("dated")
            .api_key(KEY)
            .api_version("2")
            .deployment("mine")
            .endpoint(pasted),
    ];
    for builder in builders {
        let (deployed, _) = urls(&builder.build().expect("a client"));
        assert_eq!(
            deployed,
            "https://mine.test/api/deployments/mine/chat/things?api-version=2"
        );
    }
    let base = host("dated", "https://mine.test").api_version("2");
    let base = base.base_url("https://mine.test/api/deployments/x?api-version=1&a=b");
    let (deployed, _) = urls(&base.build().expect("a client"));
    assert_eq!(
        deployed,
        "https://mine.test/api/deployments/x/chat/things?a=b&api-version=2"
    );
}

#[test]
fn a_pasted_channel_names_its_deployment() {
    let pasted = "https://mine.test/api/listen?api-version=2025-01-01&deployment=voice";
    let (deployed, other) = urls(&host("dated", pasted).build().expect("a client"));
    let expected = "https://mine.test/api/deployments/voice/chat/things?api-version=2025-01-01";
    assert_eq!(deployed, expected);
    assert_eq!(other, "https://mine.test/api/things?api-version=2025-01-01");
}

#[test]
fn the_url_of_the_service_itself_is_completed() {
    for (base, expected) in [
        (
            "https://api.testing.invalid",
            "https://api.testing.invalid/v1/things",
        ),
        (
            "https://api.testing.invalid/",
            "https://api.testing.invalid/v1/things",
        ),
        (
            "https://eu.testing.invalid",
            "https://eu.testing.invalid/v1/things",
        ),
        (
            "https://api.testing.invalid/v2",
            "https://api.testing.invalid/v2/things",
        ),
        (
            "https://api.testing.invalid:8443",
            "https://api.testing.invalid:8443/things",
        ),
        ("https://other.invalid", "https://other.invalid/things"),
    ] {
        let client = ClientBuilder::new(&SERVICE).api_key(KEY).base_url(base);
        let client = client.build().expect("a client");
        assert_eq!(urls(&client).1, expected, "{base}");
    }
}

#[test]
fn the_path_of_an_operation_is_removed_from_a_base_url() {
    for (base, expected) in [
        ("https://a.test/v1/chat/things", "https://a.test/v1/things"),
        (
            "https://a.test/v1/generate/?x=y",
            "https://a.test/v1/things?x=y",
        ),
        (
            "https://a.test/v1/regenerate",
            "https://a.test/v1/regenerate/things",
        ),
        ("https://a.test/things", "https://a.test/things"),
        ("https://a.test/v1//", "https://a.test/v1/things"),
    ] {
        let client = ClientBuilder::new(&SERVICE)
            .api_key(KEY)
            .base_url(base)
            .build();
        let client = client.expect("a client");
        assert_eq!(urls(&client).1, expected, "{base}");
    }
}

#[test]
fn a_url_that_cannot_be_used_is_rejected_with_its_setting_and_the_expected_form() {
    let explicit = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url("localhost:8080/v1");
    let from_env = ClientBuilder::new(&SERVICE).load_env_from(|name| match name {
        "TESTING_KEY" => Some(KEY.to_owned()),
        "TESTING_BASE_URL" => Some("api.test/v1".to_owned()),
        _ => None,
    });
    let endpoint_from_env = ClientBuilder::new(&SERVICE)
        .host("plain")
        .load_env_from(|name| {
            let value = match name {
                "DATED_KEY" => KEY,
                "DATED_ENDPOINT" => "mine.test",
                _ => return None,
            };
            Some(value.to_owned())
        });
    let cases = [
        (explicit, "`base_url`", "`http://localhost:8080/v1`"),
        (
            from_env.expect("a builder"),
            "`TESTING_BASE_URL`",
            "`https://api.test/v1`",
        ),
        (
            endpoint_from_env.expect("a builder"),
            "`DATED_ENDPOINT`",
            "`https://mine.test`",
        ),
        (host("plain", "ftp://mine.test"), "`endpoint`", "https://"),
    ];
    for (builder, setting, expected) in cases {
        let error = builder.build().expect_err(setting);
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.message().contains(setting), "{error}");
        assert!(error.message().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn a_missing_key_on_a_local_server_suggests_none() {
    let from_env = |url: &'static str| {
        let builder = ClientBuilder::new(&SERVICE).base_url(url);
        builder.load_env_from(|_| None)
    };
    let hint = "`.without_credentials()`";
    for url in [
        "http://localhost:1234/v1",
        "http://127.0.0.1:1",
        "http://192.168.0.9/v1",
    ] {
        let error = from_env(url).expect_err(url);
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert!(error.message().contains(hint), "{error}");
        let client = ClientBuilder::new(&SERVICE)
            .base_url(url)
            .build()
            .expect("a client");
        let error = client.call::<PostThing>().await.expect_err(url);
        assert!(error.message().contains(hint), "{error}");
    }
    let error = from_env("https://api.test/v1").expect_err("no key");
    assert!(!error.message().contains(hint), "{error}");
    // Without credentials, no key is required, and none is read.
    let builder = ClientBuilder::new(&SERVICE).without_credentials();
    assert!(
        builder
            .load_env_from(|_| None)
            .expect("a builder")
            .build()
            .is_ok()
    );
}
