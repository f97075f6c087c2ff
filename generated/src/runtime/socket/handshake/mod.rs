//! Opening a WebSocket: sending the handshake request and checking the response.

mod request;

use super::options::ConnectOptions;
use super::protocol::{OpenSocket, connect};
use crate::runtime::auth::Auth;
use crate::runtime::clock::timeout;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::request::Request;
use crate::runtime::send::{authorize, renew_credential, signature};

/// Opens a WebSocket. Redirects are not followed.
pub(crate) async fn open(options: &ConnectOptions) -> Result<OpenSocket, Error> {
    let spec = &options.channel.request;
    let connecting = async {
        let draft = options.draft.clone();
        let draft = draft.rename_deployment_parameter(options.channel.deployment);
        let mut request = draft.build()?;
        for interceptor in &options.draft.config.interceptors {
            interceptor.intercept(&mut request)?;
        }
        let error = match attempt(options, &request).await {
            Ok(socket) => return Ok(socket),
            Err(error) => error,
        };
        // A provider that can renew a rejected credential gets one more attempt.
        if renew_credential(&options.draft.config, &request, &error) {
            return attempt(options, &request).await;
        }
        Err(error)
    };
    let connected = timeout(options.handshake_timeout, connecting).await;
    let result = connected.unwrap_or_else(|_| {
        let message = format!("connecting timed out after {:?}", options.handshake_timeout);
        Err(Error::new(ErrorKind::Timeout, message))
    });
    result.map_err(|error| error.with_operation(spec))
}

async fn attempt(options: &ConnectOptions, request: &Request) -> Result<OpenSocket, Error> {
    let config = &options.draft.config;
    let auth = authorize(config, request).await?;
    let url = request::url(request, options, &auth)?;
    let mut headers = request::headers(request, options, &auth)?;
    for auth in &auth {
        if let Auth::Signature(signer) = auth {
            let target = (&http::Method::GET, &url);
            let signed = signature(config, &**signer, target, &headers, &[]).await?;
            headers.extend(signed);
        }
    }
    connect(options, &url, &headers).await
}
