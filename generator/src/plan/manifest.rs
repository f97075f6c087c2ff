//! Pass: the features and dependencies of the package.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::features::{CHANNELS, CLIENT};
use super::unused::of_names;
use super::{Example, Feature, Group, Helper, Manifest, Parts, Settings};

/// Plans the manifest. The package has the features and dependencies of the runtime, which it contains.
pub fn manifest(
    settings: &Settings,
    groups: &[Group],
    features: &[Feature],
    helpers: &[Helper],
    examples: &[Example],
    parts: &Parts,
    unused: &[&str],
) -> Manifest {
    let runtime = &without(&without_parts(settings.runtime_manifest, parts), unused);
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
        unused_features: of_names(unused).filter_map(|it| it.feature).collect(),
        dev_dependencies: match examples.is_empty() && !settings.standalone() {
            true => Table::new(),
            false => of_examples(&section(runtime, "dev-dependencies")),
        },
    }
}

/// Returns the manifest of the runtime without features for its parts, and without the dependencies that only parts have
/// which the crate lacks.
fn without_parts(runtime: &Table, parts: &Parts) -> Table {
    let mut manifest = runtime.clone();
    let is_part = |name: &str| parts.contains_key(name);
    let Some(features) = manifest.get_mut("features").and_then(Value::as_table_mut) else {
        return manifest;
    };
    let mut lost = Vec::new();
    let mut needed = Vec::new();
    features.retain(|name, enabled| {
        if is_part(name) {
            if parts.get::<str>(name) == Some(&true) {
                let enabled = enabled.as_array().into_iter().flatten();
                needed.extend(enabled.filter(|it| dependency(it).is_some()).cloned());
            }
            lost.extend(enabled.as_array().into_iter().flatten().cloned());
        } else if let Some(enabled) = enabled.as_array_mut() {
            enabled.retain(|name| !name.as_str().is_some_and(is_part));
        }
        !is_part(name)
    });
    // A dependency of a part is not optional.
    let is_needed = |enabled: &Value| needed.contains(enabled);
    for (_, enabled) in features.iter_mut() {
        if let Some(enabled) = enabled.as_array_mut() {
            enabled.retain(|it| !is_needed(it));
        }
    }
    let kept: Vec<Value> = features
        .values()
        .filter_map(Value::as_array)
        .flatten()
        .cloned()
        .collect();
    if let Some(dependencies) = manifest
        .get_mut("dependencies")
        .and_then(Value::as_table_mut)
    {
        for name in needed.iter().filter_map(dependency) {
            let dependency = dependencies.get_mut(name);
            if let Some(dependency) = dependency.and_then(Value::as_table_mut) {
                dependency.remove("optional");
            }
        }
        let lost = lost
            .iter()
            .filter(|it| !kept.contains(it) && !is_needed(it));
        for name in lost {
            dependency(name).map(|name| dependencies.remove(name));
        }
    }
    manifest
}

/// Returns the dependency that an entry of a feature enables.
fn dependency(enabled: &Value) -> Option<&str> {
    enabled.as_str()?.strip_prefix("dep:")
}

/// Returns the manifest of the runtime without the features and dependencies of modules.
fn without(manifest: &Table, unused: &[&str]) -> Table {
    let mut manifest = manifest.clone();
    for module in of_names(unused) {
        if let Some(features) = manifest.get_mut("features").and_then(Value::as_table_mut) {
            module.feature.and_then(|feature| features.remove(feature));
        }
        let removed = module.dependencies;
        remove(&mut manifest, removed);
        let targets = manifest.get_mut("target").and_then(Value::as_table_mut);
        for (_, target) in targets.into_iter().flatten() {
            if let Some(target) = target.as_table_mut() {
                remove(target, removed);
            }
        }
    }
    manifest
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

fn remove(manifest: &mut Table, names: &[&str]) {
    for section in ["dependencies", "dev-dependencies"] {
        let dependencies = manifest.get_mut(section);
        if let Some(dependencies) = dependencies.and_then(Value::as_table_mut) {
            dependencies.retain(|name, _| !names.contains(&name));
        }
    }
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
    let further = of_runtime.filter(|name| ![CLIENT, CHANNELS].contains(name));
    ["types"].into_iter().chain(further)
}

fn strings<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    let names = names.into_iter().map(|name| Value::String(name.to_owned()));
    Value::Array(names.collect())
}
