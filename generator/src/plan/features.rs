//! Pass: Cargo features.

use super::reserved_names::FEATURES;
use super::usage::WEBHOOKS;
use super::{Feature, Group, Settings, parts};
use crate::ir::Api;

/// The runtime's feature for WebSocket channels.
pub const CHANNELS: &str = "websocket";

/// The runtime's feature that compiles the client.
pub const CLIENT: &str = "client";

/// The runtime's feature that verifies the signatures of webhook deliveries.
const SIGNATURES: &str = "webhook-signatures";

/// The feature of a group: the name of the group in kebab case (`fine_tuning` becomes `fine-tuning`), with the suffix
/// `-calls` if the package has a feature or an optional dependency with that name.
pub fn of_group(group: &str, runtime_manifest: &toml::Table) -> String {
    let name = group.trim_matches('_').replace('_', "-");
    let of_runtime = ["features", "dependencies"]
        .iter()
        .filter(|section| **section == "dependencies" || !parts::is_never_feature(&name))
        .filter_map(|section| runtime_manifest.get(*section)?.as_table())
        .any(|section| section.contains_key(&name));
    match of_runtime || FEATURES.contains(&name.as_str()) {
        true => format!("{name}-calls"),
        false => name,
    }
}

/// Plans the features of groups and webhooks, sorted by name.
pub fn features(api: &Api, groups: &[Group], settings: &Settings) -> Vec<Feature> {
    let mut names: Vec<&str> = groups.iter().map(|group| group.feature.as_str()).collect();
    if !api.webhooks.is_empty() {
        names.push(WEBHOOKS);
    }
    names.sort_unstable();
    names.dedup();
    let chosen = &settings.config.package.default_features;
    let features = names.into_iter().map(|name| {
        let is_chosen = chosen.iter().any(|chosen| chosen == name);
        let mut enables = Vec::new();
        // Recipients of webhooks need to verify the sender.
        if name == WEBHOOKS && !api.webhooks.is_empty() && has_signatures(settings) {
            enables.push(SIGNATURES.to_owned());
        }
        // Default features stay small: users of channels enable them by name.
        if !is_chosen && has_channel(groups, name) {
            enables.push(CHANNELS.to_owned());
        }
        Feature {
            name: name.to_owned(),
            default: is_chosen || chosen.is_empty(),
            enables,
        }
    });
    features.collect()
}

fn has_signatures(settings: &Settings) -> bool {
    let features = settings.runtime_manifest.get("features");
    let features = features.and_then(toml::Value::as_table);
    features.is_some_and(|features| features.contains_key(SIGNATURES))
}

/// Whether a group with this feature has a channel.
fn has_channel(groups: &[Group], feature: &str) -> bool {
    let mut own = groups.iter().filter(|group| group.feature == feature);
    own.any(|group| group.channel.is_some())
}
