//! The constants of a token exchange.

use std::time::Duration;

/// Where identity tokens are exchanged for API keys ([RFC 8693](https://www.rfc-editor.org/rfc/rfc8693)).
#[derive(Clone, Copy, Debug)]
pub struct ExchangeSpec {
    /// The token endpoint.
    pub url: &'static str,
    /// The token endpoint for clients that authenticate by their TLS certificate alone. Empty if there is none.
    pub certificate_url: &'static str,
    /// The URN of the token type that identifies such a certificate.
    pub certificate_type: &'static str,
    /// Whether parameters are sent as JSON instead of a form.
    pub json: bool,
    /// Parameters that the service requires in addition to those of the RFC.
    pub parameters: &'static [&'static str],
    /// How long before its expiry a key is replaced.
    pub refresh_before: Duration,
}
