//! Signing the requests of a client with AWS credentials.

use super::ClientBuilder;
use crate::runtime::auth::{AwsCredentialsProvider, SigV4};
use crate::runtime::error::Error;

impl ClientBuilder {
    /// Signs requests with AWS credentials instead of sending a key, for a [`host`](Self::host) that accepts
    /// signatures.
    ///
    /// Takes [`AwsCredentials`](crate::auth::AwsCredentials) or an [`AwsCredentialsProvider`], such as an async
    /// function. A key or token takes precedence, whether it is set before or after. The region is set by
    /// [`region`](Self::region) or is part of the endpoint.
    pub fn sign(self, credentials: impl AwsCredentialsProvider) -> Self {
        let service = self.config.service;
        let accepts = self.config.host.is_some_and(|host| host.signing.is_some());
        let (true, Some(scheme)) = (accepts, service.schemes.first()) else {
            let message =
                "the host is not known to accept AWS signatures: pass a `SigV4` as the credential";
            return self.fail(Error::request(message));
        };
        match self.config.credential(scheme.name) {
            Some(found) if !found.is_signer() => self,
            _ => self.credential(scheme.name, SigV4::new(credentials)),
        }
    }
}
