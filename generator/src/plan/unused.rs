//! Pass: the modules of the runtime that the crate does not use.

use super::{Group, Settings};
use crate::ir::Api;

/// A module of the runtime that some crates do not use.
pub struct OptionalModule {
    /// Its name. The module that exports its items may have another.
    pub names: &'static [&'static str],
    /// The feature that compiles it.
    pub feature: Option<&'static str>,
    /// The dependencies of that feature alone.
    pub dependencies: &'static [&'static str],
}

/// WebSocket channels.
pub const CHANNELS: OptionalModule = OptionalModule {
    names: &["socket", "websocket"],
    feature: Some("websocket"),
    dependencies: &[
        "futures-sink",
        "httparse",
        "js-sys",
        "tokio-rustls",
        "tokio-tungstenite",
        "wasm-bindgen",
        "web-sys",
    ],
};

/// Signatures of webhook deliveries.
pub const WEBHOOKS: OptionalModule = OptionalModule {
    names: &["webhook", "webhooks"],
    feature: Some("webhook-signatures"),
    dependencies: &[],
};

/// Tools of language models.
pub const TOOLS: OptionalModule = OptionalModule {
    names: &["tools"],
    feature: None,
    dependencies: &[],
};

/// All optional modules.
pub const OPTIONAL: &[OptionalModule] = &[CHANNELS, WEBHOOKS, TOOLS];

/// Returns the names of the modules that the crate does not use. A crate with an extension has all, because its helpers may
/// use them.
pub fn modules(api: &Api, settings: &Settings, groups: &[Group]) -> Vec<&'static str> {
    if !settings.standalone() || settings.extension.is_some() {
        return Vec::new();
    }
    let has_channels = groups.iter().any(|group| group.channel.is_some());
    let unused = [
        (!has_channels).then_some(CHANNELS),
        api.webhooks.is_empty().then_some(WEBHOOKS),
        Some(TOOLS),
    ];
    let unused = unused.into_iter().flatten();
    unused.flat_map(|module| module.names).copied().collect()
}

/// Returns the optional modules among these names.
pub fn of_names(names: &[&str]) -> impl Iterator<Item = &'static OptionalModule> {
    let is_named = |module: &&OptionalModule| module.names.iter().all(|it| names.contains(it));
    OPTIONAL.iter().filter(is_named)
}
