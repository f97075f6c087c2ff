//! Connections through the operating system.

use std::error::Error as StdError;
use std::time::Duration;

use reqwest::Url;
use reqwest::redirect::Policy;
use rustls::{AlertDescription, Error as TlsError};

use super::body::Body;
use super::failure::find_in;
use super::gzip;
use super::http_transport::{Configure, transport_error};
use super::proxy::unusable_proxy;
use super::tls;
use super::transport::{CallInfo, Exchange};
use crate::runtime::error::chain;
use crate::runtime::limits::Limits;

/// Creates an HTTP client.
pub(super) fn client(
    connect_timeout: Duration,
    configure: Option<&Configure>,
) -> Result<reqwest::Client, String> {
    let mut builder = reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .redirect(Policy::none())
        .no_gzip();
    builder = match configure {
        None => {
            if let Some(problem) = unusable_proxy() {
                return Err(problem);
            }
            let config = tls::config(tls::HTTP).map_err(|error| error.to_string())?;
            builder.tls_backend_preconfigured(config)
        }
        Some(configure) => {
            tls::ensure_default_provider();
            // Redirects are followed by `send`, which knows what may be sent to another origin.
            configure(builder).redirect(Policy::none())
        }
    };
    builder.build().map_err(|error| chain(&error))
}

/// Sends a request and receives the head of its response.
pub(super) fn exchange(client: reqwest::Client, request: http::Request<Body>) -> Exchange {
    Box::pin(async move {
        let mut request = request;
        gzip::request(request.headers_mut());
        let max_ratio = match request.extensions().get::<CallInfo>() {
            Some(info) => info.max_ratio,
            None => Some(Limits::DEFAULT.compression_ratio),
        };
        let request = into_reqwest(request).map_err(transport_error)?;
        let response = client.execute(request).await.map_err(transport_error)?;
        let response = http::Response::from(response).map(Body::wrap);
        Ok(gzip::decompress(response, max_ratio))
    })
}

/// Returns whether a connection failed for a reason that a retry cannot change: a certificate, or no common version of
/// TLS.
pub(crate) fn is_permanent(error: &(dyn StdError + 'static)) -> bool {
    match find_in::<TlsError>(error) {
        Some(TlsError::AlertReceived(alert)) => matches!(
            alert,
            AlertDescription::AccessDenied
                | AlertDescription::BadCertificate
                | AlertDescription::CertificateExpired
                | AlertDescription::CertificateRequired
                | AlertDescription::CertificateRevoked
                | AlertDescription::CertificateUnknown
                | AlertDescription::HandshakeFailure
                | AlertDescription::ProtocolVersion
                | AlertDescription::UnknownCA
                | AlertDescription::UnsupportedCertificate
        ),
        Some(error) => matches!(
            error,
            TlsError::InvalidCertificate(_)
                | TlsError::NoCertificatesPresented
                | TlsError::UnsupportedNameType
                | TlsError::PeerIncompatible(_)
        ),
        None => false,
    }
}

/// Converts a request. If its extensions contain the parsed URL and the URI is unchanged, it is not parsed again.
fn into_reqwest(mut request: http::Request<Body>) -> Result<reqwest::Request, reqwest::Error> {
    let url = request.extensions_mut().remove::<Url>();
    let request = request.map(|body| match body.try_into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(body) => reqwest::Body::wrap(body),
    });
    match url {
        Some(url) if *request.uri() == *url.as_str() => {
            let (parts, body) = request.into_parts();
            let mut converted = reqwest::Request::new(parts.method, url);
            *converted.headers_mut() = parts.headers;
            *converted.body_mut() = Some(body);
            Ok(converted)
        }
        _ => reqwest::Request::try_from(request),
    }
}
