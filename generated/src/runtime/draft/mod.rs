//! What a call collects before its request is built. It is not generic, so that all calls share its code.
//!
//! Input: parameters, headers and a body. Output: a [`Request`](crate::runtime::request::Request). The first invalid
//! input is recorded, and reported when the request is built.

mod body;
mod build;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName};
use serde::Serialize;

use crate::runtime::config::Config;
use crate::runtime::flatten::FlattenError;
use crate::runtime::limits::Limits;
use crate::runtime::parameter::{cookies, header_value, path_parameter, query_pairs};
use crate::runtime::parameter::{plain_path, plain_query};
use crate::runtime::request::BodyChange;
use crate::runtime::request::{parse_header, parse_header_name};
use crate::runtime::spec::Style;
use crate::runtime::spec::{Method, OperationSpec, SecurityRequirement};
use body::DraftBody;

/// A call before its request is built.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) config: Arc<Config>,
    pub(crate) spec: &'static OperationSpec,
    /// The endpoint of an untyped call.
    endpoint: Option<Endpoint>,
    /// Names and encoded values.
    path_params: Vec<(String, String)>,
    query: Vec<QueryParam>,
    headers: HeaderMap,
    /// Names and their encoded pairs.
    cookies: Vec<(String, Vec<String>)>,
    omitted_headers: Vec<HeaderName>,
    body: DraftBody,
    body_changes: Vec<BodyChange>,
    security: Option<Cow<'static, [SecurityRequirement]>>,
    accept: &'static str,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
    hedge_after: Option<Duration>,
    pub(crate) limits: Limits,
    failure: Option<String>,
}

/// The method and path of an untyped call.
#[derive(Clone)]
struct Endpoint {
    method: Method,
    path: String,
}

/// A query parameter with its encoded pairs `name=value`.
#[derive(Clone)]
struct QueryParam {
    name: String,
    pairs: Vec<String>,
}

impl Draft {
    pub(crate) fn new(config: Arc<Config>, spec: &'static OperationSpec) -> Self {
        Self {
            limits: config.limits,
            config,
            spec,
            endpoint: None,
            path_params: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            omitted_headers: Vec::new(),
            body: DraftBody::None,
            body_changes: Vec::new(),
            security: None,
            accept: spec.accept,
            timeout: None,
            max_retries: None,
            hedge_after: None,
            failure: None,
        }
    }

    /// Sets the endpoint of an untyped call. It has the security of the service.
    pub(crate) fn endpoint(&mut self, method: Method, path: String) {
        self.security = Some(Cow::Borrowed(self.config.service.security));
        self.endpoint = Some(Endpoint { method, path });
    }

    /// Records why the request cannot be built.
    pub(crate) fn fail(&mut self, reason: impl Into<String>) {
        self.failure.get_or_insert_with(|| reason.into());
    }

    /// Sets a parameter of the path to a plain value.
    pub(crate) fn path(&mut self, name: &str, value: &str) {
        self.set_path(name, plain_path(value));
    }

    /// Sets a parameter of the path.
    pub(crate) fn path_param(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        style: Style,
    ) {
        self.set_path(name, path_parameter(name, value, style));
    }

    fn set_path(&mut self, name: &str, encoded: Result<String, FlattenError>) {
        match encoded {
            Ok(encoded) => self.path_params.push((name.to_owned(), encoded)),
            Err(error) => self.fail_at("path", name, &error),
        }
    }

    /// Sets a query parameter to a plain value. Null removes it.
    pub(crate) fn query(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        self.set_query(name, plain_query(name, value));
    }

    /// Sets a query parameter. Null removes it.
    pub(crate) fn query_param(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        style: Style,
    ) {
        self.set_query(name, query_pairs(name, value, style));
    }

    fn set_query(&mut self, name: &str, pairs: Result<Vec<String>, FlattenError>) {
        match pairs {
            Ok(pairs) => {
                self.query.retain(|param| param.name != name);
                let name = name.to_owned();
                self.query.push(QueryParam { name, pairs });
            }
            Err(error) => self.fail_at("query", name, &error),
        }
    }

