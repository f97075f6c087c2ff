//! What is known of the places where a service is, beside its own address, and of how keys for it are got.
//!
//! In: constants written by the generator. Out: the facts that the client's builder looks up.
//! Must not know: the name of any host.

use super::service::Place;

/// A host that serves the same API, but finds some things elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct HostSpec {
    /// What the host is called in code.
    pub name: &'static str,
    /// The endpoint unless told otherwise, with `{region}` in it if it has one for each region; empty: every user has
    /// their own.
    pub endpoint: &'static str,
    /// Environment variables that hold the endpoint; the first one set wins.
    pub endpoint_env: &'static [&'static str],
    /// Environment variables that hold the region; the first one set wins.
    pub region_env: &'static [&'static str],
    /// The path below the endpoint under which the API begins.
    pub path: &'static str,
    /// The path, with `{name}` in it, that operations of a deployment are served below; empty: there are none.
    pub deployments: &'static str,
    /// The query parameter that names the deployment of a channel, in the place of the channel's own that names it
    /// elsewhere; empty: it keeps its name.
    pub deployment_query: &'static str,
    /// The query parameter with the version of the API, which every call then needs; empty: there is none.
    pub version_query: &'static str,
    /// Environment variables that hold the version; the first one set wins.
    pub version_env: &'static [&'static str],
    /// Where a key goes.
    pub key: Place,
    /// Environment variables that hold a key; the first one set wins.
    pub key_env: &'static [&'static str],
    /// Environment variables that hold a bearer token, which beats a key; the first one set wins.
    pub token_env: &'static [&'static str],
    /// How it takes signed requests, in the place of a key or token; none if it does not.
    pub signing: Option<SigningSpec>,
}

/// What there is to know about signing requests to a host.
#[derive(Clone, Copy, Debug)]
pub struct SigningSpec {
    /// What the host is called in signatures.
    pub name: &'static str,
    /// Environment variables that hold the public part of a key; the first one set wins.
    pub id_env: &'static [&'static str],
    /// Environment variables that hold its secret part; the first one set wins.
    pub secret_env: &'static [&'static str],
    /// Environment variables that hold the token of the session the key is for, if any; the first one set wins.
    pub session_env: &'static [&'static str],
}

impl HostSpec {
    /// What stands for the region in an endpoint.
    pub(crate) const REGION: &'static str = "{region}";

    /// Whether there is an endpoint for each region.
    pub(crate) fn has_regions(&self) -> bool {
        self.endpoint.contains(Self::REGION)
    }

    /// The region whose endpoint this is: scheme and name.
    pub(crate) fn region_of<'a>(&self, origin: &'a str) -> Option<&'a str> {
        let (before, after) = self.endpoint.split_once(Self::REGION)?;
        let region = origin.strip_prefix(before)?.strip_suffix(after)?;
        Self::is_region(region).then_some(region)
    }

    /// Whether this may be the name of a region. Anything else could lead to another domain.
    pub(crate) fn is_region(name: &str) -> bool {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !name.is_empty() && name.chars().all(fits)
    }
}

/// Where tokens of an identity provider are exchanged for keys of the service (RFC 8693).
#[derive(Clone, Copy, Debug)]
pub struct ExchangeSpec {
    /// The token endpoint.
    pub url: &'static str,
    /// The token endpoint for who proves itself by the certificate of its connection alone; empty: there is none.
    pub certificate_url: &'static str,
    /// What such a certificate is called where kinds of tokens are named: a URN.
    pub certificate_type: &'static str,
    /// Whether it takes JSON instead of a form.
    pub json: bool,
    /// Parameters it needs beside those of the RFC.
    pub parameters: &'static [&'static str],
    /// How many seconds before its end a key is replaced.
    pub early: u64,
}

/// Where answers say how much they cost.
#[derive(Clone, Copy, Debug)]
pub struct UsageRules {
    /// Paths of the object with the counts, members parted by dots.
    pub objects: &'static [&'static str],
    /// Names of the count of what was taken in.
    pub input: &'static [&'static str],
    /// Names of the count of what was given out.
    pub output: &'static [&'static str],
    /// Names of the count of both.
    pub total: &'static [&'static str],
}

impl UsageRules {
    /// Answers do not say.
    pub const NONE: Self = Self {
        objects: &[],
        input: &[],
        output: &[],
        total: &[],
    };
}
