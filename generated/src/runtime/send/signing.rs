//! Signing requests before they are sent.

use http::{HeaderMap, Method, Request};
use reqwest::Url;

use crate::runtime::auth::{Signer, UnsignedRequest};
use crate::runtime::config::Config;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::failure::exchange_error;
use crate::runtime::wire::transport::{TransportError, TransportErrorKind};

/// Signs a request to this URL. The signature covers the body, so a streaming body is read first.
pub(super) async fn sign(
    config: &Config,
    url: &Url,
    signer: &dyn Signer,
    request: Request<Body>,
    is_replayable: bool,
) -> Result<Request<Body>, Error> {
    let (mut parts, body) = request.into_parts();
    let body = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        // A reader may never end.
        Err(_) if !is_replayable => {
            return Err(Error::request(
                "an upload from a reader cannot be signed: send bytes or a file",
            ));
        }
        Err(streaming) => streaming.collect().await.map_err(|error| {
            exchange_error(TransportError::new(TransportErrorKind::Request, error))
        })?,
    };
    let target = (&parts.method, url);
    let signed = signature(config, signer, target, &parts.headers, &body).await?;
    parts.headers.extend(signed);
    Ok(Request::from_parts(parts, body.into()))
}

/// Returns the headers that sign a request.
pub(crate) async fn signature(
    config: &Config,
    signer: &dyn Signer,
    (method, url): (&Method, &Url),
    headers: &HeaderMap,
    body: &[u8],
) -> Result<HeaderMap, Error> {
    let signing = config.host.and_then(|host| host.signing);
    let request = UnsignedRequest {
        method,
        url,
        headers,
        body,
        region: config.region.as_deref(),
        host_name: signing.map(|signing| signing.name),
    };
    signer.sign(request).await.map_err(|source| {
        let message = format!("signing the request failed: {source}");
        Error::new(ErrorKind::Authentication, message).with_source(source)
    })
}
