//! Problem details (RFC 9457).

use http::{StatusCode, header};
use serde_json::{Map, Value};

use super::body::BLANK;
use super::{Error, ErrorResponse};
use crate::runtime::meta::{essence, header_str, json_start};

/// The media type of problem details.
const MEDIA_TYPE: &str = "application/problem+json";

/// Problem details in an error response, as RFC 9457 defines them. A property whose JSON type differs from the defined
/// one is an extension.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// A URI that identifies the kind of problem. `None` if it is missing or `about:blank`.
    pub problem_type: Option<String>,
    /// A summary of the kind of problem.
    pub title: Option<String>,
    /// The status that the problem reports.
    pub status: Option<StatusCode>,
    /// An explanation of this occurrence.
    pub detail: Option<String>,
    /// A URI that identifies this occurrence.
    pub instance: Option<String>,
    /// All other properties.
    pub extensions: Map<String, Value>,
}

impl Error {
    /// Returns the problem details of a response with the media type `application/problem+json`. `None` for any other
    /// response, and if the body is not a JSON object.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # fn example(error: crate_name::Error) {
    /// if let Some(problem) = error.problem() {
    ///     println!("{:?}: {:?}", problem.title, problem.extensions.get("balance"));
    /// }
    /// # }
    /// ```
    pub fn problem(&self) -> Option<Problem> {
        let response = self.response()?;
        if !has_problem(response) {
            return None;
        }
        let body = json_start(&response.body);
        serde_json::from_slice(body).ok().map(Problem::from_object)
    }
}

fn has_problem(response: &ErrorResponse) -> bool {
    let media_type = header_str(&response.headers, header::CONTENT_TYPE.as_str());
    let media_type = media_type.unwrap_or_default();
    essence(media_type).eq_ignore_ascii_case(MEDIA_TYPE)
}

impl Problem {
    fn from_object(mut properties: Map<String, Value>) -> Self {
        let mut string = |name: &str| match properties.remove(name) {
            Some(Value::String(string)) => Some(string),
            Some(other) => {
                properties.insert(name.to_owned(), other);
                None
            }
            None => None,
        };
        let problem_type = string("type").filter(|problem_type| problem_type != BLANK);
        let (title, detail) = (string("title"), string("detail"));
        let instance = string("instance");
        let status = properties.get("status").and_then(Value::as_u64);
        let status = status.and_then(|status| u16::try_from(status).ok());
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        if status.is_some() {
            properties.remove("status");
        }
        Self {
            problem_type,
            title,
            status,
            detail,
            instance,
            extensions: properties,
        }
    }
}
