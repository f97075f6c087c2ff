//! What a service says about its wire, beyond what its document can say.
//!
//! In: constants written by the generator or by the service's own templates. Out: the facts that sending, retrying,
//! streaming and error reading look up.
//! Must not know: the name of any service.

use super::super::error::ErrorKind;
use super::host::{ExchangeSpec, HostSpec, UsageRules};

/// What the runtime has to be told about a service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceSpec {
    /// Name for messages.
    pub name: &'static str,
    /// `User-Agent` of the client.
    pub user_agent: &'static str,
    /// The base URL when none is configured.
    pub base_url: &'static str,
    /// Environment variables that give the base URL; the first one set wins.
    pub base_url_env: &'static [&'static str],
    /// The security schemes; the first one is what a bare API key is for.
    pub schemes: &'static [SchemeSpec],
    /// Settings that are sent as a header with each request.
    pub settings: &'static [HeaderSetting],
    /// Environment variable with further headers, one `Name: value` a line.
    pub custom_headers_env: Option<&'static str>,
    /// Headers of each request.
    pub headers: &'static [(&'static str, &'static str)],
    /// Names of the headers that carry meaning.
    pub wire: WireNames,
    /// How errors are told apart.
    pub errors: ErrorRules,
    /// How event streams end, rest and fail.
    pub events: EventRules,
    /// Where answers say how much they cost.
    pub usage: UsageRules,
    /// Base URLs by the region in which they keep data.
    pub regions: &'static [(&'static str, &'static str)],
    /// Other hosts that serve the same API.
    pub hosts: &'static [HostSpec],
    /// Where keys are got for tokens of an identity provider.
    pub exchange: Option<ExchangeSpec>,
}

impl ServiceSpec {
    /// A service of which nothing but name and base URL is known.
    pub const fn new(name: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            user_agent: "",
            base_url,
            base_url_env: &[],
            schemes: &[],
            settings: &[],
            custom_headers_env: None,
            headers: &[],
            wire: WireNames::NONE,
            errors: ErrorRules::NONE,
            events: EventRules::NONE,
            usage: UsageRules::NONE,
            regions: &[],
            hosts: &[],
            exchange: None,
        }
    }

    pub(crate) fn scheme(&self, name: &str) -> Option<&'static SchemeSpec> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// A security scheme of the document.
#[derive(Clone, Copy, Debug)]
pub struct SchemeSpec {
    /// Its name in the document.
    pub name: &'static str,
    /// Where its credential goes.
    pub place: Place,
    /// Environment variables that hold the credential; the first one set wins.
    pub env: &'static [&'static str],
}

/// Where a credential goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`; the credential is already `user:password` in base64.
    Basic,
    /// A header of its own.
    Header(&'static str),
    /// A query parameter.
    Query(&'static str),
}

/// A setting of the client that is sent as a header.
#[derive(Clone, Copy, Debug)]
pub struct HeaderSetting {
    /// What the setting is called in code.
    pub name: &'static str,
    /// The header.
    pub header: &'static str,
    /// Environment variables that hold its value; the first one set wins.
    pub env: &'static [&'static str],
}

/// Names of the headers with which a service says more than HTTP does; an empty name stands for "has none".
#[derive(Clone, Copy, Debug)]
pub struct WireNames {
    /// Identifies a request in the service's logs (answer).
    pub request_id: &'static str,
    /// Milliseconds the service worked on the request (answer).
    pub processing_ms: &'static str,
    /// Start of the names of the rate-limit headers `{prefix}{limit,remaining,reset}-{bucket}` (answer).
    pub rate_limit_prefix: &'static str,
    /// Milliseconds to wait before asking again for something that is still being worked on (answer).
    pub poll_after_ms: &'static str,
    /// Like `Retry-After`, in milliseconds (answer).
    pub retry_after_ms: &'static str,
    /// `true` or `false`: whether a retry makes sense, whatever the status says (answer).
    pub should_retry: &'static str,
    /// How often the request was retried so far (request).
    pub retry_count: &'static str,
    /// The idempotency key (request).
    pub idempotency_key: &'static str,
}

impl WireNames {
    /// No such headers, but the usual name of the idempotency key.
    pub const NONE: Self = Self {
        request_id: "",
        processing_ms: "",
        rate_limit_prefix: "",
        poll_after_ms: "",
        retry_after_ms: "",
        should_retry: "",
        retry_count: "",
        idempotency_key: "idempotency-key",
    };
}

/// What error codes mean beyond the status they come with.
#[derive(Clone, Copy, Debug)]
pub struct ErrorRules {
    /// Codes (or types) after which a retry is pointless whatever the status.
    pub final_codes: &'static [&'static str],
    /// Codes (or types) with a kind of their own, which beats the kind of the status.
    pub kinds: &'static [(&'static str, ErrorKind)],
}

impl ErrorRules {
    /// The status decides alone.
    pub const NONE: Self = Self {
        final_codes: &[],
        kinds: &[],
    };
}

/// What the event streams of a service have in common.
#[derive(Clone, Copy, Debug)]
pub struct EventRules {
    /// Data that starts like this ends the stream; empty: only the end of the body does.
    pub end: &'static str,
    /// Event names, or values of the data's `type`, that only keep the connection alive.
    pub skip: &'static [&'static str],
    /// Event names, or values of the data's `type`, that report a failure. Data with an `error` member that is neither
    /// null, false nor empty reports one always, where the data alone is the item.
    pub errors: &'static [&'static str],
}

impl EventRules {
    /// Every event is an item.
    pub const NONE: Self = Self {
        end: "",
        skip: &[],
        errors: &[],
    };
}
