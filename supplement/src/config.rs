//! The configuration of the supplement: names and what declarations do not say.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::omissions::matches;

/// `spec/supplement.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// Security scheme of the document by the SDK's name of a credential.
    pub security: BTreeMap<String, String>,
    /// Schemes that apply to an operation that names none.
    pub default_security: Vec<String>,
    /// Headers that any call can carry. They are not parameters.
    pub general_headers: Vec<String>,
    /// Resources that are left out of operation ids.
    pub silent_resources: Vec<String>,
    /// Operation id by resource and method.
    pub operation_ids: BTreeMap<String, String>,
    /// Prefix of names by folder of the SDK.
    pub prefixes: BTreeMap<String, String>,
    /// Name of a new component by `module.Class`.
    pub schemas: BTreeMap<String, String>,
    /// Name of one component for several classes that declare the same: patterns of `module.Class`, `*` matches any text.
    pub shared: BTreeMap<String, Vec<String>>,
    /// The union of webhook events: `module.Alias`.
    pub webhooks: Option<String>,
    /// The dictionary of base URLs by region: `module.NAME`.
    pub regions: Option<String>,
    /// WebSocket channels.
    pub channels: BTreeMap<String, Channel>,
}

/// A WebSocket channel.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Channel {
    /// The module whose method connects.
    pub module: String,
    /// Its path.
    pub path: String,
    /// Query parameters.
    #[serde(default)]
    pub query: Vec<String>,
    /// The union of events that clients send: `module.Alias`.
    pub client: String,
    /// The union of events that the server sends: `module.Alias`.
    pub server: String,
}

impl Config {
    /// Returns the name that the configuration gives to the component of a class.
    pub fn shared_name(&self, location: &str) -> Option<&str> {
        let mut entries = self.shared.iter();
        let named = |patterns: &Vec<String>| patterns.iter().any(|it| matches(it, location));
        let entry = entries.find(|(_, patterns)| named(patterns));
        entry.map(|(name, _)| name.as_str())
    }

    /// Reads the configuration.
    pub fn read(text: &str) -> Result<Self> {
        toml::from_str(text).context("supplement.toml is not valid")
    }
}
