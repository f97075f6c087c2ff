//! The `[service]` section of the configuration.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Facts about the service that the document does not contain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Service {
    /// Its name in messages.
    pub name: Option<String>,
    /// Environment variables with the base URL.
    pub base_url_env: Vec<String>,
    /// Security scheme → environment variables with its credential.
    pub credential_env: BTreeMap<String, Vec<String>>,
    /// Settings that are sent as headers, by name.
    pub headers: BTreeMap<String, HeaderSetting>,
    /// Environment variable with more headers, one per line.
    pub custom_headers_env: Option<String>,
    /// Whether forms have brackets: `name[]` for each item of a list, and `name[property]` for each property of an
    /// object. Otherwise they are sent as OpenAPI specifies.
    pub form_brackets: bool,
    /// Names of headers by role: `request-id`, `processing-ms`, `rate-limit-prefix`, … `retry-after-ms` may list
    /// several names, separated by commas.
    pub wire: BTreeMap<String, String>,
    /// Error codes after which a retry cannot succeed.
    pub final_codes: Vec<String>,
    /// Error code or type → kind of error.
    pub error_kinds: BTreeMap<String, String>,
    /// Error code or type → kind of error, in a response whose status is a success.
    pub error_kinds_in_success: BTreeMap<String, String>,
    /// Where an item of a response or event reports that it failed, as property names separated by dots:
    /// `choices.error` for an error, `choices.reason=failed` for a string with this value.
    pub item_errors: Vec<String>,
    /// Where responses and events have their content, as property names separated by dots. An error in a response
    /// whose content is empty is an error of the call.
    pub content: Vec<String>,
    /// Data that ends an event stream.
    pub stream_end: String,
    /// Events that only keep a stream alive.
    pub stream_skip: Vec<String>,
    /// Events that report an error.
    pub stream_errors: Vec<String>,
    /// Where responses report token usage.
    pub usage: Usage,
    /// How calls are described in traces.
    pub tracing: Tracing,
    /// Region → base URL of the host that keeps data in that region.
    pub regions: BTreeMap<String, String>,
    /// Other hosts that serve the same API, by name.
    pub hosts: BTreeMap<String, Host>,
    /// The exchange of identity provider tokens for access tokens.
    pub token_exchange: Option<TokenExchange>,
}

/// Where responses report token usage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Usage {
    /// Paths of the object with the counts, as property names separated by dots.
    pub objects: Vec<String>,
    /// Names of the property with the number of input tokens.
    pub input: Vec<String>,
    /// Names of the property with the number of output tokens.
    pub output: Vec<String>,
    /// Names of the property with the total number of tokens.
    pub total: Vec<String>,
}

/// How calls are described in traces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tracing {
    /// The value of `gen_ai.provider.name`.
    pub provider: String,
    /// Name of a host → its provider.
    pub host_providers: BTreeMap<String, String>,
    /// Value of `gen_ai.operation.name` → the operations, by their `operationId`.
    pub operations: BTreeMap<String, Vec<String>>,
    /// Names of the request property with the maximum number of output tokens.
    pub max_tokens: Vec<String>,
    /// Paths of the number of cached tokens in the object with the counts.
    pub cached: Vec<String>,
    /// Paths of the number of reasoning tokens in the object with the counts.
    pub reasoning: Vec<String>,
}

/// A host that serves the same API with other URLs and credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Host {
    /// The default endpoint. Contains `{region}` if each region has its own.
    pub endpoint: String,
    /// Environment variables with the endpoint.
    pub endpoint_env: Vec<String>,
    /// Environment variables with the region.
    pub region_env: Vec<String>,
    /// The path from the endpoint to the API.
    pub path: String,
    /// The path from the API to a deployment, with `{name}`, for operations marked by `x-deployment`.
    pub deployments: String,
    /// The query parameter that names the deployment, for channels that use a different parameter on other hosts.
    pub deployment_query: String,
    /// The query parameter with the version of the API, if requests need one.
    pub version_query: String,
    /// Environment variables with the version.
    pub version_env: Vec<String>,
    /// The header with the key. Without it, a key is sent as a bearer token.
    pub key_header: Option<String>,
    /// Environment variables with a key.
    pub key_env: Vec<String>,
    /// Environment variables with a bearer token.
    pub token_env: Vec<String>,
    /// How requests are signed, if the host accepts signed requests.
    pub signing: Option<Signing>,
}

/// How requests to a host are signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signing {
    /// The name of the host in signatures.
    pub name: String,
    /// Environment variables with the id of a key.
    pub id_env: Vec<String>,
    /// Environment variables with the secret of a key.
    pub secret_env: Vec<String>,
    /// Environment variables with a session token.
    pub session_env: Vec<String>,
}

/// The exchange of identity provider tokens for access tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TokenExchange {
    /// The token endpoint.
    pub url: String,
    /// The token endpoint for clients that authenticate with a client certificate, if there is one.
    pub certificate_url: String,
    /// The token type URN of client certificates.
    pub certificate_type: String,
    /// Whether requests are JSON instead of a form.
    pub json: bool,
    /// Required parameters in addition to those of RFC 8693.
    pub parameters: Vec<String>,
    /// How many seconds before it expires a token is replaced.
    pub early: u64,
}

/// A setting that is sent as a header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeaderSetting {
    /// The header.
    pub header: String,
    /// Environment variables with its value.
    pub env: Vec<String>,
}
