//! A request as it arrived.
//!
//! In: the head and the body, byte by byte. Out: what tests compare.

use openai_typed::runtime::Url;
use serde_json::Value;

use super::Part;
use super::multipart;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// Path and query, as written.
    pub target: String,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// What a head says, still without a body.
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

    /// Method and path (with the query), as in `GET /v1/models`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// The path alone, as written.
    pub fn path(&self) -> &str {
        let end = self.target.find('?').unwrap_or(self.target.len());
        &self.target[..end]
    }

    /// The query, decoded, in order.
    pub fn query(&self) -> Vec<(String, String)> {
        let url = Url::parse(&format!("http://server{}", self.target)).expect("a target");
        url.query_pairs().into_owned().collect()
    }

    /// A header that was sent at most once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(given, _)| given == name);
        let first = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} was sent twice");
        first
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"));
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The body as the parts of a form.
    #[track_caller]
    pub fn form(&self) -> Vec<Part> {
        let content_type = self.header("content-type").expect("a media type");
        let boundary = content_type
            .strip_prefix("multipart/form-data; boundary=")
            .expect("a form");
        multipart::parts(&self.body, boundary).expect("well-formed parts")
    }
}
