//! Signing requests with [AWS Signature Version 4][1].
//!
//! The signature covers the host, the content type and all headers that start with `x-amz-`. AWS requires no others,
//! and headers that are not signed may be added or changed by proxies.
//!
//! [1]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

mod canonical;
mod credentials;
mod signature;

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, header};

use crate::runtime::auth::{Credential, Signer, UnsignedRequest};
use crate::runtime::clock::now;
use crate::runtime::error::BoxError;
use crate::runtime::wire::transport::BoxFuture;
pub use credentials::{AwsCredentials, AwsCredentialsProvider};
use signature::{Scope, TOKEN_HEADER};

/// Signs requests with AWS Signature Version 4.
///
/// [`ClientBuilder::sign`](crate::ClientBuilder::sign) creates one for a host that accepts signatures. For other
/// servers, such as a gateway, pass one to the client as a [`Credential`].
#[derive(Clone)]
pub struct SigV4 {
    provider: Arc<dyn AwsCredentialsProvider>,
    region: Option<String>,
    service: Option<String>,
}

impl SigV4 {
    /// Creates a signer from credentials, or from a provider that returns them for each attempt.
    pub fn new(credentials: impl AwsCredentialsProvider) -> Self {
        Self {
            provider: Arc::new(credentials),
            region: None,
            service: None,
        }
    }

    /// Sets the region of the signature. The default is the region of the client.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the service of the signature, such as `execute-api`. The default is the service of the client's host.
    #[must_use]
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.service = Some(name.into());
        self
    }

    async fn headers(&self, request: UnsignedRequest<'_>) -> Result<HeaderMap, BoxError> {
        let region = self.region.as_deref().or(request.region);
        let region = region
            .ok_or("no AWS region is set: use `SigV4::region` or set the region of the client")?;
        let service = self.service.as_deref().or(request.host_name);
        let service = service.ok_or("no AWS service is set: use `SigV4::service`")?;
        let credentials = self.provider.credentials().await?;
        credentials.check()?;
        let scope = Scope::new(now(), region, service);
        let mut headers = HeaderMap::new();
        headers.insert("x-amz-date", HeaderValue::try_from(&scope.time)?);
        if let Some(token) = credentials.token() {
            headers.insert(TOKEN_HEADER, sensitive(token)?);
        }
        let signed = canonical::signed_headers(&request, &headers);
        let canonical = canonical::request(&request, &signed);
        let authorization = signature::authorization(&credentials, &scope, &canonical)?;
        headers.insert(header::AUTHORIZATION, sensitive(&authorization)?);
        Ok(headers)
    }
}

/// Creates a header value that is not printed, not even in an error.
fn sensitive(value: &str) -> Result<HeaderValue, BoxError> {
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| "the AWS credentials contain characters that are not allowed in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

impl Signer for SigV4 {
    fn sign<'a>(
        &'a self,
        request: UnsignedRequest<'a>,
    ) -> BoxFuture<'a, Result<HeaderMap, BoxError>> {
        Box::pin(self.headers(request))
    }

    fn on_rejected(&self) -> bool {
        self.provider.on_rejected()
    }
}

impl From<SigV4> for Credential {
    fn from(signer: SigV4) -> Self {
        Self::signer(signer)
    }
}

impl fmt::Debug for SigV4 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigV4")
            .field("region", &self.region)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
