//! From the meaning of the document to a Rust crate: every name, module, box, feature and signature is decided here.
//!
//! In: [`ir::Api`](crate::ir::Api) and [`Config`]. Out: [`Plan`]. Knows no token and no text of Rust.

pub mod areas;
mod channels;
pub mod config;
mod constructors;
mod docs;
mod examples;
mod helpers;
mod idents;
mod layout;
mod model;
mod names;
mod operations;
mod pages;
mod pins;
mod resources;
mod taken;
mod types;
mod union;
mod usage;

use std::collections::BTreeMap;

pub use channels::{ChannelItem, FEATURE as CHANNELS};
pub use config::{Config, Host, Service};
pub use examples::ExampleItem;
pub use helpers::{Extension, compiled_by};
pub use model::*;

use self::layout::Layout;
use self::usage::Usage;
use crate::diagnostic::{Diagnostics, Severity};
use crate::ir::{Api, Def, DefId, SecurityKind, Shape, TypeRef};

/// What planning needs to know beside the document.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// The package's name.
    pub crate_name: &'a str,
    /// Pins and choices.
    pub config: &'a Config,
    /// The manifest of the runtime that the crate carries.
    pub runtime_manifest: &'a toml::Table,
    /// Hand-written helpers that may come along.
    pub extension: Option<&'a Extension>,
    /// Whether clashes and stale pins are errors.
    pub strict: bool,
}

/// Plans the crate.
pub fn plan(api: &Api, settings: &Settings, found: &mut Diagnostics) -> Plan {
    let config = settings.config;
    let severity = if settings.strict {
        Severity::Error
    } else {
        Severity::Warning
    };
    let places: Vec<areas::Location> = api
        .operations
        .iter()
        .map(|operation| areas::locate(operation, config))
        .collect();
    let operation_features: Vec<String> = places
        .iter()
        .map(|place| feature_name(&place.area[0], settings.runtime_manifest))
        .collect();
    let context = Context {
        api,
        config,
        runtime_manifest: settings.runtime_manifest,
        severity,
        idents: idents::types(api, &config.types, severity, found),
        usage: usage::usage(api, &operation_features, |name| {
            feature_name(&channels::group(name)[0], settings.runtime_manifest)
        }),
        layout: Layout::of(api),
        aliases: BTreeMap::new(),
        pages: BTreeMap::new(),
    }
    .with_tables();
    pins::names(config, found);
    if settings.strict {
        pins::check(api, config, found);
    }
    channels::check(api, found);
    let resources = context.resources(&places, found);
    let modules = context.modules(found);
    let features = features(&resources, api, settings);
    let (helpers, examples) = match settings.extension {
        Some(extension) => {
            let helpers =
                helpers::helpers(extension, &modules, &resources, &features, severity, found);
            let examples = examples::examples(extension, &helpers, &features, severity, found);
            (helpers, examples)
        }
        None => (Vec::new(), Vec::new()),
    };
    Plan {
        krate: krate(api, settings, &resources),
        modules,
        features,
        helpers,
        examples,
        resources,
        schemas: context.schemas(),
        idents: context.idents,
    }
}

/// The document, the choices, and the analyses: read by every planning step, changed by none.
struct Context<'a> {
    api: &'a Api,
    config: &'a Config,
    runtime_manifest: &'a toml::Table,
    severity: Severity,
    idents: Vec<String>,
    usage: Vec<Usage>,
    layout: Layout,
    aliases: BTreeMap<String, &'a TypeRef>,
    pages: BTreeMap<DefId, PageItem>,
}

impl<'a> Context<'a> {
    /// Adds the tables that need the names.
    fn with_tables(mut self) -> Self {
        let aliases = self.api.defs().filter_map(|(id, def)| match &def.shape {
            Shape::Alias(target) => Some((self.idents[id.0 as usize].clone(), target)),
            _ => None,
        });
        self.aliases = aliases.collect();
        self.pages = self.pages();
        self
    }

    fn feature(&self, group: &str) -> String {
        feature_name(group, self.runtime_manifest)
    }

    fn member_pin(&self, def: &Def, wire: &str) -> Option<String> {
        self.config
            .members
            .get(&format!("#{}#{wire}", def.place.pointer))
            .cloned()
    }

    /// All types by the file they stand in, sorted by name; a named type before the inline ones inside it.
    fn modules(&self, found: &mut Diagnostics) -> Vec<TypeModule> {
        let mut modules: BTreeMap<String, Vec<(DefId, &Def)>> = BTreeMap::new();
        for (id, def) in self.api.defs() {
            modules
                .entry(names::module_name(&def.place.root))
                .or_default()
                .push((id, def));
        }
        modules
            .into_iter()
            .map(|(name, mut defs)| {
                // Two roots may share a file; which comes first must not depend on their order in the document.
                defs.sort_by_key(|(id, def)| (def.place.steps.len(), &def.place.root, id.0));
                let mut features: Vec<String> = defs
                    .iter()
                    .flat_map(|(id, _)| self.usage[id.0 as usize].features.iter().cloned())
                    .collect();
                features.sort();
                features.dedup();
                let items = defs
                    .iter()
                    .map(|(id, def)| types::item(self, *id, def, found))
                    .collect();
                TypeModule {
                    name,
                    features,
                    items,
                }
            })
            .collect()
    }

