//! Base URLs of services that do not name a complete server.

use oasmith_runtime::ClientBuilder;
use oasmith_runtime::generated::ServiceSpec;

static NOWHERE: ServiceSpec = ServiceSpec {
    base_url_env: &["NOWHERE_BASE_URL"],
    ..ServiceSpec::new("Nowhere", "")
};
static RELATIVE: ServiceSpec = ServiceSpec::new("Relative", "/api/v1");

#[test]
fn a_service_without_a_server_requires_a_base_url() {
    let error = ClientBuilder::new(&NOWHERE).build().unwrap_err();
    for expected in ["requires `base_url`", "NOWHERE_BASE_URL", "has no server"] {
        assert!(error.message().contains(expected), "{error}");
    }
    let error = ClientBuilder::new(&RELATIVE).build().unwrap_err();
    assert!(error.message().contains("the path `/api/v1`"), "{error}");
    let client = ClientBuilder::new(&NOWHERE).base_url("http://host.test/x");
    let client = client.build().unwrap();
    assert_eq!(client.base_url().unwrap().as_str(), "http://host.test/x");
}

#[test]
fn the_path_of_a_relative_server_follows_a_base_url_without_a_path() {
    let base_url = |url: &str| {
        let client = ClientBuilder::new(&RELATIVE).base_url(url).build();
        client.unwrap().base_url().unwrap().to_string()
    };
    for (given, expected) in [
        ("http://host.test", "http://host.test/api/v1"),
        ("http://host.test/?k=1", "http://host.test/api/v1?k=1"),
        ("http://host.test/api/v1", "http://host.test/api/v1"),
        ("http://host.test/proxy", "http://host.test/proxy"),
    ] {
        assert_eq!(base_url(given), expected);
    }
}
