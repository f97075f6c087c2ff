//! One attempt: credential, body, exchange, redirects, and the status of the response.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use http_body::Body as _;
#[cfg(feature = "reported-errors")]
use percent_encoding::percent_decode_str;
use reqwest::Url;
use secrecy::ExposeSecret;

use super::authorize::authorize;
#[cfg(feature = "event-streams")]
use super::event_body::check_events;
use super::redirect;
use super::response::{BodyMode, Response, ResponseBody};
use super::retry;
#[cfg(feature = "signers")]
use super::signing;
use crate::runtime::auth::{Auth, place_key};
use crate::runtime::clock::{Instant, MAX_TIMEOUT, timeout_at};
use crate::runtime::config::Config;
use crate::runtime::error::{EXCERPT, Error};
use crate::runtime::error_kind::ErrorKind;
#[cfg(feature = "multipart")]
use crate::runtime::form;
use crate::runtime::request::{Request, RequestBody, parse_header_name};
use crate::runtime::spec::CredentialLocation;
use crate::runtime::url::add_query;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::failure::{body_error, exchange_error};
use crate::runtime::wire::transport::CallInfo;

/// How much of an error body is kept, in bytes.
const MAX_ERROR_BODY: usize = 1 << 20;

/// Sends the request once.
pub(super) async fn attempt(
    config: &Config,
    request: &Request,
    body_mode: BodyMode,
    retries: u32,
) -> Result<Response, Error> {
    let deadline = Instant::now() + request.timeout.min(MAX_TIMEOUT);
    let sending = async {
        let response = exchange(config, request, body_mode, retries).await?;
        receive(config, request, body_mode, response).await
    };
    match timeout_at(deadline, sending).await {
        Ok(result) => result,
        Err(_) => Err(Error::new(
            ErrorKind::Timeout,
            format!("no complete response within {:?}", request.timeout),
        )),
    }
}

/// Sends the request and follows redirects.
async fn exchange(
    config: &Config,
    request: &Request,
    body_mode: BodyMode,
    retries: u32,
) -> Result<http::Response<Body>, Error> {
    let auth = authorize(config, request).await?;
    let mut hop = Hop::first(request, &auth);
    let info = CallInfo {
        operation: request.operation,
        retries,
        max_ratio: match body_mode {
            BodyMode::Streaming => None,
            _ => Some(request.limits.compression_ratio),
        },
    };
    for _ in 0..=redirect::MAX_REDIRECTS {
        let sent = hop.request(config, request, &auth, info).await?;
        let sending = config.transport.send(sent);
        let response = sending.await.map_err(exchange_error)?;
        match hop.next(request, &response) {
            None => return Ok(response),
            Some(next) => hop = next,
        }
    }
    Err(Error::new(ErrorKind::Status, "too many redirects"))
}

/// A request in a chain of redirects.
struct Hop {
    url: Url,
    method: Method,
    /// Whether all requests so far went to the same origin. A redirect back to it does not count.
    same_origin: bool,
    with_body: bool,
}

impl Hop {
    fn first(request: &Request, auth: &[Auth]) -> Self {
        let mut url = request.url.clone();
        for auth in auth {
            if let Auth::Key(CredentialLocation::Query(name), key) = auth {
                add_query(&mut url, name, key.expose_secret());
            }
        }
        Self {
            url,
            method: request.method.clone(),
            same_origin: true,
            with_body: true,
        }
    }

    async fn request(
        &self,
        config: &Config,
        request: &Request,
        auth: &[Auth],
        info: CallInfo,
    ) -> Result<http::Request<Body>, Error> {
        let mut headers = match self.same_origin {
            true => attempt_headers(config, request, auth, info.retries)?,
            false => redirect::public_headers(&request.headers),
        };
        let body = match &request.body {
            _ if !self.with_body => {
                headers.remove(header::CONTENT_TYPE);
                Body::empty()
            }
            RequestBody::Empty => Body::empty(),
            RequestBody::Bytes(bytes) => bytes.clone().into(),
            #[cfg(feature = "multipart")]
            RequestBody::Form(form) => open_form(config, form, &mut headers).await?,
        };
        let mut sent = http::Request::new(body);
        *sent.method_mut() = self.method.clone();
        *sent.uri_mut() = (self.url.as_str().parse())
            .map_err(|error| Error::request(format!("invalid URL: {error}")))?;
        *sent.headers_mut() = headers;
        #[cfg(feature = "signers")]
        for auth in auth.iter().filter(|_| self.same_origin) {
            if let Auth::Signature(signer) = auth {
                let is_replayable = request.is_replayable();
                sent = signing::sign(config, &self.url, &**signer, sent, is_replayable).await?;
            }
        }
        sent.extensions_mut().insert(self.url.clone());
        sent.extensions_mut().insert(info);
        Ok(sent)
    }

