//! Requests from pages of other origins, which browsers allow only if the server does (CORS).
//!
//! Input: a request. Output: the headers that allow it.

use super::wire::{Request, Response};

/// Response headers that scripts may read.
const EXPOSED: &str = "*";

/// Returns the response to a preflight request.
pub fn preflight(request: &Request) -> Option<Response> {
    let asks = request.header("access-control-request-method").is_some();
    (request.method == "OPTIONS" && asks).then(|| Response::empty(204))
}

/// Adds the headers that allow a request, if it comes from a page.
pub fn allow(request: &Request, response: &mut Response) {
    let Some(origin) = request.header("origin") else {
        return;
    };
    let mut add = |name, value: &str| response.headers.push((name, value.to_owned()));
    add("access-control-allow-origin", origin);
    add("access-control-expose-headers", EXPOSED);
    if let Some(method) = request.header("access-control-request-method") {
        add("access-control-allow-methods", method);
    }
    // A wildcard would not include `authorization`.
    if let Some(headers) = request.header("access-control-request-headers") {
        add("access-control-allow-headers", headers);
    }
}

#[cfg(test)]
mod tests {
    use super::{Request, Response, allow, preflight};

    #[test]
    fn a_page_of_any_origin_may_send_the_headers_that_it_asks_for() {
        let headers = [
            ("origin", "http://localhost:1"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization,x-a"),
        ];
        let request = Request::test("OPTIONS", "/a", &headers, "");
        let mut response = preflight(&request).expect("a response");
        allow(&request, &mut response);
        assert_eq!(response.status, 204);
        for (name, value) in [
            ("access-control-allow-origin", "http://localhost:1"),
            ("access-control-allow-methods", "POST"),
            ("access-control-allow-headers", "authorization,x-a"),
        ] {
            assert!(
                response.headers.contains(&(name, value.to_owned())),
                "{name}"
            );
        }
        let mut other = Response::empty(200);
        allow(&Request::test("GET", "/a", &[], ""), &mut other);
        assert!(other.headers.is_empty());
        assert!(preflight(&Request::test("OPTIONS", "/a", &[], "")).is_none());
    }
}
