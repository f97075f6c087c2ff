//! The arguments of an operation.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::Failure;
use crate::registry::Upload;
use crate::registry::request::Form;

/// The arguments of one operation.
#[derive(Clone, Default)]
pub struct Input(Value);

impl Input {
    /// Creates the arguments from a line of standard input.
    pub fn new(line: Value) -> Self {
        Self(line)
    }

    /// Sets the model wherever a request can name one: in properties of the body, including optional ones, and in
    /// parameters of operations that delete nothing.
    pub fn with_model(mut self, model: &str) -> Self {
        for body in self.0["bodies"].as_array_mut().into_iter().flatten() {
            let optional = body["optional"].as_array().into_iter().flatten();
            let is_optional = optional.into_iter().any(|name| name == "model");
            if is_optional && body["value"].is_object() {
                body["value"]["model"] = Value::from(model);
            }
            name_model(&mut body["value"], model);
        }
        if self.method() != "DELETE" {
            let parameters = self.0["parameters"].as_array_mut();
            for parameter in parameters.into_iter().flatten() {
                if parameter["name"] == "model" {
                    parameter["value"] = Value::from(model);
                }
            }
        }
        self
    }

    /// Returns the HTTP method.
    pub fn method(&self) -> &str {
        self.0["method"].as_str().unwrap_or_default()
    }

    /// Returns the path with the values of its parameters.
    pub fn path(&self) -> String {
        let template = self.0["path"].as_str().unwrap_or_default();
        let mut path = template.split('?').next().unwrap_or_default().to_owned();
        for parameter in self.0["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default();
            path = path.replace(&format!("{{{name}}}"), &to_text(&parameter["value"]));
        }
        path
    }

    /// Returns the value of a parameter. Of several parameters with the same name, it is the first that has this type.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        let parameters = self.0["parameters"].as_array().into_iter().flatten();
        let found = parameters.filter(|parameter| parameter["name"] == name);
        let mut values = found.map(|parameter| decode(name, &parameter["value"]));
        let missing = || Failure::local(format!("no value was given for the parameter `{name}`"));
        let first = values.next().ok_or_else(missing)?;
        first.or_else(|failure| values.find_map(Result::ok).ok_or(failure))
    }

    /// Returns the value of a parameter as a string. A value that is not a string is encoded as JSON.
    pub fn text(&self, name: &str) -> Result<String, Failure> {
        self.get(name).map(|value: Value| to_text(&value))
    }

    /// Returns the JSON body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        decode("the body", self.body("json")?)
    }

    /// Returns the form of the body.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        decode("the form", self.body("multipart/")?)
    }

    /// Returns the body of a media type other than `application/json`.
    pub fn of_type<T: DeserializeOwned>(&self, media_type: &str) -> Result<T, Failure> {
        decode("the body", self.body(media_type)?)
    }

    /// Returns a form with one file, for a form whose fields are not declared.
    pub fn any_form(&self) -> Result<Form, Failure> {
        self.body("multipart/")?;
        Ok(Form::new().file("file", Upload::from_bytes("sample.txt", "sample")))
    }

    /// Returns the body as bytes of a media type. An object is URL-encoded as a form.
    pub fn raw(&self, media_type: &str) -> Result<Vec<u8>, Failure> {
        let text = match self.body(media_type)? {
            Value::String(text) => text.clone(),
            Value::Object(fields) => {
                let pairs = fields.iter().map(|(name, value)| {
                    format!("{}={}", url_encode(name), url_encode(&to_text(value)))
                });
                pairs.collect::<Vec<_>>().join("&")
            }
            other => other.to_string(),
        };
        Ok(text.into_bytes())
    }

    fn body(&self, media_type: &str) -> Result<&Value, Failure> {
        let mut bodies = self.0["bodies"].as_array().into_iter().flatten();
        let matches = |body: &&Value| {
            body["mediaType"]
                .as_str()
                .is_some_and(|given| given.contains(media_type))
        };
        // A range of media types is sent as one of them.
        let only = || match self.0["bodies"].as_array().map(Vec::as_slice) {
            Some([only]) => Some(only),
            _ => None,
        };
        let body = bodies.find(matches).or_else(only);
        body.map(|body| &body["value"])
            .ok_or_else(|| Failure::local(format!("no body with the media type {media_type}")))
    }
}

/// Sets each property `model` that is a string.
fn name_model(value: &mut Value, model: &str) {
    match value {
        Value::Object(properties) => {
            for (name, value) in properties {
                match value {
                    Value::String(text) if name == "model" => model.clone_into(text),
                    value => name_model(value, model),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| name_model(item, model)),
        _ => {}
    }
}

/// Returns a string unchanged, and any other value as JSON.
fn to_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn url_encode(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

fn decode<T: DeserializeOwned>(subject: &str, value: &Value) -> Result<T, Failure> {
    serde_json::from_str(&value.to_string())
        .map_err(|error| Failure::local(format!("{subject} cannot be decoded: {error}")))
}
