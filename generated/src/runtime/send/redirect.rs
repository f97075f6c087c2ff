//! Following redirects without taking anything along that is nobody else's business.
//!
//! In: a request that was sent and the answer's status and headers. Out: the request to send instead, or none.
//! Must not know: credentials; it only says whether the next request may carry them.

use http::{HeaderMap, Method, StatusCode, header};
use reqwest::Url;

/// How many redirects are followed in one attempt.
pub(crate) const LIMIT: u32 = 10;

/// Where to go next, and with what.
#[derive(Debug, PartialEq)]
pub(crate) struct Redirect {
    pub(crate) url: Url,
    pub(crate) method: Method,
    pub(crate) keeps_body: bool,
    /// Same scheme, host and port: everything may go along. Otherwise only what describes the wanted answer may.
    pub(crate) same_origin: bool,
}

/// The redirect an answer asks for, if it is one that may be followed.
///
/// To another origin goes neither a body nor anything that would change something there, and nothing that leaves TLS.
pub(crate) fn follow(
    url: &Url,
    method: &Method,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<Redirect> {
    let target = headers.get(header::LOCATION)?.to_str().ok()?;
    let target = url.join(target).ok()?;
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    let (method, keeps_body) = match status.as_u16() {
        307 | 308 => (method.clone(), true),
        301..=303 if is_read => (method.clone(), true),
        301 | 302 if *method != Method::POST => (method.clone(), true),
        301..=303 => (Method::GET, false),
        _ => return None,
    };
    let same_origin = target.origin() == url.origin();
    let is_harmless = is_read && target.has_host() && target.scheme() == "https"
        || is_read && target.scheme() == url.scheme();
    (same_origin || is_harmless).then_some(Redirect {
        url: target,
        method,
        keeps_body: keeps_body && same_origin,
        same_origin,
    })
}

/// The headers that may go to another origin.
pub(crate) fn public_headers(headers: &HeaderMap) -> HeaderMap {
    let public = [header::ACCEPT, header::ACCEPT_LANGUAGE, header::USER_AGENT];
    public
        .into_iter()
        .filter_map(|name| headers.get(&name).map(|value| (name, value.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn followed(method: Method, status: u16, from: &str, location: &str) -> Option<Redirect> {
        let url = Url::parse(from).expect("a URL");
        let status = StatusCode::from_u16(status).expect("a status");
        let mut headers = HeaderMap::new();
        headers.insert(header::LOCATION, location.parse().expect("a header value"));
        follow(&url, &method, status, &headers)
    }

    #[test]
    fn a_body_goes_along_only_to_the_same_origin() {
        let same = followed(Method::POST, 307, "https://a.test/v1/x", "/v2/x").expect("followed");
        assert!(same.same_origin && same.keeps_body);
        assert_eq!(
            (same.url.as_str(), same.method),
            ("https://a.test/v2/x", Method::POST)
        );
        assert_eq!(
            followed(Method::POST, 307, "https://a.test/x", "https://b.test/x"),
            None
        );
        assert_eq!(
            followed(Method::POST, 302, "https://a.test/x", "https://b.test/x"),
            None
        );
        assert_eq!(
            followed(Method::DELETE, 302, "https://a.test/x", "https://b.test/x"),
            None
        );
    }

    #[test]
    fn reading_from_another_origin_is_allowed_unless_it_leaves_tls() {
        let other = followed(Method::GET, 302, "https://a.test/x", "https://b.test/y");
        assert!(other.is_some_and(|other| !other.same_origin));
        let port = followed(Method::GET, 302, "http://a.test:1/x", "http://a.test:2/x");
        assert!(port.is_some_and(|other| !other.same_origin));
        assert_eq!(
            followed(Method::GET, 302, "https://a.test/x", "http://b.test/y"),
            None
        );
        assert_eq!(
            followed(Method::GET, 302, "https://a.test/x", "http://a.test/x"),
            None
        );
        assert_eq!(
            followed(Method::GET, 302, "https://a.test/x", "file:///etc/passwd"),
            None
        );
    }

    #[test]
    fn a_post_that_is_answered_elsewhere_becomes_a_get() {
        let redirect = followed(Method::POST, 303, "https://a.test/x", "/y").expect("followed");
        assert_eq!((redirect.method, redirect.keeps_body), (Method::GET, false));
        assert_eq!(followed(Method::GET, 304, "https://a.test/x", "/y"), None);
    }
}
