//! Base URLs: which ones are accepted, and how errors describe invalid ones.

use std::net::IpAddr;

use reqwest::Url;

/// Parses a base URL. It must be absolute, with the scheme `http` or `https`, and without credentials.
///
/// # Errors
/// Returns a message that names the setting and shows the expected form.
pub(crate) fn parse_base_url(setting: &str, given: &str) -> Result<Url, String> {
    let given = without_wrapping(given);
    // A user name, password or query may be a secret.
    let shown = match given.contains('@') {
        true => "the URL",
        false => given.split(['?', '#']).next().unwrap_or_default(),
    };
    let invalid = |reason: &str, expected: &str| {
        format!("invalid `{setting}`: `{shown}` {reason}; expected a URL such as `{expected}`")
    };
    let corrected = || match shown {
        "the URL" => EXAMPLE.to_owned(),
        shown => corrected(shown),
    };
    if !given.contains("://") {
        let reason = match given.is_empty() {
            true => "is empty",
            false => "has no scheme",
        };
        return Err(invalid(reason, &corrected()));
    }
    if let Some(reason) = misplaced(given) {
        return Err(invalid(reason, &corrected()));
    }
    let url =
        Url::parse(given).map_err(|error| invalid(&format!("is not a URL: {error}"), EXAMPLE))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        let reason = format!("must start with http:// or https://, not {}:", url.scheme());
        return Err(invalid(&reason, &corrected()));
    }
    if matches!(url.host_str(), Some("http" | "https")) {
        return Err(invalid("has two schemes", &corrected()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("must not contain a user name or password", EXAMPLE));
    }
    if url.fragment().is_some() {
        return Err(invalid("must not have a fragment", &corrected()));
    }
    Ok(with_single_slashes(url))
}

const EXAMPLE: &str = "https://example.com/v1";

/// Removes quotes, angle brackets, whitespace and invisible characters around a URL, which are often copied with it.
fn without_wrapping(given: &str) -> &str {
    given.trim_matches(|c: char| {
        let is_quote = matches!(c, '"' | '\'' | '`' | '<' | '>' | '\u{2018}'..='\u{201f}');
        let is_invisible = matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
        is_quote || is_invisible || c.is_whitespace() || c.is_control()
    })
}

/// Returns what is wrong with characters that parsing would accept or remove.
fn misplaced(given: &str) -> Option<&'static str> {
    let before_query = given.split(['?', '#']).next().unwrap_or_default();
    if before_query.contains(['{', '}', '$']) {
        Some("contains a placeholder")
    } else if before_query.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Some("contains whitespace")
    } else if before_query.contains('\\') {
        Some("contains a backslash")
    } else {
        None
    }
}

/// Returns the URL that was probably meant: with one scheme, and without backslashes.
fn corrected(given: &str) -> String {
    let given = given.replace('\\', "/");
    let (mut rest, mut scheme) = (given.as_str(), None);
    while let Some((found, after)) = split_scheme(rest) {
        (scheme, rest) = (Some(found), after);
    }
    let rest = rest.trim_start_matches('/');
    let https = format!("https://{rest}");
    let Ok(url) = Url::parse(&https) else {
        return EXAMPLE.to_owned();
    };
    if rest.is_empty() || misplaced(rest).is_some() {
        return EXAMPLE.to_owned();
    }
    match scheme {
        Some(scheme) => format!("{scheme}://{rest}"),
        None if is_local(&url) => format!("http://{rest}"),
        None => https,
    }
}

/// Splits off a scheme, even if its slashes or its colon are missing. Returns the corresponding scheme of HTTP.
fn split_scheme(url: &str) -> Option<(&'static str, &str)> {
    const SCHEMES: [(&str, &str); 4] = [
        ("https", "https"),
        ("http", "http"),
        ("wss", "https"),
        ("ws", "http"),
    ];
    SCHEMES.into_iter().find_map(|(name, scheme)| {
        let (start, rest) = url.split_at_checked(name.len())?;
        let is_separated = rest.starts_with(':') || rest.starts_with("//");
        let rest = rest.trim_start_matches([':', '/']);
        (start.eq_ignore_ascii_case(name) && is_separated).then_some((scheme, rest))
    })
}

