//! Identity tokens that a platform issues to the programs it runs.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use http::{HeaderName, HeaderValue, Request};
use reqwest::Url;
use secrecy::SecretString;
use serde_json::Value;
use tokio::io::AsyncReadExt;

use super::token_endpoint;
use super::{Credential, CredentialProvider};
use crate::runtime::error::BoxError;
use crate::runtime::files;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::http_transport::{CONNECT_TIMEOUT, HttpTransport};
use crate::runtime::wire::transport::{BoxFuture, Transport};

/// The path of the [service account token][1] in a Kubernetes pod.
///
/// [1]: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
const KUBERNETES_PATH: &str = "/var/run/secrets/kubernetes.io/serviceaccount/token";
/// The URL of [managed identity tokens][1] on an Azure virtual machine.
///
/// [1]: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
const AZURE_URL: &str =
    "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01";
/// The URL of [identity tokens][1] on Google Cloud.
///
/// [1]: https://cloud.google.com/compute/docs/instances/verifying-instance-identity
const GOOGLE_URL: &str = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity?format=full";

/// Fetches an identity token from the platform that the program runs on.
///
/// Pass it to a client as a [`Credential`], or to [`token_exchange`](crate::ClientBuilder::token_exchange) as the
/// subject. The token is fetched whenever it is needed: platforms cache and renew their tokens.
#[derive(Clone)]
pub struct PlatformToken {
    source: Source,
    transport: Arc<dyn Transport>,
}

#[derive(Clone)]
enum Source {
    File(PathBuf),
    Endpoint {
        url: String,
        query: Vec<(&'static str, String)>,
        header: (HeaderName, HeaderValue),
        /// The property of the response with the token. `None` if the response is the token.
        property: Option<&'static str>,
    },
}

impl PlatformToken {
    /// Reads the token from a file.
    pub fn file(path: impl AsRef<Path>) -> Self {
        Self::from_source(Source::File(path.as_ref().to_path_buf()))
    }

    /// Reads the service account token of a Kubernetes pod. It is a JSON Web Token.
    pub fn kubernetes() -> Self {
        Self::file(KUBERNETES_PATH)
    }

    /// Fetches a managed identity token of an Azure virtual machine for this resource. It is a JSON Web Token.
    pub fn azure(resource: impl Into<String>) -> Self {
        Self::from_source(Source::Endpoint {
            url: AZURE_URL.to_owned(),
            query: vec![("resource", resource.into())],
            header: (
                HeaderName::from_static("metadata"),
                HeaderValue::from_static("true"),
            ),
            property: Some("access_token"),
        })
    }

    /// Fetches an identity token of the Google Cloud service account for this audience.
    ///
    /// A token exchange has to name its type: `("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")`.
    pub fn google(audience: impl Into<String>) -> Self {
        Self::from_source(Source::Endpoint {
            url: GOOGLE_URL.to_owned(),
            query: vec![("audience", audience.into())],
            header: (
                HeaderName::from_static("metadata-flavor"),
                HeaderValue::from_static("Google"),
            ),
            property: None,
        })
    }

    fn from_source(source: Source) -> Self {
        Self {
            source,
            transport: Arc::new(HttpTransport::new(CONNECT_TIMEOUT, None)),
        }
    }

    /// Sets the client ID of the managed identity, for an Azure virtual machine with several identities.
    #[must_use]
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        if let Source::Endpoint { query, .. } = &mut self.source {
            query.push(("client_id", id.into()));
        }
        self
    }

    /// Sets the URL of the platform's endpoint. It has no effect on a token in a file.
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        if let Source::Endpoint { url, .. } = &mut self.source {
            *url = endpoint.into();
        }
        self
    }

    /// Sets the transport of requests to the platform.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Arc::new(transport);
        self
    }

    async fn fetch(&self) -> Result<SecretString, BoxError> {
        let token = match &self.source {
            Source::File(path) => read(path).await?,
            Source::Endpoint {
                url,
                query,
                header: (name, value),
                property,
            } => {
                let url = Url::parse_with_params(url, query)?;
                let request = Request::get(url.as_str()).header(name, value);
                let request = request.body(Body::empty())?;
                let body = token_endpoint::fetch(&*self.transport, request).await?;
                parse(&body, *property).ok_or("the response of the platform has no token")?
            }
        };
        Ok(token.into())
    }
}

async fn read(path: &Path) -> Result<String, BoxError> {
    let failed = |error| format!("reading the token in {} failed: {error}", path.display());
    let (mut file, _) = files::open(path, None).await.map_err(failed)?;
    let mut token = String::new();
    file.read_to_string(&mut token).await.map_err(failed)?;
    Ok(token)
}

/// Returns the token in the body of a response.
fn parse(body: &[u8], property: Option<&str>) -> Option<String> {
    match property {
        None => String::from_utf8(body.to_vec()).ok(),
        Some(property) => {
            let response: Value = serde_json::from_slice(body).ok()?;
            Some(response.get(property)?.as_str()?.to_owned())
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
