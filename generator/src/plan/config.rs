//! `oasmith.toml`: pins for names and places that a rule makes ugly, and facts about the service.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use serde::Deserialize;
use toml::de::{DeTable, DeValue};

use crate::source::{Origin, SourceId};

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The crate that is written.
    pub package: Package,
    /// What the service is, beyond the document.
    pub service: Service,
    /// Path prefix → group: `"/threads" = "beta.threads"`.
    pub areas: BTreeMap<String, String>,
    /// Operation id → method: `"createThreadAndRun" = "beta.threads.create_and_run"`.
    pub operations: BTreeMap<String, String>,
    /// JSON pointer of a schema → Rust name of its type.
    pub types: BTreeMap<String, String>,
    /// JSON pointer of a property, enum or union, `#` and the wire name → Rust name.
    pub members: BTreeMap<String, String>,
    /// Pins for some documents only.
    pub pins: Vec<ConditionalPins>,
    /// Where each pin stands, by section and key.
    #[serde(skip)]
    pub places: BTreeMap<(String, String), Origin>,
}

/// Pins for the documents in which a query selects something, so that one configuration serves several revisions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConditionalPins {
    /// The query, a JSONPath on the document with its overlays applied.
    pub applies_if: String,
    /// As in [`Config::areas`].
    #[serde(default)]
    pub areas: BTreeMap<String, String>,
    /// As in [`Config::operations`].
    #[serde(default)]
    pub operations: BTreeMap<String, String>,
    /// As in [`Config::types`].
    #[serde(default)]
    pub types: BTreeMap<String, String>,
    /// As in [`Config::members`].
    #[serde(default)]
    pub members: BTreeMap<String, String>,
    /// Where the query stands.
    #[serde(skip)]
    pub at: Option<Origin>,
}

/// The crate that is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Package {
    /// Its version.
    pub version: Option<String>,
    /// Features that are on unless told otherwise.
    pub default_features: Vec<String>,
    /// Lines for the top of its documentation.
    pub doc: Vec<String>,
    /// A folder of templates that know this service; what of it fits the document is copied into `src/helpers`.
    pub extension: Option<String>,
}

/// What the service is, beyond the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Service {
    /// Its name in messages.
    pub name: Option<String>,
    /// Environment variables that move the base URL.
    pub base_url_env: Vec<String>,
    /// Security scheme → environment variables with its key.
    pub credential_env: BTreeMap<String, Vec<String>>,
    /// Settings that are sent as a header: name → header and environment variables.
    pub headers: BTreeMap<String, HeaderSetting>,
    /// Environment variable with further headers, one a line.
    pub custom_headers_env: Option<String>,
    /// Names of headers by role: `request-id`, `processing-ms`, `rate-limit-prefix`, …
    pub wire: BTreeMap<String, String>,
    /// Error codes after which no retry helps.
    pub final_codes: Vec<String>,
    /// Error code or type → kind of error.
    pub error_kinds: BTreeMap<String, String>,
    /// Data that ends an event stream.
    pub stream_end: String,
    /// Events that only keep a stream alive.
    pub stream_skip: Vec<String>,
    /// Events that report an error.
    pub stream_errors: Vec<String>,
    /// Where answers say how much they cost.
    pub usage: Usage,
    /// Region → base URL of the host that keeps data there.
    pub regions: BTreeMap<String, String>,
    /// Other hosts that serve the same API, by name.
    pub hosts: BTreeMap<String, Host>,
    /// Where tokens of an identity provider are exchanged for keys.
    pub token_exchange: Option<TokenExchange>,
    /// Where people read about an operation or type.
    pub reference_url: Option<String>,
}

/// Where answers say how much they cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Usage {
    /// Paths of the object with the counts, members parted by dots.
    pub objects: Vec<String>,
    /// Names of the count of what was taken in.
    pub input: Vec<String>,
    /// Names of the count of what was given out.
    pub output: Vec<String>,
    /// Names of the count of both.
    pub total: Vec<String>,
}

