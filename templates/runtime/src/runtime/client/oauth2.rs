//! Access tokens by OAuth 2.0.

use super::ClientBuilder;
use super::base_url::is_relative;
use crate::runtime::auth::OAuth2;

impl ClientBuilder {
    /// Gets the tokens for a security scheme by OAuth 2.0.
    ///
    /// Set the transport and the base URL first: tokens are requested over that transport, and a token URL without
    /// scheme and host is resolved against that base URL.
    pub fn oauth2(mut self, scheme: &str, mut tokens: OAuth2) -> Self {
        self = self.apply_connection();
        let token_url = tokens.token_url_mut();
        if is_relative(token_url)
            && let Ok(base_url) = &self.config.base_url
            && let Ok(resolved) = base_url.join(token_url)
        {
            *token_url = resolved.into();
        }
        let tokens = tokens.default_transport(self.config.transport.clone());
        self.credential(scheme, tokens)
    }
}
