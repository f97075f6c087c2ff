//! One attempt: credentials, body, exchange, redirects, and the status.
//!
//! In: a client, a request, how often it was retried. Out: an answer that is a success, or what went wrong.
//! Must not know: whether there will be another attempt.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use secrecy::ExposeSecret;

use super::super::client::{Client, Credential, Proof, place_key};
use super::super::clock::{FAR, Instant, timeout_at};
use super::super::error::{BoxError, Error, ErrorBody, ErrorKind, excerpt};
use super::super::form;
use super::super::request::{Request, RequestBody, add_query};
use super::super::spec::{Place, SchemeSpec};
use super::super::wire::body::{Body, LocalError};
use super::super::wire::http_transport::chain;
use super::super::wire::transport::{CallInfo, TransportError, TransportErrorKind};
use super::redirect;
use super::response::{Response, ResponseBody, Want};
use super::{retry, signing};

/// How much of the body of a failed request is kept.
const ERROR_BODY: usize = 1 << 20;

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

/// Tells the provider of the request's credential if this answer refused it; `true`: another one may do.
pub(crate) fn credential_was_refused(client: &Client, request: &Request, error: &Error) -> bool {
    let found = client.config().credential(request.security);
    found.is_some_and(|(_, credential)| {
        let refused = match error.status() {
            Some(StatusCode::UNAUTHORIZED) => true,
            // A signature that expired is often called forbidden.
            Some(StatusCode::FORBIDDEN) => credential.is_signer(),
            status => status.is_some() && error.kind() == ErrorKind::Authentication,
        };
        refused && credential.refused()
    })
}

/// Sends the request and follows redirects.
async fn exchange(
    client: &Client,
    request: &Request,
    retries: u32,
) -> Result<http::Response<Body>, Error> {
    let proof = proof(client, request).await?;
    let mut url = request.url.clone();
    let mut method = request.method.clone();
    if let Some(Proof::Key(Place::Query(name), key)) = &proof {
        add_query(&mut url, name, key.expose_secret());
    }
    let (mut at_home, mut with_body) = (true, true);
    for _ in 0..=redirect::LIMIT {
        let mut headers = if at_home {
            headers(client, request, proof.as_ref(), retries)?
        } else {
            redirect::public_headers(&request.headers)
        };
        let body = if with_body {
            open_body(&request.body, &mut headers).await?
        } else {
            headers.remove(header::CONTENT_TYPE);
            Body::empty()
        };
        let mut sent = http::Request::new(body);
        *sent.method_mut() = method.clone();
        *sent.uri_mut() = (url.as_str().parse())
            .map_err(|error| Error::request(format!("the URL cannot be sent: {error}")))?;
        *sent.headers_mut() = headers;
        if at_home && let Some(Proof::Signature(signer)) = &proof {
            let at = (client.config(), &url);
            sent = signing::sign(at, &**signer, sent, request.is_replayable()).await?;
        }
        sent.extensions_mut().insert(url.clone());
        sent.extensions_mut().insert(CallInfo {
            operation: request.operation,
            retries,
        });
        let sending = client.config().transport.send(sent);
        let answer = sending.await.map_err(failed)?;
        let next = redirect::follow(&url, &method, answer.status(), answer.headers());
        match next.filter(|next| !next.keeps_body || request.is_replayable()) {
            None => return Ok(answer),
            Some(next) => {
                // Who was sent away stays away: the way back home carries nothing either.
                at_home &= next.same_origin;
                with_body &= next.keeps_body;
                (url, method) = (next.url, next.method);
            }
        }
    }
    Err(Error::new(ErrorKind::Status, "too many redirects"))
}

/// The headers of the request with what belongs to this attempt.
fn headers(
    client: &Client,
    request: &Request,
    proof: Option<&Proof>,
    retries: u32,
) -> Result<HeaderMap, Error> {
    let mut headers = request.headers.clone();
    let name = client.config().service.wire.retry_count;
    if !name.is_empty() && !headers.contains_key(name) {
        let name = HeaderName::try_from(name)
            .map_err(|_| Error::request(format!("`{name}` is no header name")))?;
        headers.insert(name, HeaderValue::from(retries));
    }
    if let Some(Proof::Key(place, key)) = proof {
        place_key(key, *place, &mut headers)?;
    }
    Ok(headers)
}

/// What proves where the request comes from; nothing if it needs none or brings its own.
pub(crate) async fn proof(client: &Client, request: &Request) -> Result<Option<Proof>, Error> {
    let brings_own = request.headers.contains_key(header::AUTHORIZATION);
    if client.config().anonymous || request.security.is_empty() || brings_own {
        return Ok(None);
    }
    let (scheme, credential) = usable(client, request).ok_or_else(|| missing(client, request))?;
    credential.prove(scheme.place, &request.headers).await
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
        span: tracing::Span::none(),
        idle: request.timeout.min(FAR),
        strict: client.config().strict_answers,
    };
    response.body = match want {
        Want::Whole => match body.collect().await {
            Ok(bytes) => ResponseBody::Whole(bytes),
            Err(source) => return Err(response.explain(broken(source), Bytes::new())),
        },
        Want::Events if response.is_of_type("application/json") => {
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

pub(super) fn failed(error: TransportError) -> Error {
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