/// Replaces several slashes in a path with one, unless they are part of a URL inside of the path.
fn with_single_slashes(mut url: Url) -> Url {
    if url.path().contains("//") {
        let mut path = String::new();
        for c in url.path().chars() {
            if c != '/' || !path.ends_with('/') || path.ends_with(":/") {
                path.push(c);
            }
        }
        url.set_path(&path);
    }
    url
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

/// Returns a path without the longest of these suffixes, each of which starts with a slash. Slashes at the end, and case,
/// are ignored.
pub(crate) fn strip_suffix<'a>(path: &'a str, suffixes: &[&str]) -> &'a str {
    let path = path.trim_end_matches('/');
    let stripped = suffixes
        .iter()
        .filter(|suffix| suffix.len() > 1)
        .filter_map(|suffix| {
            let (rest, end) = path.split_at_checked(path.len().checked_sub(suffix.len())?)?;
            end.eq_ignore_ascii_case(suffix).then_some(rest)
        });
    let shortest = stripped.min_by_key(|rest| rest.len()).unwrap_or(path);
    shortest.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_base_url_is_shown_with_the_expected_form() {
        let cases = [
            ("localhost:8080/v1", "`http://localhost:8080/v1`"),
            ("192.168.1.7:1234", "`http://192.168.1.7:1234`"),
            (
                "api.example.org/v1?key=secret",
                "`https://api.example.org/v1`",
            ),
            ("//api.example.org", "`https://api.example.org`"),
            ("", "is empty"),
            ("ftp://api.example.org", "not ftp:"),
            ("https://", EXAMPLE),
            ("https://<your-name>.example.org", EXAMPLE),
            ("https://me:secret@api.example.org", "user name or password"),
            ("https://api.example.org/#secret", "fragment"),
            ("https:/api.example.org/v1", "`https://api.example.org/v1`"),
            ("http//api.example.org/v1", "`http://api.example.org/v1`"),
            (
                "https:\\\\api.example.org\\v1",
                "`https://api.example.org/v1`",
            ),
            (
                "https://https://api.example.org",
                "`https://api.example.org`",
            ),
            ("wss://api.example.org/v1", "`https://api.example.org/v1`"),
            ("ws://[::1]:8080/v1", "`http://[::1]:8080/v1`"),
            ("https://${HOST}/v1", "placeholder"),
            ("https://{name}.example.org", "placeholder"),
            ("https://api.example.org/v 1", "whitespace"),
            ("https://api.example.org/v1\n/x", "whitespace"),
            ("https://api.example.org\\v1", "backslash"),
            ("$BASE_URL", EXAMPLE),
        ];
        for (given, expected) in cases {
            let message = parse_base_url("base_url", given).expect_err(given);
            assert!(message.starts_with("invalid `base_url`: "), "{message}");
            assert!(
                message.contains("expected a URL such as `http"),
                "{message}"
            );
            assert!(message.contains(expected), "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn what_surrounds_a_pasted_base_url_is_ignored() {
        for given in [
            " https://api.example.org/v1 \r\n",
            "\"https://api.example.org/v1\"",
            "'https://api.example.org/v1'",
            "<https://api.example.org/v1>",
            "`HTTPS://API.example.org/v1`",
            "\u{201c}https://api.example.org/v1\u{201d}",
            "\u{feff}https://api.example.org//v1\u{200b}",
        ] {
            let url = parse_base_url("base_url", given).expect(given);
            assert_eq!(url.as_str(), "https://api.example.org/v1", "{given:?}");
        }
        let nested = "https://proxy.example.org/https://api.example.org//v1";
        let url = parse_base_url("base_url", nested).expect("a URL");
        assert_eq!(url.path(), "/https://api.example.org/v1");
    }

    #[test]
    fn local_hosts_are_recognized() {
        for url in [
            "http://localhost:1",
            "http://127.0.0.1",
            "http://[::1]:8000",
            "http://10.0.0.3",
            "http://ollama:11434",
            "http://box.local",
        ] {
            assert!(Url::parse(url).is_ok_and(|url| is_local(&url)), "{url}");
        }
        for url in ["https://api.example.org", "https://8.8.8.8"] {
            assert!(Url::parse(url).is_ok_and(|url| !is_local(&url)), "{url}");
        }
    }

    #[test]
    fn only_entire_segments_are_removed_from_a_path() {
        let suffixes = ["/completions", "/chat/completions"];
        assert_eq!(strip_suffix("/v1/chat/completions/", &suffixes), "/v1");
        assert_eq!(
            strip_suffix("/v1/xcompletions", &suffixes),
            "/v1/xcompletions"
        );
        assert_eq!(strip_suffix("/V1/Chat/Completions", &suffixes), "/V1");
        assert_eq!(strip_suffix("/ü", &suffixes), "/ü");
        assert_eq!(strip_suffix("/", &suffixes), "");
    }
}
