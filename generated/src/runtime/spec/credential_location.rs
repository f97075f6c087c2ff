//! Where a request carries a credential.

/// Where a request carries a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialLocation {
    /// The header `Authorization: Bearer …`.
    Bearer,
    /// The header `Authorization: Basic …`. The credential is `user:password`, either plain or encoded as base64.
    Basic,
    /// The header with this name.
    Header(&'static str),
    /// The query parameter with this name.
    Query(&'static str),
    /// The cookie with this name.
    Cookie(&'static str),
    /// The headers that a signer returns. A key cannot authorize requests.
    Signer,
}
