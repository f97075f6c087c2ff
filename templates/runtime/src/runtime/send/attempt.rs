//! One attempt: credentials, body, exchange, redirects, and the status.
//!
//! In: a client, a request, how often it was retried. Out: an answer that is a success, or what went wrong.
//! Must not know: whether there will be another attempt.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use reqwest::Url;
use tokio::time::{Instant, timeout_at};

use super::super::client::{Client, Credential, place};
use super::super::error::{BoxError, Error, ErrorBody, ErrorKind, excerpt};
use super::super::form;
use super::super::request::{Request, RequestBody, add_query};
use super::super::spec::SchemeSpec;
use super::super::wire::body::{Body, LocalError};
use super::super::wire::http_transport::chain;
use super::super::wire::transport::{TransportError, TransportErrorKind};
use super::redirect::{self, Redirect};
use super::response::{Response, ResponseBody, Want};
use super::retry;

/// How much of the body of a failed request is kept.
const ERROR_BODY: usize = 1 << 20;
/// The furthest a deadline lies ahead: longer timeouts are none.
const FAR: Duration = Duration::from_secs(30 * 24 * 3600);

/// Sends the request once.
pub(crate) async fn attempt(
    client: &Client,
    request: &Request,
    want: Want,
    retries: u32,
) -> Result<Response, Error> {
    let deadline = Instant::now() + request.timeout.min(FAR);
    let within = async {
        let answer = exchange(client, request, retries).await?;
        read(client, request, want, answer).await
    };
    match timeout_at(deadline, within).await {
        Ok(result) => result,
        Err(_) => Err(Error::new(
            ErrorKind::Timeout,
            format!("no complete answer within {:?}", request.timeout),
        )),
    }
}

/// Tells the provider of the request's credential that the service refused it; `true`: another one may do.
pub(crate) fn credential_was_refused(client: &Client, request: &Request) -> bool {
    let found = client.config().credential(request.security);
    found.is_some_and(|(_, credential)| credential.refused())
}

/// Sends the request and follows redirects.
async fn exchange(
    client: &Client,
    request: &Request,
    retries: u32,
) -> Result<http::Response<Body>, Error> {
    let mut url = request.url.clone();
    let mut method = request.method.clone();
    let mut headers = request.headers.clone();
    add_retry_count(client, &mut headers, retries)?;
    add_credential(client, request, &mut headers, &mut url).await?;
    let mut with_body = true;
    for _ in 0..=redirect::LIMIT {
        let mut sent = http::Request::new(Body::empty());
        if with_body {
            *sent.body_mut() = open_body(&request.body, &mut headers).await?;
        }
        *sent.method_mut() = method.clone();
        *sent.uri_mut() = (url.as_str().parse())
            .map_err(|error| Error::request(format!("the URL cannot be sent: {error}")))?;
        *sent.headers_mut() = headers.clone();
        let sending = client.config().transport.send(sent);
        let answer = sending.await.map_err(failed)?;
        let next = redirect::follow(&url, &method, answer.status(), answer.headers());
        match next.filter(|next| !next.keeps_body || request.is_replayable()) {
            None => return Ok(answer),
            Some(next) => {
                adapt(&mut headers, &next);
                with_body = with_body && next.keeps_body;
                (url, method) = (next.url, next.method);
            }
        }
    }
    Err(Error::new(ErrorKind::Status, "too many redirects"))
}

fn adapt(headers: &mut HeaderMap, next: &Redirect) {
    if !next.same_origin {
        *headers = redirect::public_headers(headers);
    }
    if !next.keeps_body {
        headers.remove(header::CONTENT_TYPE);
        headers.remove(header::CONTENT_LENGTH);
    }
}

fn add_retry_count(client: &Client, headers: &mut HeaderMap, retries: u32) -> Result<(), Error> {
    let name = client.config().service.wire.retry_count;
    if !name.is_empty() {
        let (name, value) = super::super::client::header(name, &retries.to_string())?;
        headers.entry(name).or_insert(value);
    }
    Ok(())
}

