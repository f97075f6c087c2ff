//! Workload identity: keys for what a workload has instead of one, a token or a certificate.
//!
//! In: the service's description of its exchange, and what the user knows. Out: a builder whose keys are got by it.
//! Must not know: how keys are asked for and kept, and which identity provider it is.

use super::super::error::Error;
use super::super::spec::ExchangeSpec;
use super::builder::ClientBuilder;
use super::credentials::Credential;
use super::exchange::TokenExchange;

impl ClientBuilder {
    /// Gets keys for tokens that the workload is given by its identity provider, as the service describes it.
    ///
    /// `subject` fetches such a token, for example from a file: it is asked whenever a key is needed. `parameters` are
    /// those that the service wants beside; `subject_token_type` may be among them if it is no JWT. Keys are asked for
    /// over the transport that is set so far.
    pub fn token_exchange(
        self,
        subject: impl Into<Credential>,
        parameters: &[(&str, &str)],
    ) -> Self {
        let Some(spec) = self.config.service.exchange else {
            return self.fail(Error::request("the service exchanges no tokens"));
        };
        self.exchanged(&spec, TokenExchange::new(spec.url, subject), parameters)
    }

    /// Gets keys for the certificate that the workload shows when it connects (mutual TLS), as the service describes
    /// it.
    ///
    /// No token is sent: the certificate alone proves who asks. It is part of how connections are made, so set these up
    /// before, by [`http`](Self::http) or [`http_client`](Self::http_client). `parameters` are those that the service
    /// wants beside.
    pub fn certificate_exchange(self, parameters: &[(&str, &str)]) -> Self {
        let spec = self.config.service.exchange;
        let Some(spec) = spec.filter(|spec| !spec.certificate_url.is_empty()) else {
            return self.fail(Error::request("the service takes no certificates for keys"));
        };
        let exchange = TokenExchange::by_certificate(spec.certificate_url, spec.certificate_type);
        self.exchanged(&spec, exchange, parameters)
    }

    fn exchanged(
        mut self,
        spec: &ExchangeSpec,
        exchange: TokenExchange,
        parameters: &[(&str, &str)],
    ) -> Self {
        let given = |name: &str| parameters.iter().any(|(given, _)| *given == name);
        if let Some(missing) = spec.parameters.iter().find(|name| !given(name)) {
            let message = format!("the exchange of tokens needs `{missing}`");
            return self.fail(Error::request(message));
        }
        self = self.connect();
        let exchange = exchange
            .by_spec(spec)
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
