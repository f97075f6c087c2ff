//! Removing secrets from recordings.

use bytes::Bytes;
use http::{HeaderMap, Uri};
use serde_json::Value;

/// What replaces a secret.
pub(super) const REDACTED: &str = "REDACTED";
/// The shortest credential that is searched for in bodies.
const MIN_SECRET: usize = 8;
/// Headers of a request that are recorded.
const REQUEST_HEADERS: &[&str] = &["accept", "content-type"];
/// Headers of a response that do not apply to the recorded body.
const BODY_HEADERS: &[&str] = &["content-encoding", "content-length", "transfer-encoding"];
/// Parts of the names of headers, query parameters and properties with secrets, in lower case without separators.
const SECRET_NAMES: &[&str] = &[
    "accesskey",
    "apikey",
    "authorization",
    "cookie",
    "credential",
    "passphrase",
    "password",
    "privatekey",
    "secret",
];
/// Names that denote secrets only in query parameters and headers. As names of properties, they are common.
const SECRET_PARAMETERS: &[&str] = &["auth", "key", "sig", "signature", "token"];
/// Prefixes of strings that are keys, wherever they occur.
const KEY_PREFIXES: &[&str] = &["sk-", "ek_", "Bearer "];

/// Removes secrets from one exchange.
pub(super) struct Redaction<'a> {
    /// Names of additional properties whose values are removed.
    fields: &'a [String],
    /// The credentials of the request.
    credentials: Vec<String>,
}

impl<'a> Redaction<'a> {
    /// Creates a redaction that removes the credentials of a request.
    pub(super) fn new(fields: &'a [String], headers: &HeaderMap, uri: &Uri) -> Self {
        let of_headers = headers
            .iter()
            .filter(|(name, _)| is_secret_parameter(name.as_str()))
            .filter_map(|(_, value)| value.to_str().ok())
            .flat_map(|value| [value, value.rsplit(' ').next().unwrap_or(value)]);
        let of_query = query(uri).filter(|(name, _)| is_secret_parameter(name));
        let values = of_headers.chain(of_query.map(|(_, value)| value));
        let mut credentials: Vec<String> = values
            .filter(|value| value.len() >= MIN_SECRET)
            .map(str::to_owned)
            .collect();
        // A longer credential may contain a shorter one.
        credentials.sort_by_key(|credential| std::cmp::Reverse(credential.len()));
        Self {
            fields,
            credentials,
        }
    }

    /// Returns the path and query of a URL, without parameters that are secrets.
    pub(super) fn target(&self, uri: &Uri) -> String {
        let pairs = query(uri).filter(|(name, _)| !is_secret_parameter(name));
        let pairs = pairs.map(|(name, value)| match value {
            "" => name.to_owned(),
            value => format!("{name}={value}"),
        });
        let pairs: Vec<String> = pairs.collect();
        let target = match pairs.is_empty() {
            true => uri.path().to_owned(),
            false => format!("{}?{}", uri.path(), pairs.join("&")),
        };
        self.without_credentials(target)
    }

    /// Returns a body without secrets. A body that contains none is returned unchanged.
    pub(super) fn body(&self, body: &Bytes) -> Bytes {
        let Ok(text) = std::str::from_utf8(body) else {
            return body.clone();
        };
        let redacted = match self.json(text) {
            Some(json) => json,
            None if text.contains("data:") => self.events(text),
            None => text.to_owned(),
        };
        let redacted = self.without_credentials(redacted);
        match redacted == text {
            true => body.clone(),
            false => Bytes::from(redacted),
        }
    }

    /// Returns the message of an error without credentials.
    pub(super) fn message(&self, message: String) -> String {
        self.without_credentials(message)
    }

    /// Removes secrets from the data of events.
    fn events(&self, text: &str) -> String {
        let lines = text.split_inclusive('\n').map(|line| {
            let content = line.trim_end_matches(['\r', '\n']);
            let end = &line[content.len()..];
            let data = content.strip_prefix("data:").map(str::trim_start);
            match data.and_then(|data| self.json(data)) {
                Some(json) => format!("data: {json}{end}"),
                None => line.to_owned(),
            }
        });
        lines.collect()
    }

    /// Removes secrets from JSON. Returns it unchanged if it has none, and `None` if the text is not JSON.
    fn json(&self, text: &str) -> Option<String> {
        let mut json: Value = serde_json::from_str(text).ok()?;
        match self.value(&mut json) {
            true => Some(json.to_string()),
            false => Some(text.to_owned()),
        }
    }

    /// Removes secrets from a value. Returns whether it had any.
    fn value(&self, value: &mut Value) -> bool {
        match value {
            Value::Object(properties) => {
                let mut changed = false;
                for (name, value) in properties {
                    let is_secret = is_secret(name)
                        || name.eq_ignore_ascii_case("headers")
                        || self.fields.iter().any(|field| field == name);
                    changed |= match is_secret {
                        true => clear(value),
                        false => self.value(value),
                    };
                }
                changed
            }
            Value::Array(items) => any(items.iter_mut().map(|item| self.value(item))),
            Value::String(string) if is_key(string) => clear(value),
            _ => false,
        }
    }

    fn without_credentials(&self, text: String) -> String {
        let credentials = self.credentials.iter();
        credentials.fold(text, |text, credential| text.replace(credential, REDACTED))
    }
}

/// Returns the headers of a request that are recorded.
pub(super) fn request_headers(headers: &HeaderMap) -> HeaderMap {
    let mut kept = headers.clone();
    for name in headers.keys() {
        if !REQUEST_HEADERS.contains(&name.as_str()) {
            kept.remove(name);
        }
    }
    kept
}

/// Returns the headers of a response that are recorded: those without credentials and without the account.
pub(super) fn response_headers(headers: &HeaderMap) -> HeaderMap {
    let mut kept = headers.clone();
    for name in headers.keys() {
        let name = name.as_str();
        let is_account = name.contains("organization") || name.contains("project");
        if is_account || is_secret_parameter(name) || BODY_HEADERS.contains(&name) {
            kept.remove(name);
        }
    }
    kept
}

/// Returns whether values under this name are secrets, in any location.
fn is_secret(name: &str) -> bool {
    let name = normalize(name);
    // Cursors of lists are called page tokens.
    let is_token = name.len() > 5 && name.ends_with("token") && !name.contains("page");
    is_token || SECRET_NAMES.iter().any(|secret| name.contains(secret))
}

/// Returns whether a header or query parameter with this name is a secret.
fn is_secret_parameter(name: &str) -> bool {
    is_secret(name) || SECRET_PARAMETERS.contains(&normalize(name).as_str())
}

fn normalize(name: &str) -> String {
    let name = name.chars().filter(char::is_ascii_alphanumeric);
    name.map(|c| c.to_ascii_lowercase()).collect()
}

fn is_key(string: &str) -> bool {
    let has_prefix = KEY_PREFIXES.iter().any(|prefix| string.starts_with(prefix));
    has_prefix && string.len() >= 20
}

/// Replaces all strings in a value.
fn clear(value: &mut Value) -> bool {
    match value {
        Value::String(string) => {
            REDACTED.clone_into(string);
            true
        }
        Value::Array(items) => any(items.iter_mut().map(clear)),
        Value::Object(properties) => any(properties.values_mut().map(clear)),
        _ => false,
    }
}

/// Returns whether any value was changed, after changing all of them.
fn any(changes: impl Iterator<Item = bool>) -> bool {
    changes.filter(|changed| *changed).count() > 0
}

fn query(uri: &Uri) -> impl Iterator<Item = (&str, &str)> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let pairs = pairs.filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}
