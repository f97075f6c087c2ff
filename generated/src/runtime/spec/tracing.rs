//! How calls are described in traces.

/// How calls are described in traces, following the
/// [semantic conventions for generative AI](https://opentelemetry.io/docs/specs/semconv/gen-ai/).
#[derive(Clone, Copy, Debug)]
pub struct TracingRules {
    /// The value of `gen_ai.provider.name`.
    pub provider: &'static str,
    /// The provider of other hosts, by the name of the host.
    pub host_providers: &'static [(&'static str, &'static str)],
    /// The value of `gen_ai.operation.name`, by the `operationId`. Other operations have no such attributes.
    pub operations: &'static [(&'static str, &'static str)],
    /// Names of the request property with the maximum number of output tokens.
    pub max_tokens: &'static [&'static str],
    /// Paths of the number of cached tokens in the object with the counts, with dots between properties.
    pub cached: &'static [&'static str],
    /// Paths of the number of reasoning tokens in the object with the counts, with dots between properties.
    pub reasoning: &'static [&'static str],
}

impl TracingRules {
    /// No operation runs a model.
    pub const NONE: Self = Self {
        provider: "",
        host_providers: &[],
        operations: &[],
        max_tokens: &[],
        cached: &[],
        reasoning: &[],
    };

    /// Returns the value of `gen_ai.operation.name` for an operation.
    pub(crate) fn operation(&self, id: &str) -> Option<&'static str> {
        let found = self.operations.iter().find(|(known, _)| *known == id);
        found.map(|(_, name)| *name)
    }

    /// Returns the value of `gen_ai.provider.name` for a host.
    pub(crate) fn provider(&self, host: Option<&str>) -> &'static str {
        let mut providers = self.host_providers.iter();
        let found = providers.find(|(name, _)| Some(*name) == host);
        found.map_or(self.provider, |(_, provider)| provider)
    }
}
