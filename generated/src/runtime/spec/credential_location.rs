//! Where a request carries a credential.

/// Where a request carries a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialLocation {
    /// The header `Authorization: Bearer …`.
    Bearer,
    /// The header `Authorization: Basic …`. The credential is `user:password`, in base64 or not.
    Basic,
    /// The header with this name.
    Header(&'static str),
    /// The query parameter with this name.
    Query(&'static str),
    /// The cookie with this name.
    Cookie(&'static str),
    /// The headers that a signer returns. The client cannot authorize requests by a key.
    Signer,
}
