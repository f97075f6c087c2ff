//! Access tokens by OAuth 2.0.

use super::ClientBuilder;
use super::base_url::is_relative;
use crate::runtime::auth::OAuth2;

impl ClientBuilder {
    /// Gets the tokens of a security scheme by OAuth 2.0.
    ///
    /// Tokens are requested over the transport that has been set so far. A token URL without scheme and host is resolved
    /// against the base URL that has been set so far.
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
