//! What an operation is called with.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::Failure;
use crate::registry::runtime::{Form, Upload};

/// The values for one operation.
pub struct Input(Value);

impl Input {
    /// A line of standard input.
    pub fn new(line: Value) -> Self {
        Self(line)
    }

    /// The value of a parameter.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        let parameters = self.0["parameters"].as_array().into_iter().flatten();
        let mut found = parameters.filter(|parameter| parameter["name"] == name);
        let value = found.next().ok_or_else(|| Failure::local(format!("there is no value for `{name}`")))?;
        typed(name, &value["value"])
    }

    /// The value of a parameter as text: what is none, as JSON.
    pub fn text(&self, name: &str) -> Result<String, Failure> {
        self.get(name).map(|value: Value| plain(&value))
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        typed("the body", self.body("json")?)
    }

    /// The body as a form.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        typed("the form", self.body("form")?)
    }

    /// The body as a form of which the document names no members: one file.
    pub fn any_form(&self) -> Result<Form, Failure> {
        self.body("form")?;
        Ok(Form::new().file("file", Upload::from_bytes("sample.txt", "sample")))
    }

    /// The body as bytes of a media type; an object as the pairs of an encoded form.
    pub fn raw(&self, media_type: &str) -> Result<Vec<u8>, Failure> {
        let text = match self.body(media_type)? {
            Value::String(text) => text.clone(),
            Value::Object(members) => {
                let pairs = members.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(&plain(value))));
                pairs.collect::<Vec<_>>().join("&")
            }
            other => other.to_string(),
        };
        Ok(text.into_bytes())
    }

    fn body(&self, kind: &str) -> Result<&Value, Failure> {
        let mut bodies = self.0["bodies"].as_array().into_iter().flatten();
        let found = bodies.find(|body| body["mediaType"].as_str().is_some_and(|given| given.contains(kind)));
        found.map(|body| &body["value"]).ok_or_else(|| Failure::local(format!("there is no body of {kind}")))
    }
}

/// A text, or a value as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A name or value as it stands in an encoded form.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A value as its type.
fn typed<T: DeserializeOwned>(what: &str, value: &Value) -> Result<T, Failure> {
    let failed = |error: serde_json::Error| Failure::local(format!("{what} cannot be made: {error}"));
    serde_json::from_str(&value.to_string()).map_err(failed)
}
