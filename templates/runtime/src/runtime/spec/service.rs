//! The constants of a service.

#[cfg(feature = "token-exchange")]
use super::ExchangeSpec;
#[cfg(feature = "hosts")]
use super::HostSpec;
#[cfg(feature = "servers")]
use super::ServerSpec;
#[cfg(feature = "parameter-styles")]
use super::Style;
use super::{CredentialLocation, SecurityRequirement, WireNames};
#[cfg(feature = "token-usage")]
use super::{TracingRules, UsageRules};
use crate::runtime::error_kind::ErrorKind;

/// The constants of a service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceSpec {
    /// The name of the service, for messages.
    pub name: &'static str,
    /// The `User-Agent` header of the client.
    pub user_agent: &'static str,
    /// The default base URL. Empty if there is none. A path is resolved against the base URL that users set.
    pub base_url: &'static str,
    /// The servers, the default one first.
    #[cfg(feature = "servers")]
    pub servers: &'static [ServerSpec],
    /// Environment variables with the base URL. The first one that is set wins.
    pub base_url_env: &'static [&'static str],
    /// Paths of operations that a pasted base URL may end with. They are removed.
    pub operation_paths: &'static [&'static str],
    /// The servers of operations that have their own.
    #[cfg(feature = "servers")]
    pub operation_servers: &'static [ServerSpec],
    /// The security schemes. A bare API key applies to the first one.
    pub schemes: &'static [SchemeSpec],
    /// The security of untyped calls.
    pub security: &'static [SecurityRequirement],
    /// Whether a client that is configured from the environment requires a credential.
    pub requires_credential: bool,
    /// Client settings that are sent as headers.
    pub settings: &'static [HeaderSetting],
    /// An environment variable with additional headers, one `Name: value` per line.
    pub custom_headers_env: Option<&'static str>,
    /// Headers of every request.
    pub headers: &'static [(&'static str, &'static str)],
    /// How lists and objects in a query are serialized by default.
    #[cfg(feature = "parameter-styles")]
    pub query_style: Style,
    /// How lists and objects in a form are serialized by default: each item under the same name and objects as JSON, or
    /// with brackets ([`Style::BRACKETS`]).
    #[cfg(feature = "parameter-styles")]
    pub form_style: Style,
    /// Names of the headers that the runtime reads and writes.
    pub wire: WireNames,
    /// How error codes are interpreted.
    pub errors: ErrorRules,
    /// How events of a stream are interpreted.
    #[cfg(feature = "event-streams")]
    pub events: EventRules,
    /// Where responses report token usage.
    #[cfg(feature = "token-usage")]
    pub usage: UsageRules,
    /// How calls are described in traces.
    #[cfg(feature = "token-usage")]
    pub tracing: TracingRules,
    /// The base URL of each data residency region, by the name of the region.
    #[cfg(feature = "hosts")]
    pub regions: &'static [(&'static str, &'static str)],
    /// The first segments of the paths of all operations and channels.
    #[cfg(feature = "hosts")]
    pub path_roots: &'static [&'static str],
    /// Other hosts that serve the same API.
    #[cfg(feature = "hosts")]
    pub hosts: &'static [HostSpec],
    /// Where identity tokens are exchanged for API keys.
    #[cfg(feature = "token-exchange")]
    pub exchange: Option<ExchangeSpec>,
}

impl ServiceSpec {
    /// Describes a service by its name and base URL.
    pub const fn new(name: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            user_agent: "",
            base_url,
            #[cfg(feature = "servers")]
            servers: &[],
            #[cfg(feature = "servers")]
            operation_servers: &[],
            base_url_env: &[],
            operation_paths: &[],
            schemes: &[],
            security: &[],
            requires_credential: false,
            settings: &[],
            custom_headers_env: None,
            headers: &[],
            #[cfg(feature = "parameter-styles")]
            query_style: Style::FORM.exploded(),
            #[cfg(feature = "parameter-styles")]
            form_style: Style::FORM.exploded(),
            wire: WireNames::NONE,
            errors: ErrorRules::NONE,
            #[cfg(feature = "event-streams")]
            events: EventRules::NONE,
            #[cfg(feature = "token-usage")]
            usage: UsageRules::NONE,
            #[cfg(feature = "token-usage")]
            tracing: TracingRules::NONE,
            #[cfg(feature = "hosts")]
            regions: &[],
            #[cfg(feature = "hosts")]
            path_roots: &[],
            #[cfg(feature = "hosts")]
            hosts: &[],
            #[cfg(feature = "token-exchange")]
            exchange: None,
        }
    }

    /// Returns the security scheme with this name.
    pub(crate) fn scheme(&self, name: &str) -> Option<&'static SchemeSpec> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// A security scheme.
