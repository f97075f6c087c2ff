//! Whether a server offers an operation at all.
//!
//! A response of status 404 may be about the path or about the object that it names. A server words the first kind
//! in the same way for every path, so the response is compared with that to a path that no server has.

use std::collections::HashMap;

use crate::call::{Failure, block_on};
use crate::input::Input;
use crate::registry::Client;
use crate::registry::request::Method;

/// A path that no server has.
const PATH: &str = "/conformance/no-such-path";

/// The responses of a server to paths that it does not have.
pub struct UnknownPaths<'c> {
    client: &'c Client,
    /// The response to each method.
    responses: HashMap<String, Option<Rejected>>,
}

/// A response, without what differs from path to path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rejected {
    status: u16,
    body: String,
}

impl Rejected {
    fn new(failure: &Failure, path: &str) -> Option<Self> {
        let body = String::from_utf8_lossy(failure.body.as_deref()?);
        Some(Self {
            status: failure.status?,
            body: body
                .replace(path, "")
                .replace(path.trim_start_matches('/'), ""),
        })
    }
}

impl<'c> UnknownPaths<'c> {
    /// Creates the responses, which are requested when they are needed.
    pub fn new(client: &'c Client) -> Self {
        Self {
            client,
            responses: HashMap::new(),
        }
    }

    /// Returns whether a call failed because the server does not have its operation.
    pub fn contains(&mut self, input: &Input, failure: &Failure) -> bool {
        match failure.status {
            // The path has other methods, or the server reports that it lacks the operation.
            Some(405 | 501) => return true,
            Some(404) => {}
            // A web server may respond to every path with the same page.
            Some(200) if failure.is_html() => {}
            _ => return false,
        }
        let method = input.method();
        if !self.responses.contains_key(method) {
            let response = self.request(method);
            self.responses.insert(method.to_owned(), response);
        }
        let expected = self.responses.get(method).and_then(Option::as_ref);
        let actual = Rejected::new(failure, &input.path());
        actual.is_some() && actual.as_ref() == expected
    }

    fn request(&self, method: &str) -> Option<Rejected> {
        let method = match method {
            "GET" => Method::GET,
            "PUT" => Method::PUT,
            "PATCH" => Method::PATCH,
            "DELETE" => Method::DELETE,
            _ => Method::POST,
        };
        let call = self
            .client
            .request(method, PATH)
            .json(&serde_json::json!({}));
        match block_on(call.send_text()) {
            Ok(body) => Rejected::new(
                &Failure {
                    status: Some(200),
                    reason: String::new(),
                    body: Some(body.into_bytes()),
                },
                PATH,
            ),
            Err(error) => Rejected::new(&error.into(), PATH),
        }
    }
}
