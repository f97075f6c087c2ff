//! Security schemes and requirements.

/// A security scheme that operations may require.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its key under `components.securitySchemes`.
    pub name: String,
    /// How the credential is sent.
    pub kind: SecurityKind,
}

/// Names of security schemes that apply together. Empty if no credential is needed.
pub type SecurityRequirement = Vec<String>;

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// The key as the value of a header with this name.
    Header(String),
    /// The key as a query parameter with this name.
    Query(String),
    /// The key as a cookie with this name.
    Cookie(String),
    /// A token of OAuth 2.0, as a bearer token.
    OAuth2 {
        /// The token URL for client credentials.
        client_credentials: Option<String>,
        /// The URL that exchanges refresh tokens.
        refresh: Option<String>,
    },
    /// A token of OpenID Connect, as a bearer token.
    OpenIdConnect,
    /// A scheme that the generated crate does not implement.
    Unsupported,
}