#[derive(Clone, Copy, Debug)]
pub struct SchemeSpec {
    /// The name of the scheme in the OpenAPI document.
    pub name: &'static str,
    /// Where a request carries the credential.
    pub location: CredentialLocation,
    /// Environment variables with the credential. The first one that is set wins.
    pub env: &'static [&'static str],
}

/// A client setting that is sent as a header.
#[derive(Clone, Copy, Debug)]
pub struct HeaderSetting {
    /// The name of the setting in code.
    pub name: &'static str,
    /// The name of the header.
    pub header: &'static str,
    /// Environment variables with the value. The first one that is set wins.
    pub env: &'static [&'static str],
}

/// How error codes are interpreted.
#[derive(Clone, Copy, Debug)]
pub struct ErrorRules {
    /// Error codes or types that are never retried, regardless of the status.
    pub final_codes: &'static [&'static str],
    /// Error codes or types that have a kind. It takes precedence over the kind of the status.
    pub kinds: &'static [(&'static str, ErrorKind)],
    /// Kinds of error codes or types in a response whose status is a success.
    #[cfg(feature = "reported-errors")]
    pub kinds_in_success: &'static [(&'static str, ErrorKind)],
    /// Where an item of a response or event reports that it failed: a path with dots between the names of properties,
    /// which goes through lists, and the string that reports a failure. If that string is empty, any value that is not
    /// null, false or empty is an error.
    #[cfg(feature = "reported-errors")]
    pub items: &'static [(&'static str, &'static str)],
    /// The paths of the content in responses and events: names of properties separated by dots, which also apply to the
    /// items of lists. If all of them are empty, an error next to them is an error of the call.
    #[cfg(feature = "reported-errors")]
    pub content: &'static [&'static str],
}

impl ErrorRules {
    /// Only the status counts.
    pub const NONE: Self = Self {
        final_codes: &[],
        kinds: &[],
        #[cfg(feature = "reported-errors")]
        kinds_in_success: &[],
        #[cfg(feature = "reported-errors")]
        items: &[],
        #[cfg(feature = "reported-errors")]
        content: &[],
    };

    /// Returns the kind of the first of these codes that has one.
    pub(crate) fn kind_of(&self, codes: [Option<&str>; 2]) -> Option<ErrorKind> {
        find_kind(self.kinds, codes)
    }

    /// Returns the kind of the first of these codes that has one if the status is a success.
    #[cfg(feature = "reported-errors")]
    pub(crate) fn kind_in_success_of(&self, codes: [Option<&str>; 2]) -> Option<ErrorKind> {
        find_kind(self.kinds_in_success, codes)
    }
}

fn find_kind(
    kinds: &'static [(&'static str, ErrorKind)],
    codes: [Option<&str>; 2],
) -> Option<ErrorKind> {
    let kind = |code: &str| kinds.iter().find(|(known, _)| *known == code);
    let found = codes.into_iter().flatten().find_map(kind);
    found.map(|(_, kind)| *kind)
}

/// How events of a stream are interpreted.
#[cfg(feature = "event-streams")]
#[derive(Clone, Copy, Debug)]
pub struct EventRules {
    /// Data that starts with this string ends the stream. Empty if only the end of the body does.
    pub end: &'static str,
    /// Events that only keep the connection alive, by their names, by the `type` in their data, or by data that is just
    /// this word.
    pub skip: &'static [&'static str],
    /// Events that report a failure, by their names or by the `type` in their data. In [`EventMode::Data`] an event
    /// also reports a failure if its data has a property `error` that is not null, false or empty.
    ///
    /// [`EventMode::Data`]: super::EventMode::Data
    pub errors: &'static [&'static str],
}

#[cfg(feature = "event-streams")]
impl EventRules {
    /// Every event is an item.
    pub const NONE: Self = Self {
        end: "",
        skip: &[],
        errors: &[],
    };
}