    /// Replaces all query parameters of the call with an encoded query.
    pub(crate) fn replace_query(&mut self, query: &str) {
        self.query.clear();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let name = pair.split('=').next().unwrap_or_default();
            let pairs = vec![pair.to_owned()];
            match self.query.iter_mut().find(|param| param.name == name) {
                Some(param) => param.pairs.extend(pairs),
                None => self.query.push(QueryParam {
                    name: name.to_owned(),
                    pairs,
                }),
            }
        }
    }

    /// Returns the value of a query parameter of the call, if it is a number.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        let param = self.query.iter().find(|param| param.name == name)?;
        let (_, value) = param.pairs.first()?.split_once('=')?;
        value.parse().ok()
    }

    /// Sets a header parameter. Null removes it.
    pub(crate) fn header_param(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        style: Style,
    ) {
        match header_value(value, style) {
            Ok(Some(value)) => self.header(name, &value),
            Ok(None) => {
                if let Ok(name) = parse_header_name(name) {
                    self.headers.remove(&name);
                }
            }
            Err(error) => self.fail_at("header", name, &error),
        }
    }

    /// Sets a cookie. Null removes it.
    pub(crate) fn cookie(&mut self, name: &str, value: &(impl Serialize + ?Sized), style: Style) {
        match cookies(name, value, style) {
            Ok(pairs) => {
                self.cookies.retain(|(other, _)| other != name);
                self.cookies.push((name.to_owned(), pairs));
            }
            Err(error) => self.fail_at("cookie", name, &error),
        }
    }

    fn fail_at(&mut self, location: &str, name: &str, error: &FlattenError) {
        self.fail(format!("{location} parameter `{name}`: {error}"));
    }

    /// Renames the query parameter that names the deployment of a channel, for hosts that use another name.
    ///
    /// The deployment of the client replaces its value. A parameter that the call set under the host's name is kept.
    #[cfg(feature = "websocket")]
    pub(crate) fn rename_deployment_parameter(mut self, parameter: &str) -> Self {
        let config = self.config.clone();
        let of_host = config.host.map_or("", |host| host.deployment_query);
        if parameter.is_empty() || of_host.is_empty() || of_host == parameter {
            return self;
        }
        if self.query.iter().any(|param| param.name == of_host) {
            self.query.retain(|param| param.name != parameter);
            return self;
        }
        if let Some(deployment) = &config.deployment {
            self.query.retain(|param| param.name != parameter);
            self.query(of_host, deployment);
            return self;
        }
        for param in &mut self.query {
            if param.name == parameter {
                of_host.clone_into(&mut param.name);
                for pair in &mut param.pairs {
                    let value = pair.split_once('=').map_or("", |(_, value)| value);
                    *pair = format!("{of_host}={value}");
                }
            }
        }
        self
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match parse_header(name, value) {
            Ok((name, value)) => {
                self.omitted_headers.retain(|omitted| omitted != name);
                self.headers.insert(name, value);
            }
            Err(error) => self.fail(error.message()),
        }
    }

    pub(crate) fn without_header(&mut self, name: &str) {
        match parse_header_name(name) {
            Ok(name) => {
                self.headers.remove(&name);
                self.omitted_headers.push(name);
            }
            Err(error) => self.fail(error.message()),
        }
    }

    pub(crate) fn security(&mut self, schemes: &'static [&'static str]) {
        let schemes = schemes.iter().map(std::slice::from_ref);
        self.security = Some(schemes.collect());
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

    pub(crate) fn hedge_after(&mut self, delay: Duration) {
        self.hedge_after = Some(delay);
    }

    fn method(&self) -> Method {
        self.endpoint
            .as_ref()
            .map_or(self.spec.method, |endpoint| endpoint.method)
    }
}
