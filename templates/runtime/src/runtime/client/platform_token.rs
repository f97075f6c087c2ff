//! Tokens that a platform gives the programs it runs, to say who they are.
//!
//! In: which platform it is, and what is asked of it. Out: a provider of tokens, for an exchange or as keys.
//! Must not know: what the tokens are given to.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use http::{HeaderName, HeaderValue, Request};
use reqwest::Url;
use secrecy::SecretString;
use serde_json::Value;
use tokio::io::AsyncReadExt;

use super::super::error::BoxError;
use super::super::files;
use super::super::wire::body::Body;
use super::super::wire::http_transport::HttpTransport;
use super::super::wire::transport::{BoxFuture, Transport};
use super::config::CONNECT_TIMEOUT;
use super::credentials::{Credential, CredentialProvider};
use super::exchange::answer_of;

/// Where Kubernetes puts the [token of a service account][1].
///
/// [1]: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
const KUBERNETES: &str = "/var/run/secrets/kubernetes.io/serviceaccount/token";
/// Where virtual machines of Azure ask for the [token of a managed identity][1].
///
/// [1]: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
const AZURE: &str = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01";
/// Where programs on Google Cloud ask for an [identity token][1].
///
/// [1]: https://cloud.google.com/compute/docs/instances/verifying-instance-identity
const GOOGLE: &str = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity?format=full";

/// Fetches a token of the platform that the program runs on. Give it to a client as a [`Credential`], or to
/// [`token_exchange`](super::ClientBuilder::token_exchange) as the subject.
///
/// It is asked for whenever one is needed: platforms keep and renew their tokens themselves.
#[derive(Clone)]
pub struct PlatformToken {
    source: Source,
    transport: Arc<dyn Transport>,
}

#[derive(Clone)]
enum Source {
    File(PathBuf),
    Address {
        url: String,
        query: Vec<(&'static str, String)>,
        header: (HeaderName, HeaderValue),
        /// The member of the answer that holds the token; none: the answer is the token.
        member: Option<&'static str>,
    },
}

impl PlatformToken {
    /// The token in a file, which is read each time.
    pub fn file(path: impl AsRef<Path>) -> Self {
        Self::of(Source::File(path.as_ref().to_path_buf()))
    }

    /// The token of the service account that a pod of Kubernetes runs under: a JWT.
    pub fn kubernetes() -> Self {
        Self::file(KUBERNETES)
    }

    /// The token of the managed identity of a virtual machine of Azure, for this resource: a JWT.
    pub fn azure(resource: impl Into<String>) -> Self {
        Self::of(Source::Address {
            url: AZURE.to_owned(),
            query: vec![("resource", resource.into())],
            header: (
                HeaderName::from_static("metadata"),
                HeaderValue::from_static("true"),
            ),
            member: Some("access_token"),
        })
    }

    /// The identity token of the service account that a program on Google Cloud runs under, for this audience.
    ///
    /// To exchange it, say that it is one: `("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")`.
    pub fn google(audience: impl Into<String>) -> Self {
        Self::of(Source::Address {
            url: GOOGLE.to_owned(),
            query: vec![("audience", audience.into())],
            header: (
                HeaderName::from_static("metadata-flavor"),
                HeaderValue::from_static("Google"),
            ),
            member: None,
        })
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            transport: Arc::new(HttpTransport::new(CONNECT_TIMEOUT, None)),
        }
    }

    /// The token of this identity, where Azure gives a machine several.
    #[must_use]
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        if let Source::Address { query, .. } = &mut self.source {
            query.push(("client_id", id.into()));
        }
        self
    }

    /// Asks at this address instead of the platform's usual one. A token of a file has none.
    #[must_use]
    pub fn endpoint(mut self, address: impl Into<String>) -> Self {
        if let Source::Address { url, .. } = &mut self.source {
            *url = address.into();
        }
        self
    }

    /// Asks over this transport.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Arc::new(transport);
        self
    }

    async fn fetch(&self) -> Result<SecretString, BoxError> {
        let token = match &self.source {
            Source::File(path) => read(path).await?,
            Source::Address {
                url,
                query,
                header: (name, value),
                member,
            } => {
                let url = Url::parse_with_params(url, query)?;
                let request = Request::get(url.as_str()).header(name, value);
                let request = request.body(Body::empty())?;
                let body = answer_of(&*self.transport, request).await?;
                token(&body, *member).ok_or("the platform's answer holds no token")?
            }
        };
        Ok(token.into())
    }
}

async fn read(path: &Path) -> Result<String, BoxError> {
    let failed = |error| format!("the token in {} cannot be read: {error}", path.display());
    let (mut file, _) = files::open(path, None).await.map_err(failed)?;
    let mut text = String::new();
    file.read_to_string(&mut text).await.map_err(failed)?;
    Ok(text)
}

/// The token in an answer.
fn token(body: &[u8], member: Option<&str>) -> Option<String> {
    match member {
        None => String::from_utf8(body.to_vec()).ok(),
        Some(member) => {
            let answer: Value = serde_json::from_slice(body).ok()?;
            Some(answer.get(member)?.as_str()?.to_owned())
        }
    }
}

impl CredentialProvider for PlatformToken {
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(self.fetch())
    }
}

impl From<PlatformToken> for Credential {
    fn from(token: PlatformToken) -> Self {
        Self::provider(token)
    }
}

impl fmt::Debug for PlatformToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlatformToken").finish_non_exhaustive()
    }
}
