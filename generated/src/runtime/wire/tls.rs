//! TLS without system libraries and without a process-wide provider.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

/// The protocols of HTTP.
pub(crate) const HTTP: &[&[u8]] = &[b"h2", b"http/1.1"];

/// Returns a configuration that offers `protocols` (ALPN) and trusts the certificates of the platform.
pub(crate) fn config(protocols: &[&[u8]]) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()?;
    let mut config = match Verifier::new(provider) {
        Ok(verifier) => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth(),
        // A container without certificates: use the bundled roots.
        Err(_) => builder
            .with_root_certificates(RootCertStore::from_iter(
                webpki_roots::TLS_SERVER_ROOTS.iter().cloned(),
            ))
            .with_no_client_auth(),
    };
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}

/// Installs a default provider, if there is none, for a `reqwest` builder that sets up TLS by itself.
pub(crate) fn ensure_default_provider() {
    if CryptoProvider::get_default().is_none() {
        // If another thread was faster, there is a default provider now.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}
