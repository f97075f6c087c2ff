//! A request received by the server.
//!
//! Input: head and body. Output: the parts that tests compare.

use openai_typed::Url;
use serde_json::Value;

use super::Part;
use super::multipart;

/// A request received by the server.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// Path and query, still encoded.
    pub target: String,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// Parses a head, without the body.
    pub(super) fn of_head(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ').map(str::to_owned);
        let (method, target) = (words.next()?, words.next()?);
        let headers = lines.filter_map(|line| line.split_once(':'));
        Some(Self {
            method,
            target,
            headers: headers
                .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
                .collect(),
            body: Vec::new(),
        })
    }

    /// Returns method, path and query, as in `GET /v1/models`.
    pub fn method_and_target(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// Returns the path, still encoded.
    pub fn path(&self) -> &str {
        let end = self.target.find('?').unwrap_or(self.target.len());
        &self.target[..end]
    }

    /// Returns the decoded query, in order.
    pub fn query(&self) -> Vec<(String, String)> {
        let url = Url::parse(&format!("http://server{}", self.target)).expect("a valid target");
        url.query_pairs().into_owned().collect()
    }

    /// Returns a header, and asserts that it was sent at most once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(header, _)| header == name);
        let first = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} was sent twice");
        first
    }

    /// Parses the body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"));
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Parses the body as a form.
    #[track_caller]
    pub fn form(&self) -> Vec<Part> {
        let content_type = self.header("content-type").expect("a media type");
        let boundary = content_type
            .strip_prefix("multipart/form-data; boundary=")
            .expect("a form");
        multipart::parts(&self.body, boundary).expect("well-formed parts")
    }
}
