//! Signing a request before it is sent.
//!
//! In: a request and a signer. Out: the same request with its signature, and with all of its body in memory.
//! Must not know: how a signature is made, and whether the request was sent before.

use http::Request;
use reqwest::Url;

use super::super::client::{Config, Signer, signature};
use super::super::error::Error;
use super::super::wire::body::Body;
use super::super::wire::transport::{TransportError, TransportErrorKind};
use super::attempt::failed;

/// Signs a request to this URL. A signature covers the body, so one that comes piece by piece is read first.
pub(super) async fn sign(
    (config, url): (&Config, &Url),
    signer: &dyn Signer,
    request: Request<Body>,
    is_replayable: bool,
) -> Result<Request<Body>, Error> {
    let (mut parts, body) = request.into_parts();
    let body = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        // What can be read only once may be without an end.
        Err(_) if !is_replayable => {
            return Err(Error::request(
                "a body that can be read only once cannot be signed: send its bytes or a file",
            ));
        }
        Err(coming) => coming
            .collect()
            .await
            .map_err(|error| failed(TransportError::new(TransportErrorKind::Request, error)))?,
    };
    let to = (&parts.method, url);
    let signed = signature(config, signer, to, &parts.headers, &body).await?;
    parts.headers.extend(signed);
    Ok(Request::from_parts(parts, body.into()))
}
