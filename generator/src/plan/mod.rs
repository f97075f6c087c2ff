//! From the meaning of a document to a Rust crate: names, modules, features and signatures.
//!
//! Input: [`Api`] and [`Settings`]. Output: [`Plan`], which contains no tokens and no Rust source. Planning is a list
//! of passes: functions from the document and earlier tables to a table.

mod api;
mod builder;
mod call_examples;
pub mod config;
mod docs;
mod extension;
mod features;
mod first_call;
pub mod format_types;
mod layout;
mod manifest;
mod model;
mod names;
mod package;
mod parts;
mod pins;
mod programs;
pub mod reserved_names;
mod security;
mod servers;
pub mod signatures;
mod types;
mod usage;

use std::collections::BTreeMap;

pub use config::Config;
pub use extension::{ExampleNeeds, Extension, HelperNeeds, RUNTIME_MODULES, RuntimeModule};
pub use format_types::FormatType;
pub use model::*;
pub use signatures::Signatures;

use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostics, Severity, Strictness};
use crate::ir::Api;

/// The choices of a run.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// The name of the package.
    pub crate_name: &'a str,
    /// Files that are written unchanged, by path in the package.
    pub package_files: &'a BTreeMap<String, String>,
    /// The configuration.
    pub config: &'a Config,
    /// The recorded order of constructor arguments, and whether variants box their types.
    pub signatures: &'a Signatures,
    /// The manifest of the runtime, whose features and dependencies are copied to the package.
    pub runtime_manifest: &'a toml::Table,
    /// Hand-written helpers and examples for the service.
    pub extension: Option<&'a Extension>,
    /// The catalog, which is written into a helper.
    pub catalog: Option<&'a Catalog>,
    /// Whether name clashes and stale pins are errors.
    pub strictness: Strictness,
}

impl Settings<'_> {
    /// Whether the package is outside of the generator's own repository.
    fn standalone(&self) -> bool {
        !self.strictness.is_strict()
    }

    /// The severity of a problem that is an error only in strict runs.
    fn severity(&self) -> Severity {
        self.strictness.severity(Severity::Warning)
    }
}

/// Plans the crate.
pub fn plan(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) -> Plan {
    config::check(settings.config, diagnostics);
    pins::check(api, settings, diagnostics);
    format_types::check(api, settings, diagnostics);
    parts::check(settings, diagnostics);

    let types = types::rust_types(api, settings, diagnostics);
    let placements = api::placements(api, settings.config);
    let tree = api::group_tree(api, &placements, settings, diagnostics);
    let usage = usage::usage(api, &tree);
    let layout = layout::layout(api, &types, settings.signatures);

    let responses = types::response_types(api);

    let enums = types::enums(api, settings, diagnostics);
    let records = types::records(
        api,
        settings,
        &types,
        &enums,
        &usage,
        &layout,
        &responses,
        diagnostics,
    );
    let variants = types::variants(api, settings, &types, &layout, diagnostics);
    let conversions = types::conversions(api, &types, &variants);
    let constructors = types::constructors(api, settings, &types, &records, &conversions);
    let pages = api::pages(api, settings, &types, &records, diagnostics);

    let bodies = api::bodies(api, &types);
    let names = api::operation_names(api, &placements, &bodies, &tree, settings, diagnostics);
    let references = docs::references(api, &tree, settings, diagnostics);
    let channels = api::channels(api, &types, &tree, &names, &references);
    let operations = api::operations(
        api,
        settings,
        &types,
        &tree,
        &pages,
        bodies,
        names,
        &references,
    );
    let group_docs = docs::group_docs(api, &tree, settings, diagnostics);

    let unions = types::unions(api, &usage, &responses, variants, conversions, constructors);
    let kinds = types::kinds(api, &types, records, enums, unions);
    let examples = call_examples::call_examples(
        api,
        settings,
        &types,
        &kinds,
        &pages,
        &tree,
        &operations,
        &channels,
        diagnostics,
    );
    let groups = api::groups(tree, operations, channels, group_docs, examples);
    let features = features::features(api, &groups, settings);

    let uses = docs::uses(api, &types, &usage, &groups, &kinds, &pages);
    let docs = docs::type_docs(api, &types, &uses);
    let modules = types::modules(api, &types, &usage, &features, pages, docs, kinds);
    let helpers = extension::helpers(settings, &modules, &groups, diagnostics);
    let exports = extension::exports(settings, &helpers);
    let examples = extension::examples(settings, &helpers, &features, diagnostics);
    let parts = parts::parts(api, settings, &groups, &modules);

    let package = package::package(api, settings, &groups);

    Plan {
        manifest: manifest::manifest(settings, &groups, &features, &helpers, &examples, &parts),
        schemas: types::schemas(api, &types),
        first_call: first_call::first_call(&groups),
        formats: types.formats().to_vec(),
        type_names: types.into_names(),
        modules,
        catalog: extension::catalog_file(settings, &helpers),
        groups,
        features,
        helpers,
        exports,
        examples,
        programs: programs::programs(settings, &parts),
        call_table: programs::call_table(&package.service.schemes, &parts),
        package,
        parts,
    }
}