async fn add_credential(
    client: &Client,
    request: &Request,
    headers: &mut HeaderMap,
    url: &mut Url,
) -> Result<(), Error> {
    let config = client.config();
    if config.anonymous || request.security.is_empty() {
        return Ok(());
    }
    let Some((scheme, credential)) = usable(client, request) else {
        // A header given by hand is a credential as well.
        if headers.contains_key(header::AUTHORIZATION) {
            return Ok(());
        }
        return Err(missing(client, request));
    };
    let key = credential.fetch().await?;
    let place_of_key = credential.place_or(scheme.place);
    if let Some((name, value)) = place(&key, place_of_key, headers)? {
        add_query(url, name, &value);
    }
    Ok(())
}

fn usable<'a>(
    client: &'a Client,
    request: &Request,
) -> Option<(&'static SchemeSpec, &'a Credential)> {
    let config = client.config();
    let (name, credential) = config.credential(request.security)?;
    Some((config.service.scheme(name)?, credential))
}

fn missing(client: &Client, request: &Request) -> Error {
    let service = client.config().service;
    let schemes = request
        .security
        .iter()
        .filter_map(|name| service.scheme(name));
    let env: Vec<_> = schemes.flat_map(|scheme| scheme.env).copied().collect();
    let mut message = format!("no credential for {}", request.security.join(" or "));
    if !env.is_empty() {
        message.push_str(&format!(" (environment: {})", env.join(", ")));
    }
    Error::new(ErrorKind::Authentication, message)
}

async fn open_body(body: &RequestBody, headers: &mut HeaderMap) -> Result<Body, Error> {
    match body {
        RequestBody::Empty => Ok(Body::empty()),
        RequestBody::Bytes(bytes) => Ok(bytes.clone().into()),
        RequestBody::Form(form) => {
            let open = form::open(form).await?;
            if let Some(length) = open.length {
                headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            }
            Ok(open.body)
        }
    }
}

/// Reads as much of the answer as is wanted; a status that is no success becomes an error with its body.
async fn read(
    client: &Client,
    request: &Request,
    want: Want,
    answer: http::Response<Body>,
) -> Result<Response, Error> {
    let service = client.config().service;
    let (parts, body) = answer.into_parts();
    let (status, headers) = (parts.status, parts.headers);
    if !status.is_success() {
        return Err(refused(client, status, headers, body).await);
    }
    let mut response = Response {
        service,
        operation: request.operation,
        status,
        headers,
        body: ResponseBody::Whole(Bytes::new()),
        idle: request.timeout.min(FAR),
    };
    response.body = match want {
        Want::Whole => match body.collect().await {
            Ok(bytes) => ResponseBody::Whole(bytes),
            Err(source) => return Err(response.explain(broken(source), Bytes::new())),
        },
        Want::Events if response.media_type() == "application/json" => {
            return Err(no_events(&response, body).await);
        }
        Want::Stream | Want::Events => ResponseBody::Coming(body),
    };
    Ok(response)
}

async fn refused(client: &Client, status: StatusCode, headers: HeaderMap, body: Body) -> Error {
    let service = client.config().service;
    let body = match body.collect_up_to(ERROR_BODY).await {
        Ok(body) => body,
        // The status says more than the connection that broke after it.
        Err(_) => Bytes::new(),
    };
    let error = Error::of_answer(service, status, headers, body);
    let retryable = retry::is_retryable(service, &error);
    error.with_retryable(retryable)
}

/// Events were asked for and something else came: an error in JSON, or an answer that does not stream.
async fn no_events(response: &Response, body: Body) -> Error {
    let body = body.collect_up_to(ERROR_BODY).await.unwrap_or_default();
    let said = ErrorBody::read(&body);
    let message = said.message.clone().unwrap_or_else(|| excerpt(&body));
    let message = format!("the answer is no event stream: {message}");
    response.explain_with(Error::new(ErrorKind::Stream, message), body, said)
}

fn failed(error: TransportError) -> Error {
    let kind = match error.kind() {
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Cancelled => ErrorKind::Cancelled,
        TransportErrorKind::Request => ErrorKind::Request,
        TransportErrorKind::Connection => ErrorKind::Connection,
    };
    let source = error.into_source();
    if let Some(local) = LocalError::behind(source.as_ref()) {
        return Error::new(ErrorKind::Io, local.to_string()).with_source(source);
    }
    Error::new(kind, chain(source.as_ref())).with_source(source)
}

/// The connection broke while the body was read.
pub(crate) fn broken(source: BoxError) -> Error {
    let message = format!("the answer broke off: {}", chain(source.as_ref()));
    Error::new(ErrorKind::Connection, message).with_source(source)
}
