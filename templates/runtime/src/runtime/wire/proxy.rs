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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_with_an_unsupported_scheme_is_named_without_its_password() {
        for proxy in [
            "socks://user:secret@h:1",
            "quic://user:secret@h:1",
            "socks6://h",
        ] {
            let problem = problem(proxy).expect("a problem");
            let scheme = proxy.split(':').next().expect("a scheme");
            assert!(problem.contains(&format!("`{scheme}`")), "{problem}");
            assert!(!problem.contains("secret"), "{problem}");
        }
        for proxy in ["http://", "http://a b:1", "a b"] {
            assert!(
                problem(proxy).expect("a problem").contains("not a URL"),
                "{proxy}"
            );
        }
    }

    #[test]
    fn usable_proxies_have_no_problem() {
        for proxy in [
            "proxy.example:8080",
            "http://proxy.example",
            "HTTP://proxy.example:1/",
            "https://user:secret@proxy.example:1",
            "socks4a://127.0.0.1:1080",
            "socks5h://[::1]:1080",
        ] {
            assert_eq!(problem(proxy), None, "{proxy}");
        }
    }
}
