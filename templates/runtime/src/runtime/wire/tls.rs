//! TLS without system libraries and without a process-wide provider.
//!
//! In: the protocols that are to be spoken over it. Out: a configuration of rustls that trusts what the platform
//! trusts, or else the bundled roots.
//! Must not know: HTTP.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

/// What is offered for HTTP.
pub(crate) const HTTP: &[&[u8]] = &[b"h2", b"http/1.1"];

/// The configuration of the client's own connections, which speak one of these protocols (ALPN).
pub(crate) fn config(protocols: &[&[u8]]) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()?;
    let mut config = match Verifier::new(provider) {
        Ok(verifier) => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth(),
        // A container without certificates: the roots that come with the crate are better than no connection.
        Err(_) => builder
            .with_root_certificates(RootCertStore::from_iter(
                webpki_roots::TLS_SERVER_ROOTS.iter().cloned(),
            ))
            .with_no_client_auth(),
    };
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}

/// Makes sure that a `reqwest` builder which sets up TLS by itself finds a provider.
pub(crate) fn ensure_default_provider() {
    if CryptoProvider::get_default().is_none() {
        // Lost races are fine: then there is a default provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_are_offered_in_order() {
        let config = config(HTTP).expect("a configuration");
        assert_eq!(config.alpn_protocols, [&b"h2"[..], b"http/1.1"]);
    }
}
