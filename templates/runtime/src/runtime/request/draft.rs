//! What a call collects before it is sent. Not generic, so that all calls share this code.
//!
//! In: parameters, headers, a body, one by one; the first mistake is remembered. Out: `Request`.
//! Must not know: the operation's types.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::client::{Client, header as parse_header};
use super::super::codec;
use super::super::decode::decode;
use super::super::error::Error;
use super::super::flatten::{Leaf, ListStyle, flatten};
use super::super::form::Form;
use super::super::spec::{Method, OperationSpec};
use super::super::upload;
use super::splice::{Change, splice};
use super::{Request, RequestBody, address};

/// A call in the making.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) client: Client,
    pub(crate) spec: &'static OperationSpec,
    /// Method and path of an endpoint that is in no document.
    address: Option<(Method, String)>,
    path: Vec<(String, String)>,
    /// The pairs of each parameter, by the parameter's name.
    query: Vec<(String, Vec<(String, String)>)>,
    headers: HeaderMap,
    removed_headers: Vec<HeaderName>,
    body: DraftBody,
    changes: Vec<Change>,
    security: Option<&'static [&'static str]>,
    accept: &'static str,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
    failure: Option<String>,
}

#[derive(Clone)]
enum DraftBody {
    None,
    Json(Bytes),
    Form(Form),
    Other(HeaderValue, Bytes),
}

impl Draft {
    pub(crate) fn new(client: Client, spec: &'static OperationSpec) -> Self {
        Self {
            client,
            spec,
            address: None,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            removed_headers: Vec::new(),
            body: DraftBody::None,
            changes: Vec::new(),
            security: None,
            accept: spec.accept,
            timeout: None,
            max_retries: None,
            failure: None,
        }
    }

    /// Calls another endpoint than the operation's, with the credential of the service's first scheme.
    pub(crate) fn address(&mut self, method: Method, path: String) {
        let schemes = self.client.config().service.schemes;
        self.security = schemes
            .first()
            .map(|scheme| std::slice::from_ref(&scheme.name));
        self.address = Some((method, path));
    }

    pub(crate) fn fail(&mut self, reason: impl Into<String>) {
        self.failure.get_or_insert_with(|| reason.into());
    }

    pub(crate) fn path(&mut self, name: &str, value: &str) {
        self.path.push((name.to_owned(), value.to_owned()));
    }

    /// Sets a query parameter, in place of what was set under its name before; null removes it.
    pub(crate) fn query(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        lists: ListStyle,
    ) {
        match flatten(name, value, lists) {
            Ok(pairs) => self.set_query(name, pairs),
            Err(error) => self.fail(format!("query parameter `{name}`: {error}")),
        }
    }

    /// On hosts that take the deployment of a channel from a query parameter of their own: gives it the value of this
    /// one, or the client's deployment. What the call set under the host's name stays.
    #[cfg(feature = "websocket")]
    pub(crate) fn name_deployment(&mut self, parameter: &str) {
        let client = self.client.clone();
        let config = client.config();
        let wanted = config.host.map_or("", |host| host.deployment_query);
        if parameter.is_empty() || wanted.is_empty() || wanted == parameter {
            return;
        }
        if self.query.iter().any(|(name, _)| name == wanted) {
            self.query.retain(|(name, _)| name != parameter);
            return;
        }
        if let Some(deployment) = &config.deployment {
            self.query.retain(|(name, _)| name != parameter);
            self.query(wanted, deployment, ListStyle::Brackets);
            return;
        }
        for (name, pairs) in &mut self.query {
            if name == parameter {
                wanted.clone_into(name);
                for (name, _) in pairs {
                    wanted.clone_into(name);
                }
            }
        }
    }

    fn set_query(&mut self, name: &str, pairs: Vec<(String, Leaf)>) {
        self.query.retain(|(given, _)| given != name);
        let texts = pairs.into_iter().filter_map(|(name, leaf)| match leaf {
            Leaf::Text(text) => Some((name, text)),
            Leaf::Null => None,
            Leaf::File(_) => None,
        });
        self.query.push((name.to_owned(), texts.collect()));
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match parse_header(name, value) {
            Ok((name, value)) => {
                self.removed_headers.retain(|removed| removed != name);
                self.headers.insert(name, value);
            }
            Err(error) => self.fail(error.message()),
        }
    }