    /// Returns the request that a response redirects to.
    fn next(&self, request: &Request, response: &http::Response<Body>) -> Option<Self> {
        let (status, headers) = (response.status(), response.headers());
        let next = redirect::follow(&self.url, &self.method, status, headers)?;
        if next.keeps_body && !request.is_replayable() {
            return None;
        }
        Some(Self {
            url: next.url,
            method: next.method,
            same_origin: self.same_origin && next.same_origin,
            with_body: self.with_body && next.keeps_body,
        })
    }
}

/// Returns the headers of the request with those of this attempt.
fn attempt_headers(
    config: &Config,
    request: &Request,
    auth: &[Auth],
    retries: u32,
) -> Result<HeaderMap, Error> {
    let mut headers = request.headers.clone();
    let name = config.service.wire.retry_count;
    if !name.is_empty() && !headers.contains_key(name) && !request.omits_header(name) {
        headers.insert(parse_header_name(name)?, HeaderValue::from(retries));
    }
    for auth in auth {
        match auth {
            Auth::Key(location, key) => place_key(key, *location, &mut headers)?,
            #[cfg(feature = "signers")]
            Auth::Signature(_) => {}
        }
    }
    Ok(headers)
}

#[cfg(feature = "multipart")]
async fn open_form(
    config: &Config,
    form: &form::Form,
    headers: &mut HeaderMap,
) -> Result<Body, Error> {
    let open = form::open(form, config.service.form_style).await?;
    if let Some(length) = open.length {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(open.body)
}

/// Receives the response. A status that is not a success becomes an error with the body.
async fn receive(
    config: &Config,
    request: &Request,
    body_mode: BodyMode,
    response: http::Response<Body>,
) -> Result<Response, Error> {
    let (parts, body) = response.into_parts();
    let (status, headers) = (parts.status, parts.headers);
    let is_declared = request.operation.successes.contains(&status.as_u16());
    if !status.is_success() && !is_declared {
        return Err(status_error(config, status, headers, body).await);
    }
    let mut response = Response {
        service: config.service,
        operation: request.operation,
        status,
        headers,
        body: ResponseBody::Buffered(Bytes::new()),
        span: tracing::Span::none(),
        #[cfg(any(feature = "downloads", feature = "event-streams"))]
        chunk_timeout: request.timeout.min(MAX_TIMEOUT),
        limits: request.limits,
        #[cfg(feature = "reported-errors")]
        deleted_id: deleted_id(request),
        strict: config.strict_decoding,
    };
    match body_mode {
        BodyMode::Buffered => {
            response.body = ResponseBody::Buffered(collect(&response, body).await?);
        }
        BodyMode::Streaming => response.set_stream(body),
        #[cfg(feature = "event-streams")]
        BodyMode::Events => {
            let body = check_events(&response, body).await?;
            response.set_stream(body);
        }
    }
    Ok(response)
}

/// Returns the ID of the resource that a request deletes: the last segment of the URL.
#[cfg(feature = "reported-errors")]
fn deleted_id(request: &Request) -> Option<Box<str>> {
    if request.method != Method::DELETE || !request.operation.path.ends_with('}') {
        return None;
    }
    let id = request.url.path_segments()?.next_back()?;
    Some(percent_decode_str(id).decode_utf8_lossy().into())
}

/// Reads a body into memory, up to the size limit.
async fn collect(response: &Response, body: Body) -> Result<Bytes, Error> {
    let limit = response.limits.response_size;
    let too_large = |start| Err(response.explain(response.limits.response_too_large(), start));
    if usize::try_from(body.size_hint().lower()).is_ok_and(|size| size > limit) {
        return too_large(Bytes::new());
    }
    match body.collect_received(limit.saturating_add(1)).await {
        (received, Some(source)) => Err(response.explain(body_error(source), received)),
        (bytes, None) if bytes.len() > limit => too_large(excerpt_bytes(&bytes)),
        (bytes, None) => Ok(bytes),
    }
}

/// Returns a copy of the start of a body, so that the rest is not kept in memory.
fn excerpt_bytes(body: &[u8]) -> Bytes {
    Bytes::copy_from_slice(&body[..body.len().min(EXCERPT)])
}

async fn status_error(
    config: &Config,
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
) -> Error {
    // If the connection breaks, the status is still more useful than the connection error.
    let (body, _) = body.collect_received(MAX_ERROR_BODY).await;
    let error = Error::from_response(config.service, status, headers, body);
    let is_retryable = retry::is_retryable(config.service, &error);
    error.with_retryable(is_retryable)
}
