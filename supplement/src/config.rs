//! The configuration of the supplement: names, and facts that the declarations of the SDK do not contain.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::omissions::matches;

/// `spec/supplement.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// The SDK's name of a credential → security scheme of the document.
    pub security: BTreeMap<String, String>,
    /// Security schemes of operations that do not name any.
    pub default_security: Vec<String>,
    /// Headers that any call can send. They are not parameters.
    pub general_headers: Vec<String>,
    /// Resources that are left out of operation ids.
    pub silent_resources: Vec<String>,
    /// Resource and method → operation id.
    pub operation_ids: BTreeMap<String, String>,
    /// Folder of the SDK → prefix of names.
    pub prefixes: BTreeMap<String, String>,
    /// `module.Class` → name of a new component.
    pub schemas: BTreeMap<String, String>,
    /// Name of a component → the classes that share it, because their declarations are equal. The classes are patterns
    /// of `module.Class`, in which `*` matches any characters.
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
    /// The union of events that the client sends: `module.Alias`.
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
        toml::from_str(text).context("invalid supplement.toml")
    }
}
