//! The configuration, `oasmith.toml`: pinned names, and facts about the package and the service.

mod check;
mod check_package;
mod pagination;
mod read;
mod select;
mod service;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

pub use check::{ERROR_KINDS, check};
pub use pagination::Pagination;
pub use read::ReadError;
pub use select::Select;
pub use service::{HeaderSetting, Host, Service, Signing, TokenExchange, Tracing, Usage};

use crate::source::Origin;

/// The entire configuration.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The files to read. The generator does not use it.
    pub input: Input,
    /// Where the crate is written. The generator does not use it.
    pub output: Output,
    /// The operations to generate.
    pub select: Select,
    /// The generated package.
    pub package: Package,
    /// Facts about the service.
    pub service: Service,
    /// What operations are named after. By default the regularity of the operation ids decides.
    pub names: Option<NameSource>,
    /// Path prefix → group: `"/threads" = "beta.threads"`.
    pub areas: BTreeMap<String, String>,
    /// Operation id → method: `"createThreadAndRun" = "beta.threads.create_and_run"`.
    pub operations: BTreeMap<String, String>,
    /// JSON pointer or name of a schema → name of its type.
    pub types: BTreeMap<String, String>,
    /// JSON pointer of a schema, `#`, and the name of a property, value or branch → name of the field or variant.
    pub members: BTreeMap<String, String>,
    /// Whether lists of values accept other values.
    pub enums: Enums,
    /// Additional traits that types derive.
    pub derives: Derives,
    /// Additional dependencies of the package, as in its manifest.
    pub dependencies: toml::Table,
    /// Format of strings → type: `"date-time" = "jiff::Timestamp"`.
    pub formats: BTreeMap<String, String>,
    /// Rules for constructors.
    pub constructors: Constructors,
    /// Operation id → the pagination of its list.
    pub pagination: BTreeMap<String, Pagination>,
    /// Pins that apply only to some documents.
    pub pins: Vec<ConditionalPins>,
    /// The location of each entry.
    #[serde(skip)]
    pub locations: BTreeMap<EntryKey, Origin>,
}

/// What the groups and methods of operations are named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameSource {
    /// The path and the HTTP method: `client.users().keys().list()`.
    Resource,
    /// The first segment of the path and the operation id: `client.users().list_user_keys()`.
    OperationId,
}

/// Whether lists of strings accept other values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Enums {
    /// Other values are decoded as the variant `Unknown`.
    #[default]
    Open,
    /// Other values are mismatches.
    Closed,
}

/// What the features of groups are named after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeatureSource {
    /// The group.
    #[default]
    Group,
    /// The tag that most operations of the group have as their first one.
    Tag,
}

/// Additional traits that types derive, as paths of derive macros.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Derives {
    /// For structs.
    pub structs: Vec<String>,
    /// For enums of strings.
    pub enums: Vec<String>,
    /// For enums of types.
    pub unions: Vec<String>,
}

/// The files to read, relative to the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Input {
    /// The document: a path or a URL.
    pub spec: Option<String>,
    /// Overlays, in the order in which they apply.
    pub overlays: Vec<String>,
    /// The supplement, with operations and schemas that the document lacks.
    pub supplement: Option<String>,
    /// Documentation files.
    pub docs: Vec<String>,
}

/// Where the crate is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Output {
    /// The directory, relative to the configuration.
    pub dir: Option<String>,
}

/// An entry of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryKey {
    /// The section.
    pub section: String,
    /// The key in the section.
    pub key: String,
}

/// Pins for the documents in which a query selects something, so that one configuration serves several revisions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConditionalPins {
    /// The query: a JSONPath on the document with its overlays applied.
    pub applies_if: String,
    /// See [`Config::areas`].
    #[serde(default)]
    pub areas: BTreeMap<String, String>,
    /// See [`Config::operations`].
    #[serde(default)]
    pub operations: BTreeMap<String, String>,
    /// See [`Config::types`].
    #[serde(default)]
    pub types: BTreeMap<String, String>,
    /// See [`Config::members`].
    #[serde(default)]
    pub members: BTreeMap<String, String>,
    /// The location of the query.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

/// Rules for constructors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Constructors {
    /// Required properties that are the first arguments of `new`, in this order.
    pub first: Vec<String>,
}

/// The generated package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Package {
    /// Its name, unless it is set on the command line.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// A sentence about it.
    pub description: Option<String>,
    /// Its license, as an SPDX expression.
    pub license: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// The URL of its source code.
    pub repository: Option<String>,
    /// The URL of its home page.
    pub homepage: Option<String>,
    /// The URL of its documentation.
    pub documentation: Option<String>,
    /// Keywords for search, at most five.
    pub keywords: Vec<String>,
    /// Categories of the registry.
    pub categories: Vec<String>,
    /// The oldest version of Rust that it supports.
    pub rust_version: Option<String>,
    /// The Rust edition. Generated code needs 2024.
    pub edition: Option<String>,
    /// What the features of groups are named after.
    pub features: FeatureSource,
    /// Features that are enabled by default. If empty, all features are enabled.
    pub default_features: Vec<String>,
    /// The first lines of its documentation.
    pub doc: Vec<String>,
    /// Whether operations have enums of the errors that they declare. By default they do, unless the document declares the
    /// same type for all errors.
    pub typed_errors: Option<bool>,
    /// Parts of the client to include even if the document does not need them: `testing`, `blocking`, … or `all`.
    pub parts: Vec<String>,
    /// A folder of templates with helpers and examples for this service.
    pub extension: Option<String>,
}

impl Config {
    /// The location of an entry.
    pub fn location(&self, section: &str, key: &str) -> Option<Origin> {
        let key = EntryKey {
            section: section.to_owned(),
            key: key.to_owned(),
        };
        self.locations.get(&key).copied()
    }

    /// The pointers of the schemas of which a property, value or branch has a pinned name.
    pub fn schemas_with_pinned_members(&self) -> BTreeSet<&str> {
        let pointers = self.members.keys().filter_map(|key| key.strip_prefix('#'));
        let pointers = pointers.filter_map(|key| key.rsplit_once('#'));
        pointers.map(|(pointer, _)| pointer).collect()
    }

    /// Adds conditional pins to the unconditional ones. Returns the entries that already existed.
    pub fn merge(&mut self, pins: ConditionalPins) -> Vec<EntryKey> {
        let sections = [
            ("areas", &mut self.areas, pins.areas),
            ("operations", &mut self.operations, pins.operations),
            ("types", &mut self.types, pins.types),
            ("members", &mut self.members, pins.members),
        ];
        let mut duplicates = Vec::new();
        for (section, known, pins) in sections {
            for (key, name) in pins {
                match known.entry(key) {
                    Entry::Occupied(entry) => duplicates.push(EntryKey {
                        section: section.to_owned(),
                        key: entry.key().clone(),
                    }),
                    Entry::Vacant(entry) => {
                        entry.insert(name);
                    }
                }
            }
        }
        duplicates
    }
}
