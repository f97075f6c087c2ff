//! Requests to token endpoints.

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use percent_encoding::utf8_percent_encode;

use crate::runtime::clock::timeout;
use crate::runtime::error::{BoxError, ErrorBody, excerpt};
use crate::runtime::url::UNRESERVED;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::transport::Transport;

/// The timeout of a request.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The longest body that is read, in bytes.
const MAX_BODY: usize = 1 << 20;

/// Sends a request to a token endpoint and returns the body of its response.
///
/// # Errors
/// Fails if there is no response within the timeout, or if its status is not a success.
pub(super) async fn fetch(
    transport: &dyn Transport,
    request: Request<Body>,
) -> Result<Bytes, BoxError> {
    let exchange = async {
        let response = transport.send(request).await?;
        let (parts, body) = response.into_parts();
        Ok::<_, BoxError>((parts.status, body.collect_up_to(MAX_BODY).await?))
    };
    let (status, body) = timeout(TIMEOUT, exchange)
        .await
        .map_err(|_| format!("no response from the token endpoint within {TIMEOUT:?}"))??;
    if status.is_success() {
        return Ok(body);
    }
    let message = ErrorBody::parse(&body).message;
    let message = message.unwrap_or_else(|| excerpt(&body));
    let status = status.as_u16();
    Err(format!("the token endpoint responded with status {status}: {message}").into())
}

/// Encodes parameters as a form.
pub(super) fn form_body<'a>(parameters: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let encode = |part| utf8_percent_encode(part, UNRESERVED);
    let pairs = parameters.map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}