/// A host that serves the same API, but finds some things elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Host {
    /// The endpoint unless told otherwise, with `{region}` in it if it has one for each region.
    pub endpoint: String,
    /// Environment variables with the endpoint.
    pub endpoint_env: Vec<String>,
    /// Environment variables with the region.
    pub region_env: Vec<String>,
    /// The path below the endpoint under which the API begins.
    pub path: String,
    /// The path, with `{name}`, that operations marked by `x-deployment` are served below.
    pub deployments: String,
    /// The query parameter that names the deployment of channels which say what names it elsewhere.
    pub deployment_query: String,
    /// The query parameter with the version of the API, if calls need one.
    pub version_query: String,
    /// Environment variables with the version.
    pub version_env: Vec<String>,
    /// The header that a key goes into, unless it is sent as a bearer token.
    pub key_header: Option<String>,
    /// Environment variables with a key.
    pub key_env: Vec<String>,
    /// Environment variables with a bearer token.
    pub token_env: Vec<String>,
    /// How it takes signed requests, if it does.
    pub signing: Option<Signing>,
}

/// What there is to know about signing requests to a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signing {
    /// What the host is called in signatures.
    pub name: String,
    /// Environment variables with the public part of a key.
    pub id_env: Vec<String>,
    /// Environment variables with its secret part.
    pub secret_env: Vec<String>,
    /// Environment variables with the token of a session.
    pub session_env: Vec<String>,
}

/// Where tokens of an identity provider are exchanged for keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TokenExchange {
    /// The token endpoint.
    pub url: String,
    /// The token endpoint for who proves itself by the certificate of its connection alone, if there is one.
    pub certificate_url: String,
    /// The URN by which such a certificate is called there.
    pub certificate_type: String,
    /// Whether it takes JSON instead of a form.
    pub json: bool,
    /// Parameters it needs beside those of the RFC.
    pub parameters: Vec<String>,
    /// How many seconds before its end a key is replaced.
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

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// The place and the reason, if it is no TOML or has an unknown key.
    pub fn read(text: &str, source: SourceId) -> Result<Self, (Origin, String)> {
        let origin = |place: Range<usize>| Origin {
            source,
            start: place.start as u32,
            end: place.end as u32,
        };
        let failed = |error: toml::de::Error| {
            (
                origin(error.span().unwrap_or(0..0)),
                error.message().to_owned(),
            )
        };
        let mut config: Self = toml::from_str(text).map_err(failed)?;
        let table = DeTable::parse(text).map_err(failed)?;
        let table = table.get_ref();
        for (section, members) in table {
            config.add_places(section.get_ref(), members.get_ref(), origin);
        }
        let groups = table.get("pins").and_then(|pins| pins.get_ref().as_array());
        for (group, pins) in groups.into_iter().flatten().zip(0..) {
            for (section, members) in group.get_ref().as_table().into_iter().flatten() {
                config.add_places(section.get_ref(), members.get_ref(), origin);
                if section.get_ref() == "applies-if"
                    && let Some(pins) = config.pins.get_mut(pins)
                {
                    pins.at = Some(origin(members.span()));
                }
            }
        }
        Ok(config)
    }

    fn add_places(
        &mut self,
        section: &str,
        members: &DeValue<'_>,
        origin: impl Fn(Range<usize>) -> Origin,
    ) {
        for key in members
            .as_table()
            .into_iter()
            .flat_map(|table| table.keys())
        {
            let name = (section.to_owned(), key.get_ref().to_string());
            self.places.insert(name, origin(key.span()));
        }
    }

    /// Takes pins for good. Gives section and key of those that were there already.
    pub fn take(&mut self, pins: ConditionalPins) -> Vec<(&'static str, String)> {
        let sections = [
            ("areas", &mut self.areas, pins.areas),
            ("operations", &mut self.operations, pins.operations),
            ("types", &mut self.types, pins.types),
            ("members", &mut self.members, pins.members),
        ];
        let mut twice = Vec::new();
        for (section, known, pins) in sections {
            for (key, name) in pins {
                match known.entry(key) {
                    Entry::Occupied(entry) => twice.push((section, entry.key().clone())),
                    Entry::Vacant(entry) => {
                        entry.insert(name);
                    }
                }
            }
        }
        twice
    }

    /// Where a pin stands.
    pub fn place(&self, section: &str, key: &str) -> Option<Origin> {
        self.places
            .get(&(section.to_owned(), key.to_owned()))
            .copied()
    }
}
