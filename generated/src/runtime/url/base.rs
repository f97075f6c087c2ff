//! Base URLs: which ones are accepted, and how errors describe invalid ones.

use std::net::IpAddr;

use reqwest::Url;

/// Parses a base URL. It must be absolute, with the scheme `http` or `https`, and without credentials.
///
/// # Errors
/// Returns a message that names the setting and shows the expected form.
pub(crate) fn parse_base_url(setting: &str, given: &str) -> Result<Url, String> {
    let given = given.trim();
    // A user name, password or query may be a secret.
    let shown = match given.contains('@') {
        true => "the URL",
        false => given.split(['?', '#']).next().unwrap_or_default(),
    };
    let invalid = |reason: &str, expected: &str| {
        format!("invalid `{setting}`: `{shown}` {reason}; expected a URL such as `{expected}`")
    };
    if !given.contains("://") {
        let expected = match shown.trim_start_matches('/') {
            "" | "the URL" => EXAMPLE.to_owned(),
            rest => with_scheme(rest),
        };
        let reason = match given.is_empty() {
            true => "is empty",
            false => "has no scheme",
        };
        return Err(invalid(reason, &expected));
    }
    let url =
        Url::parse(given).map_err(|error| invalid(&format!("is not a URL: {error}"), EXAMPLE))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        let reason = format!("must start with http:// or https://, not {}:", url.scheme());
        return Err(invalid(&reason, EXAMPLE));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("must not contain a user name or password", EXAMPLE));
    }
    if url.fragment().is_some() {
        return Err(invalid("must not have a fragment", EXAMPLE));
    }
    Ok(url)
}

const EXAMPLE: &str = "https://example.com/v1";

/// Adds the scheme that a URL without one probably has.
fn with_scheme(rest: &str) -> String {
    let https = format!("https://{rest}");
    match Url::parse(&https) {
        Ok(url) if is_local(&url) => format!("http://{rest}"),
        Ok(_) => https,
        Err(_) => EXAMPLE.to_owned(),
    }
}

/// Returns whether a URL refers to this machine or to a private network.
pub(crate) fn is_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    match host.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_unspecified(),
        Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unspecified(),
        Err(_) => {
            let is_below = |domain| host.ends_with(domain);
            !host.contains('.')
                || [".local", ".localhost", ".internal"]
                    .into_iter()
                    .any(is_below)
        }
    }
}

/// Returns a path without the longest of these suffixes, each of which starts with a slash. Slashes at the end are
/// ignored.
pub(crate) fn strip_suffix<'a>(path: &'a str, suffixes: &[&str]) -> &'a str {
    let path = path.trim_end_matches('/');
    let stripped = suffixes
        .iter()
        .filter(|suffix| suffix.len() > 1)
        .filter_map(|suffix| path.strip_suffix(suffix));
    let shortest = stripped.min_by_key(|rest| rest.len()).unwrap_or(path);
    shortest.trim_end_matches('/')
}