    pub(crate) fn without_header(&mut self, name: &str) {
        match HeaderName::try_from(name) {
            Ok(name) => {
                self.headers.remove(&name);
                self.removed_headers.push(name);
            }
            Err(_) => self.fail(format!("`{name}` is no header name")),
        }
    }

    pub(crate) fn json(&mut self, body: &(impl Serialize + ?Sized)) {
        match upload::as_text(|| codec::encode(body)) {
            Ok(bytes) => self.body = DraftBody::Json(bytes.into()),
            Err(error) => self.fail(format!("the body cannot be written as JSON: {error}")),
        }
    }

    /// The body as it would be sent, as JSON of this type.
    pub(crate) fn json_body<T: DeserializeOwned>(&self) -> Result<T, Error> {
        if let Some(reason) = &self.failure {
            return Err(Error::request(reason).with_operation(self.spec));
        }
        let DraftBody::Json(bytes) = &self.body else {
            return Err(Error::request("the body is not JSON").with_operation(self.spec));
        };
        let bytes = changed(bytes.clone(), &self.changes)?;
        decode(&bytes, false).map_err(|error| error.with_operation(self.spec))
    }

    pub(crate) fn replace_json(&mut self, body: &(impl Serialize + ?Sized)) {
        self.changes.clear();
        self.json(body);
    }

    pub(crate) fn form(&mut self, form: Form) {
        self.body = DraftBody::Form(form);
    }

    pub(crate) fn bytes(&mut self, content_type: &str, bytes: Bytes) {
        match HeaderValue::from_str(content_type) {
            Ok(content_type) => self.body = DraftBody::Other(content_type, bytes),
            Err(_) => self.fail(format!("`{content_type}` is no media type")),
        }
    }

    pub(crate) fn change(&mut self, name: &str, value: Option<Value>) {
        self.changes.push((name.to_owned(), value));
    }

