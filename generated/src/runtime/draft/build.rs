//! Building the request of a draft.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};

use super::Draft;
use super::body::DraftBody;
use super::body::{JSON, with_changes};
use crate::runtime::error::Error;
use crate::runtime::flatten::FlattenError;
use crate::runtime::form::UrlEncoded;
use crate::runtime::request::BodyChange;
use crate::runtime::request::{Request, RequestBody, parse_header};
use crate::runtime::url::{fill_path, join, pair};

impl Draft {
    /// Builds the request, or reports the first invalid input.
    pub(crate) fn build(self) -> Result<Request, Error> {
        let spec = self.spec;
        let request = match &self.failure {
            Some(reason) => Err(Error::request(reason)),
            None => self.into_request(),
        };
        request.map_err(|error| error.with_operation(spec))
    }

    fn into_request(mut self) -> Result<Request, Error> {
        let config = self.config.clone();
        let method = self.method();
        let path = match self.endpoint.take() {
            Some(endpoint) => endpoint.path,
            None => fill_path(self.spec.path, &self.path_params)?,
        };
        let mut headers = self.all_headers()?;
        let body = self.take_body(&mut headers)?;
        for name in &self.omitted_headers {
            headers.remove(name);
            if name == header::ACCEPT_ENCODING {
                // Without the header, the connection would request compression.
                headers.insert(name, HeaderValue::from_static("identity"));
            }
        }
        let base_url = config.base_url()?;
        let prefix = config.deployment_path(self.spec, &body)?;
        let url = join(base_url, &format!("{prefix}{path}"), &self.query_pairs());
        Ok(Request {
            operation: self.spec,
            path,
            method: method.to_http(),
            url,
            headers,
            omitted_headers: self.omitted_headers,
            body,
            security: self.security.unwrap_or(Cow::Borrowed(self.spec.security)),
            timeout: self.timeout.unwrap_or(config.timeout),
            max_retries: self.max_retries.unwrap_or(config.max_retries),
            hedge_after: self.hedge_after,
            limits: self.limits,
        })
    }

    /// Returns the query of the client, the operation, and the call. A parameter of the call replaces others with the
    /// same name.
    fn query_pairs(&self) -> Vec<String> {
        let is_set_by_call = |name: &str| self.query.iter().any(|param| param.name == name);
        let of_client = self.config.query.iter();
        let of_client = of_client.map(|(name, value)| (name.as_str(), value.as_str()));
        let mut pairs: Vec<String> = of_client
            .chain(self.spec.query.iter().copied())
            .filter(|(name, _)| !is_set_by_call(name))
            .map(|(name, value)| pair(name, value))
            .collect();
        pairs.extend(self.query.iter().flat_map(|param| param.pairs.clone()));
        pairs
    }

    /// Returns the headers of the client, the operation, and the call. A later one replaces an earlier one with the
    /// same name.
    fn all_headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = self.config.headers.clone();
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
        self.add_cookies(&mut headers)?;
        Ok(headers)
    }

    /// Appends the cookies of the call to those in the headers.
    fn add_cookies(&self, headers: &mut HeaderMap) -> Result<(), Error> {
        let pairs = self.cookies.iter().flat_map(|(_, pairs)| pairs);
        let cookies: Vec<&str> = pairs.map(String::as_str).collect();
        if cookies.is_empty() {
            return Ok(());
        }
        let set = headers
            .get(header::COOKIE)
            .and_then(|set| set.to_str().ok());
        let all: Vec<&str> = set.into_iter().chain(cookies).collect();
        let (name, value) = parse_header(header::COOKIE.as_str(), &all.join("; "))?;
        headers.insert(name, value);
        Ok(())
    }

    fn take_body(&mut self, headers: &mut HeaderMap) -> Result<RequestBody, Error> {
        let changes = std::mem::take(&mut self.body_changes);
        let body = std::mem::replace(&mut self.body, DraftBody::None);
        let (content_type, body) = match body {
            DraftBody::None if !changes.is_empty() => {
                let body = with_changes(Bytes::from_static(b"{}"), &changes)?;
                (HeaderValue::from_static(JSON), RequestBody::Bytes(body))
            }
            DraftBody::None => return Ok(RequestBody::Empty),
            DraftBody::Json {
                content_type,
                bytes,
            } => {
                let bytes = with_changes(bytes, &changes)?;
                (content_type, RequestBody::Bytes(bytes))
            }
            DraftBody::UrlEncoded(mut form) => {
                let failed = |error: FlattenError| Error::request(error.to_string());
                for BodyChange { name, value } in &changes {
                    form.replace(name, value.as_ref()).map_err(failed)?;
                }
                let style = self.config.service.form_style;
                let body = form.encode(style).map_err(failed)?;
                let content_type = HeaderValue::from_static(UrlEncoded::MEDIA_TYPE);
                (content_type, RequestBody::Bytes(body.into()))
            }
            DraftBody::Form(mut form) => {
                for BodyChange { name, value } in changes {
                    form.replace(&name, value);
                }
                form.resolve(self.config.service.form_style)
                    .map_err(Error::request)?;
                let content_type = HeaderValue::try_from(form.content_type())
                    .map_err(|_| Error::request("invalid media type of a form"))?;
                // A content type set by the caller would lack the boundary.
                headers.insert(header::CONTENT_TYPE, content_type);
                return Ok(RequestBody::Form(form));
            }
            DraftBody::Bytes {
                content_type,
                bytes,
            } => {
                if !changes.is_empty() {
                    return Err(Error::request("only JSON bodies and forms have fields"));
                }
                (content_type, RequestBody::Bytes(bytes))
            }
        };
        headers.entry(header::CONTENT_TYPE).or_insert(content_type);
        Ok(body)
    }
}
