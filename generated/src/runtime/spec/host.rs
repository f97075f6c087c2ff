//! The constants of another host that serves the API of a service.

use super::CredentialLocation;

/// A host that serves the same API with different URLs and credentials.
#[derive(Clone, Copy, Debug)]
pub struct HostSpec {
    /// The name of the host in code.
    pub name: &'static str,
    /// The default endpoint, with `{region}` in it if the host has one for each region. Empty if each user has their
    /// own.
    pub endpoint: &'static str,
    /// Environment variables with the endpoint. The first one that is set wins.
    pub endpoint_env: &'static [&'static str],
    /// Environment variables with the region. The first one that is set wins.
    pub region_env: &'static [&'static str],
    /// The path of the API below the endpoint.
    pub path: &'static str,
    /// The path of a deployment below the base URL, with `{name}` in it. Empty if the host has no deployments.
    pub deployments: &'static str,
    /// The query parameter that names the deployment of a channel, if it differs from that of the channel. Empty if it
    /// does not.
    pub deployment_query: &'static str,
    /// The query parameter with the API version, which every call requires. Empty if there is none.
    pub version_query: &'static str,
    /// Environment variables with the API version. The first one that is set wins.
    pub version_env: &'static [&'static str],
    /// Where a request carries an API key.
    pub key: CredentialLocation,
    /// Environment variables with an API key. The first one that is set wins.
    pub key_env: &'static [&'static str],
    /// Environment variables with a bearer token, which takes precedence over an API key. The first one that is set
    /// wins.
    pub token_env: &'static [&'static str],
    /// How requests are signed, if the host accepts signatures.
    pub signing: Option<SigningSpec>,
}

/// How requests to a host are signed.
#[derive(Clone, Copy, Debug)]
pub struct SigningSpec {
    /// The name of the host's service in signatures.
    pub name: &'static str,
    /// Environment variables with the access key ID. The first one that is set wins.
    pub id_env: &'static [&'static str],
    /// Environment variables with the secret access key. The first one that is set wins.
    pub secret_env: &'static [&'static str],
    /// Environment variables with the session token, if any. The first one that is set wins.
    pub session_env: &'static [&'static str],
}

impl HostSpec {
    /// The placeholder for the region in an endpoint.
    pub(crate) const REGION: &'static str = "{region}";

    /// Returns whether the host has an endpoint for each region.
    pub(crate) fn has_regions(&self) -> bool {
        self.endpoint.contains(Self::REGION)
    }

    /// Returns the region whose endpoint has this origin.
    pub(crate) fn region_of<'a>(&self, origin: &'a str) -> Option<&'a str> {
        let (before, after) = self.endpoint.split_once(Self::REGION)?;
        let region = origin.strip_prefix(before)?.strip_suffix(after)?;
        Self::is_region(region).then_some(region)
    }

    /// Returns whether `name` has the form of a region. Other characters could lead to a different domain.
    pub(crate) fn is_region(name: &str) -> bool {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !name.is_empty() && name.chars().all(is_allowed)
    }
}
