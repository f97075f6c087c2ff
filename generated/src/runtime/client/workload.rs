//! Workload identity: keys in exchange for an identity token or a certificate.

use super::ClientBuilder;
use crate::runtime::auth::{Credential, TokenExchange};
use crate::runtime::error::Error;
use crate::runtime::spec::ExchangeSpec;

impl ClientBuilder {
    /// Gets API keys from the token endpoint of the service in exchange for identity tokens of the workload.
    ///
    /// `subject` fetches an identity token, for example from a file. It is called whenever a new key is needed.
    /// `parameters` are the additional ones that the service requires, and `subject_token_type` if the token is not a
    /// JSON Web Token. Set the transport first: keys are requested over it.
    pub fn token_exchange(
        self,
        subject: impl Into<Credential>,
        parameters: &[(&str, &str)],
    ) -> Self {
        let Some(spec) = self.config.service.exchange else {
            return self.fail(Error::request("the service has no token exchange"));
        };
        self.exchange(&spec, TokenExchange::new(spec.url, subject), parameters)
    }

    /// Gets API keys from the token endpoint of the service for the TLS client certificate of the connection (mutual
    /// TLS).
    ///
    /// No token is sent: the certificate identifies the workload. Configure connections first, with
    /// [`http`](Self::http) or [`http_client`](Self::http_client). `parameters` are the additional ones that the
    /// service requires.
    pub fn certificate_exchange(self, parameters: &[(&str, &str)]) -> Self {
        let spec = self.config.service.exchange;
        let Some(spec) = spec.filter(|spec| !spec.certificate_url.is_empty()) else {
            return self.fail(Error::request("the service has no certificate exchange"));
        };
        let exchange = TokenExchange::from_certificate(spec.certificate_url, spec.certificate_type);
        self.exchange(&spec, exchange, parameters)
    }

    fn exchange(
        mut self,
        spec: &ExchangeSpec,
        exchange: TokenExchange,
        parameters: &[(&str, &str)],
    ) -> Self {
        let is_given = |name: &str| parameters.iter().any(|(given, _)| *given == name);
        if let Some(missing) = spec.parameters.iter().find(|name| !is_given(name)) {
            let message = format!("the token exchange requires the parameter `{missing}`");
            return self.fail(Error::request(message));
        }
        self = self.apply_connection();
        let exchange = exchange
            .with_spec(spec)
            .transport(self.config.transport.clone());
        let exchange = parameters
            .iter()
            .fold(exchange, |exchange, (name, value)| match *name {
                "subject_token_type" => exchange.subject_token_type(*value),
                name => exchange.parameter(name, *value),
            });
        self.api_key(exchange)
    }
}