    fn schemas(&self) -> Vec<SchemaItem> {
        let schema = |(id, def): (DefId, &Def)| {
            let name = def.place.component()?.to_owned();
            Some(SchemaItem {
                name,
                ident: self.idents[id.0 as usize].clone(),
                nullable: def.nullable,
            })
        };
        let mut schemas: Vec<SchemaItem> = self.api.defs().filter_map(schema).collect();
        schemas.sort_by(|one, other| one.name.cmp(&other.name));
        schemas
    }
}

/// A group's feature is called as the group, unless the crate has another feature or an optional part of that name.
fn feature_name(group: &str, runtime: &toml::Table) -> String {
    let of_crate = ["client", "default", "full", "types"].contains(&group);
    let of_runtime = ["features", "dependencies"]
        .iter()
        .filter_map(|section| runtime.get(*section)?.as_table())
        .any(|section| section.contains_key(group));
    if of_crate || of_runtime {
        format!("{group}-calls")
    } else {
        group.to_owned()
    }
}

/// The runtime's feature that checks the signatures of webhook deliveries.
const SIGNATURES: &str = "webhook-signatures";

fn has_feature(runtime: &toml::Table, name: &str) -> bool {
    let features = runtime.get("features").and_then(toml::Value::as_table);
    features.is_some_and(|features| features.contains_key(name))
}

fn features(resources: &[Resource], api: &Api, settings: &Settings) -> Vec<Feature> {
    let mut names: Vec<String> = resources
        .iter()
        .map(|resource| resource.feature.clone())
        .collect();
    if !api.webhooks.is_empty() {
        names.push("webhooks".to_owned());
    }
    names.sort();
    names.dedup();
    let chosen = &settings.config.package.default_features;
    let default = |name: &String| chosen.is_empty() || chosen.contains(name);
    // Who gets events from a service wants to know that they are from it.
    let signed = !api.webhooks.is_empty() && has_feature(settings.runtime_manifest, SIGNATURES);
    let enables = |name: &str| {
        let mut enabled = Vec::new();
        if name == "webhooks" && signed {
            enabled.push(SIGNATURES.to_owned());
        }
        // What is on unless told otherwise stays small: beside such a feature that of channels is named by who wants it.
        if !chosen.iter().any(|one| one == name) {
            enabled.extend(channels::feature(resources, name).map(str::to_owned));
        }
        enabled
    };
    names
        .into_iter()
        .map(|name| Feature {
            default: default(&name),
            enables: enables(&name),
            name,
        })
        .collect()
}

fn krate(api: &Api, settings: &Settings, resources: &[Resource]) -> Krate {
    let config = settings.config;
    let place = |kind: &SecurityKind| match kind {
        SecurityKind::Bearer | SecurityKind::Other => SchemePlace::Bearer,
        SecurityKind::Basic => SchemePlace::Basic,
        SecurityKind::Header(name) => SchemePlace::Header(name.clone()),
        SecurityKind::Query(name) => SchemePlace::Query(name.clone()),
    };
    let environment = |name: &str| {
        config
            .service
            .credential_env
            .get(name)
            .cloned()
            .unwrap_or_default()
    };
    let settings_of_client = config.service.headers.keys();
    let schemes = api
        .security_schemes
        .iter()
        .map(|scheme| scheme.name.as_str());
    let all: Vec<String> = schemes
        .chain(settings_of_client.clone().map(String::as_str))
        .map(names::plain_name)
        .collect();
    // A name that another one shares, or that the builder has already, says what it sets.
    let methods = |index: usize, name: &str, what: &str| {
        let method = names::builder_name(name, what);
        let shared = all.iter().filter(|other| **other == all[index]).count() > 1;
        let shared_before = all[..index].contains(&all[index]);
        match (shared, shared_before) {
            (false, _) => method,
            (true, false) => names::builder_name(&format!("{name}_{what}"), what),
            (true, true) => format!(
                "{}_{index}",
                names::builder_name(&format!("{name}_{what}"), what)
            ),
        }
    };
    Krate {
        name: settings.crate_name.to_owned(),
        version: config
            .package
            .version
            .clone()
            .unwrap_or_else(|| "0.1.0".to_owned()),
        title: api.title.split_whitespace().collect::<Vec<_>>().join(" "),
        doc: config.package.doc.clone(),
        standalone: !settings.strict,
        runtime_manifest: settings.runtime_manifest.clone(),
        service: ServiceItem {
            name: config
                .service
                .name
                .clone()
                .unwrap_or_else(|| api.title.trim().to_owned()),
            base_url: api.servers.first().cloned().unwrap_or_default(),
            schemes: api
                .security_schemes
                .iter()
                .enumerate()
                .map(|(index, scheme)| SchemeItem {
                    name: scheme.name.clone(),
                    method: methods(index, &scheme.name, "credential"),
                    place: place(&scheme.kind),
                    env: environment(&scheme.name),
                })
                .collect(),
            setting_methods: settings_of_client
                .enumerate()
                .map(|(index, name)| methods(api.security_schemes.len() + index, name, "setting"))
                .collect(),
            host_methods: areas::host_methods(&config.service, resources),
            settings: config.service.clone(),
        },
    }
}
