//! Which redirects are followed, and what a redirected request may carry.

use http::{HeaderMap, Method, StatusCode, header};
use reqwest::Url;

/// How many redirects one attempt follows.
pub(crate) const MAX_REDIRECTS: u32 = 10;

/// The request that follows a redirect.
#[derive(Debug, PartialEq)]
pub(crate) struct Redirect {
    pub(crate) url: Url,
    pub(crate) method: Method,
    pub(crate) keeps_body: bool,
    /// Whether scheme, host and port are the same. Only then may the request carry credentials and other headers.
    pub(crate) same_origin: bool,
}

/// Returns the redirect of a response, if it may be followed.
///
/// A redirect to another origin is only followed with the methods `GET` and `HEAD`, without a body, and not from `https`
/// to `http`.
pub(crate) fn follow(
    url: &Url,
    method: &Method,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<Redirect> {
    let target = headers.get(header::LOCATION)?.to_str().ok()?;
    let target = url.join(target).ok()?;
    let is_safe = matches!(*method, Method::GET | Method::HEAD);
    let (method, keeps_body) = match status.as_u16() {
        307 | 308 => (method.clone(), true),
        301..=303 if is_safe => (method.clone(), true),
        301 | 302 if *method != Method::POST => (method.clone(), true),
        301..=303 => (Method::GET, false),
        _ => return None,
    };
    let same_origin = target.origin() == url.origin();
    let keeps_tls = target.scheme() == "https" || target.scheme() == url.scheme();
    let is_allowed = is_safe && target.has_host() && keeps_tls;
    (same_origin || is_allowed).then_some(Redirect {
        url: target,
        method,
        keeps_body: keeps_body && same_origin,
        same_origin,
    })
}

/// Returns the headers that a request to another origin may carry.
pub(crate) fn public_headers(headers: &HeaderMap) -> HeaderMap {
    let public = [header::ACCEPT, header::ACCEPT_LANGUAGE, header::USER_AGENT];
    public
        .into_iter()
        .filter_map(|name| headers.get(&name).map(|value| (name, value.clone())))
        .collect()
}
