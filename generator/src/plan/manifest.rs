//! Pass: the features and dependencies of the package.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::features::{CHANNELS, CLIENT};
use super::{Example, Feature, Group, Helper, Manifest, Parts, Settings, parts};

/// Plans the manifest. The package has the features and dependencies of the runtime, which it contains.
pub fn manifest(
    settings: &Settings,
    groups: &[Group],
    features: &[Feature],
    helpers: &[Helper],
    examples: &[Example],
    parts: &Parts,
) -> Manifest {
    let runtime = &parts::resolve(settings.runtime_manifest, parts);
    let additions = Additions::of(settings, helpers);
    let targets = runtime.get("target").and_then(Value::as_table);
    let target_dependencies = targets.into_iter().flatten().filter_map(|(target, table)| {
        // Some targets only have dependencies for the runtime's tests.
        let dependencies = table.get("dependencies")?.as_table()?;
        Some((target.clone(), dependencies.clone()))
    });
    Manifest {
        features: all_features(
            section(runtime, "features"),
            groups,
            features,
            &additions,
            settings,
        ),
        dependencies: with_own(
            additions.dependencies(section(runtime, "dependencies")),
            settings,
        ),
        target_dependencies: target_dependencies.collect(),
        dev_dependencies: match examples.is_empty() && !settings.standalone() {
            true => Table::new(),
            false => of_examples(&section(runtime, "dev-dependencies")),
        },
    }
}

/// The features of an extension that selected helpers need, with their optional dependencies.
#[derive(Default)]
struct Additions<'a> {
    features: BTreeMap<&'a str, &'a [String]>,
    dependencies: Option<&'a Table>,
}

impl<'a> Additions<'a> {
    fn of(settings: &Settings<'a>, helpers: &[Helper]) -> Self {
        let Some(extension) = settings.extension else {
            return Self::default();
        };
        let is_needed =
            |name: &&String| helpers.iter().any(|helper| helper.features.contains(name));
        let names = extension.features.keys().filter(is_needed);
        let features = names
            .filter_map(|name| Some((name.as_str(), extension.features.get(name)?.as_slice())));
        Self {
            features: features.collect(),
            dependencies: Some(&extension.dependencies),
        }
    }

    fn dependencies(&self, mut table: Table) -> Table {
        let enabled = self.features.values().copied().flatten();
        for name in enabled.filter_map(|enabled| enabled.strip_prefix("dep:")) {
            if let Some(dependency) = self.dependencies.and_then(|all| all.get(name)) {
                table.insert(name.to_owned(), dependency.clone());
            }
        }
        table
    }

    /// The features without dependencies of their own, which are cheap to enable.
    fn light(&self) -> impl Iterator<Item = &'a str> {
        let light = self
            .features
            .iter()
            .filter(|(_, enables)| !enables.iter().any(|it| it.starts_with("dep:")));
        light.map(|(name, _)| *name)
    }
}

/// Adds the dependencies of the configuration, which take precedence.
fn with_own(mut table: Table, settings: &Settings) -> Table {
    table.extend(settings.config.dependencies.clone());
    table
}

fn section(manifest: &Table, name: &str) -> Table {
    let section = manifest.get(name).and_then(Value::as_table);
    section.cloned().unwrap_or_default()
}

/// The dependencies of examples, which are asynchronous and derive traits for their types.
fn of_examples(dev_dependencies: &Table) -> Table {
    let used = [
        "futures-util",
        "schemars",
        "serde",
        "tokio",
        "tokio-tungstenite",
    ]
    .into_iter();
    let used = used.filter_map(|name| dev_dependencies.get_key_value(name));
    used.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn all_features(
    mut table: Table,
    groups: &[Group],
    features: &[Feature],
    additions: &Additions,
    settings: &Settings,
) -> Table {
    let of_runtime = table.remove("default");
    let has_channels = groups.iter().any(|group| group.channel.is_some());
    let channels = has_channels.then_some(CHANNELS);
    let names = features.iter().map(|feature| feature.name.as_str());
    let default = features.iter().filter(|feature| feature.default);
    let default = default.map(|feature| feature.name.as_str());
    let chosen = &settings.config.package.default_features;
    let is_chosen = |name: &&str| chosen.iter().any(|chosen| chosen == name);
    let default = default.chain(additions.features.keys().copied().filter(is_chosen));
    let full = names
        .chain(of_full(of_runtime.as_ref()))
        .chain(channels)
        .chain(additions.light());
    table.insert("default".to_owned(), strings(default));
    table.insert("types".to_owned(), strings([]));
    table.insert("full".to_owned(), strings(full));
    for (name, enables) in &additions.features {
        let enables = enables.iter().map(String::as_str);
        table.insert((*name).to_owned(), strings(enables));
    }
    for feature in features {
        let enabled = feature.enables.iter().map(String::as_str);
        let enabled = [CLIENT].into_iter().chain(enabled);
        table.insert(feature.name.clone(), strings(enabled));
    }
    table
}

/// The features that `full` enables in addition to all areas: the types, and the default features of the runtime except
/// channels, because not every document has them.
fn of_full(of_runtime: Option<&Value>) -> impl Iterator<Item = &str> {
    let of_runtime = of_runtime.and_then(Value::as_array);
    let of_runtime = of_runtime.into_iter().flatten().filter_map(Value::as_str);
    let others = of_runtime.filter(|name| ![CLIENT, CHANNELS].contains(name));
    ["types"].into_iter().chain(others)
}

fn strings<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    let names = names.into_iter().map(|name| Value::String(name.to_owned()));
    Value::Array(names.collect())
}