    pub(crate) fn security(&mut self, schemes: &'static [&'static str]) {
        self.security = Some(schemes);
    }

    pub(crate) fn accept(&mut self, accept: &'static str) {
        self.accept = accept;
    }

    pub(crate) fn timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub(crate) fn max_retries(&mut self, retries: u32) {
        self.max_retries = Some(retries);
    }

    /// Asks for the event stream.
    pub(crate) fn ask_for_events(&mut self) {
        self.accept = "text/event-stream";
        let Some(switch) = self.spec.stream_switch else {
            return;
        };
        match self.body {
            DraftBody::None if self.method() == Method::GET => {
                self.query(switch.name, switch.text(), ListStyle::Brackets);
            }
            _ => {
                // The switch is a constant of the document; what is no JSON in it is meant as text.
                let on = serde_json::from_str(switch.on).unwrap_or(Value::from(switch.on));
                self.change(switch.name, Some(on));
            }
        }
    }

    /// Asks for the plain answer: a body or query that was set up for the stream is sent without its switch.
    pub(crate) fn ask_for_plain(&mut self) {
        let Some(switch) = self.spec.stream_switch else {
            return;
        };
        if matches!(self.body, DraftBody::None) && self.method() == Method::GET {
            self.query.retain(|(name, _)| name != switch.name);
        } else if !matches!(self.body, DraftBody::None | DraftBody::Other(..)) {
            let changes = std::mem::take(&mut self.changes);
            self.changes = [(switch.name.to_owned(), None)].into();
            self.changes.extend(changes);
        }
    }

    fn method(&self) -> Method {
        self.address
            .as_ref()
            .map_or(self.spec.method, |(method, _)| *method)
    }

    /// The request, or the first mistake made.
    pub(crate) fn build(self) -> Result<Request, Error> {
        if let Some(reason) = self.failure {
            return Err(Error::request(reason).with_operation(self.spec));
        }
        let spec = self.spec;
        self.into_request()
            .map_err(|error| error.with_operation(spec))
    }

    fn into_request(mut self) -> Result<Request, Error> {
        let client = self.client.clone();
        let config = client.config();
        let method = self.method();
        let path = match self.address.take() {
            Some((_, path)) => path,
            None => address::fill(self.spec.path, &self.path)?,
        };
        let mut headers = self.all_headers()?;
        let body = self.take_body(&mut headers)?;
        let below = config.deployment_path(self.spec, &body)?;
        let url = address::join(
            config.base_url()?,
            &format!("{below}{path}"),
            &self.query_pairs(),
        )?;
        Ok(Request {
            operation: self.spec,
            path,
            method: method.to_http(),
            url,
            headers,
            body,
            security: self.schemes(),
            timeout: self.timeout.unwrap_or(config.timeout),
            max_retries: self.max_retries.unwrap_or(config.max_retries),
        })
    }

    /// The client's pairs, the document's, and the call's own; a later one stands in for an earlier of its name.
    fn query_pairs(&self) -> Vec<(&str, &str)> {
        let config = self.client.config();
        let set_by_call = |name: &str| self.query.iter().any(|(given, _)| given == name);
        let client = config.query.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        let mut pairs: Vec<_> = client
            .chain(self.spec.query.iter().copied())
            .filter(|(name, _)| !set_by_call(name))
            .collect();
        let own = self.query.iter().flat_map(|(_, pairs)| pairs);
        pairs.extend(own.map(|(name, value)| (name.as_str(), value.as_str())));
        pairs
    }

    /// The client's headers, the operation's, and the call's own; a later one stands in for an earlier of its name.
    fn all_headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = self.client.config().headers.clone();
        if !self.accept.is_empty() {
            let (name, value) = parse_header("accept", self.accept)?;
            headers.entry(name).or_insert(value);
        }
        for (name, value) in self.spec.headers {
            let (name, value) = parse_header(name, value)?;
            headers.insert(name, value);
        }
        for (name, value) in &self.headers {
            headers.insert(name.clone(), value.clone());
        }
        for name in &self.removed_headers {
            headers.remove(name);
        }
        Ok(headers)
    }

    fn take_body(&mut self, headers: &mut HeaderMap) -> Result<RequestBody, Error> {
        let changes = std::mem::take(&mut self.changes);
        let body = std::mem::replace(&mut self.body, DraftBody::None);
        let (content_type, body) = match body {
            DraftBody::None if changes.is_empty() => return Ok(RequestBody::Empty),
            DraftBody::None => json_body(Bytes::from_static(b"{}"), &changes)?,
            DraftBody::Json(bytes) => json_body(bytes, &changes)?,
            DraftBody::Form(mut form) => {
                for (name, value) in changes {
                    form.replace(&name, value);
                }
                if let Some(reason) = form.failure() {
                    return Err(Error::request(reason));
                }
                let content_type = HeaderValue::try_from(form.content_type())
                    .map_err(|_| Error::request("the form's boundary is no header value"))?;
                // Nobody else knows the boundary.
                headers.insert(header::CONTENT_TYPE, content_type);
                return Ok(RequestBody::Form(form));
            }
            DraftBody::Other(content_type, bytes) => {
                if !changes.is_empty() {
                    return Err(Error::request("only JSON bodies and forms have fields"));
                }
                (content_type, RequestBody::Bytes(bytes))
            }
        };
        headers.entry(header::CONTENT_TYPE).or_insert(content_type);
        Ok(body)
    }

    fn schemes(&self) -> &'static [&'static str] {
        self.security.unwrap_or(self.spec.security)
    }
}

fn json_body(bytes: Bytes, changes: &[Change]) -> Result<(HeaderValue, RequestBody), Error> {
    let content_type = HeaderValue::from_static("application/json");
    Ok((content_type, RequestBody::Bytes(changed(bytes, changes)?)))
}

/// A body of JSON with these changes.
fn changed(bytes: Bytes, changes: &[Change]) -> Result<Bytes, Error> {
    if changes.is_empty() {
        return Ok(bytes);
    }
    splice(bytes, changes)
        .map_err(|_| Error::request("fields can only be added to a body that is an object"))
}
