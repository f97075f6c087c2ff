//! Requests signed by Signature Version 4 of AWS.
//!
//! In: credentials, a region and the name of a service, and requests. Out: a signer for a client.
//! Must not know: any host; what one is called in signatures is data of the service.
//!
//! The algorithm is [that of AWS][1]. A request is signed with its host, its content type and all headers that start
//! with `x-amz-`; AWS asks for no others, and what is not signed may be added or changed on the way.
//!
//! [1]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

mod canonical;
mod credentials;
mod signature;

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, header};

use super::client::{ClientBuilder, Credential, Signer, Unsigned};
use super::clock::now;
use super::error::{BoxError, Error};
use super::wire::transport::BoxFuture;
pub use credentials::{AwsCredentials, AwsCredentialsProvider};
use signature::{Scope, TOKEN};

/// Signs requests by Signature Version 4. [`ClientBuilder::sign`] makes one for a host that takes signatures; give one
/// of your own to a client as a [`Credential`] for other places, such as a gateway in front of a server.
#[derive(Clone)]
pub struct SigV4 {
    provider: Arc<dyn AwsCredentialsProvider>,
    region: Option<String>,
    service: Option<String>,
}

impl SigV4 {
    /// Signs with these credentials, or with what this provider gives for each attempt.
    pub fn new(credentials: impl AwsCredentialsProvider) -> Self {
        Self {
            provider: Arc::new(credentials),
            region: None,
            service: None,
        }
    }

    /// The region that signatures name, unless it is that of the client.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The service that signatures name, such as `execute-api`, unless it is that of the client's host.
    #[must_use]
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.service = Some(name.into());
        self
    }

    async fn headers(&self, request: Unsigned<'_>) -> Result<HeaderMap, BoxError> {
        let region = self.region.as_deref().or(request.region);
        let region = region.ok_or("a signature names a region: set one beside the endpoint")?;
        let service = self.service.as_deref().or(request.host_name);
        let service = service.ok_or("a signature names a service: set it with `SigV4::service`")?;
        let credentials = self.provider.credentials().await?;
        credentials.check()?;
        let scope = Scope::new(now(), region, service);
        let mut headers = HeaderMap::new();
        headers.insert("x-amz-date", HeaderValue::try_from(&scope.time)?);
        if let Some(token) = credentials.token() {
            headers.insert(TOKEN, sensitive(token)?);
        }
        let signed = canonical::signed_headers(&request, &headers);
        let canonical = canonical::request(&request, &signed);
        let authorization = signature::authorization(&credentials, &scope, &canonical)?;
        headers.insert(header::AUTHORIZATION, sensitive(&authorization)?);
        Ok(headers)
    }
}

/// A value that is not shown, neither where it fails nor later.
fn sensitive(value: &str) -> Result<HeaderValue, BoxError> {
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| "the credentials have characters that no header can carry")?;
    value.set_sensitive(true);
    Ok(value)
}

impl Signer for SigV4 {
    fn sign<'a>(&'a self, request: Unsigned<'a>) -> BoxFuture<'a, Result<HeaderMap, BoxError>> {
        Box::pin(self.headers(request))
    }

    fn refused(&self) -> bool {
        self.provider.refused()
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

impl ClientBuilder {
    /// Signs requests with these credentials, in the place of a key, on a [`host`](Self::host) that takes signatures.
    ///
    /// `credentials` are [`AwsCredentials`], or what gives some for each attempt: an async function, or any other
    /// [`AwsCredentialsProvider`]. A key or a token that is given beats them, before or after. The region is that of
    /// [`region`](Self::region) or of the endpoint.
    pub fn sign(self, credentials: impl AwsCredentialsProvider) -> Self {
        let service = self.config.service;
        let takes = self.config.host.is_some_and(|host| host.signing.is_some());
        let (true, Some(scheme)) = (takes, service.schemes.first()) else {
            let message = "the host takes no signatures that are known: give a `SigV4` as a key";
            return self.fail(Error::request(message));
        };
        match self.config.credential(&[scheme.name]) {
            Some((_, given)) if !given.is_signer() => self,
            _ => self.credential(scheme.name, SigV4::new(credentials)),
        }
    }
}

#[cfg(test)]
mod tests;
