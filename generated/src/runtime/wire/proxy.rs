//! The proxies of the environment.

use std::env;

/// The variables that name proxies, in the order in which they are reported.
const VARIABLES: &[&str] = &[
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
];

/// The schemes of proxies that HTTP connections support.
const SCHEMES: &[&str] = &["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

/// Describes the first proxy of the environment that cannot be used. Without the error, it would be ignored, and requests
/// would bypass it.
pub(crate) fn unusable_proxy() -> Option<String> {
    let value = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if ["NO_PROXY", "no_proxy"]
        .into_iter()
        .any(|name| value(name).as_deref() == Some("*"))
    {
        return None;
    }
    VARIABLES
        .iter()
        .find_map(|name| Some((name, problem(&value(name)?)?)))
        .map(|(name, problem)| format!("the proxy in the environment variable `{name}` {problem}"))
}

/// Returns why a proxy cannot be used. The reason does not contain the user name and password.
fn problem(proxy: &str) -> Option<String> {
    let (scheme, rest) = proxy.split_once("://").unwrap_or(("http", proxy));
    if !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
        let schemes = SCHEMES.join("`, `");
        return Some(format!("has the scheme `{scheme}`; expected `{schemes}`"));
    }
    let is_valid = proxy
        .parse()
        .is_ok_and(|url: http::Uri| url.authority().is_some());
    let has_host = !rest.trim_start_matches('/').is_empty();
    (!is_valid || !has_host).then(|| "is not a URL such as `http://proxy.example:8080`".to_owned())
}
