//! The Rust crate, decided: everything an emitter prints, nothing it would have to choose.

mod construction;
mod operation;
mod types;

pub use construction::{Adder, Build, ConstructorArgument, ConstructorItem, Expression};
pub use operation::*;
pub use types::*;

use super::ExampleItem;

/// The whole crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The crate's name and version, and what stands at its top.
    pub krate: Krate,
    /// Files of types, by module name.
    pub modules: Vec<TypeModule>,
    /// Groups of operations; a group stands before those inside it.
    pub resources: Vec<Resource>,
    /// Cargo features, sorted by name.
    pub features: Vec<Feature>,
    /// Hand-written helpers that come along, sorted by name.
    pub helpers: Vec<HelperItem>,
    /// Hand-written examples that come along, sorted by name.
    pub examples: Vec<ExampleItem>,
    /// The component schemas, sorted by name.
    pub schemas: Vec<SchemaItem>,
    /// Where each type of the document went, by its id.
    pub idents: Vec<String>,
}

/// A component schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaItem {
    /// Its name in the document.
    pub name: String,
    /// Its type.
    pub ident: String,
    /// Whether it admits `null` itself.
    pub nullable: bool,
}

/// The crate itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Krate {
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// `info.title` of the document.
    pub title: String,
    /// Lines about the crate.
    pub doc: Vec<String>,
    /// Whether it belongs to no workspace.
    pub standalone: bool,
    /// `[features]` and `[dependencies]` that the runtime brings, as TOML.
    pub runtime_manifest: toml::Table,
    /// What the runtime needs to know about the service.
    pub service: ServiceItem,
}

impl Krate {
    /// The name that programs import it by.
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// A cargo feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// Whether it is on unless told otherwise.
    pub default: bool,
    /// Features of the runtime that it turns on.
    pub enables: Vec<String>,
}

/// A hand-written helper that knows the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelperItem {
    /// Its module.
    pub name: String,
    /// Of each of these sets a feature must be on.
    pub compiled_by: Vec<Vec<String>>,
    /// The templates it is copied from, each with its place in the crate.
    pub files: Vec<(String, String)>,
}

/// What the runtime needs to know about the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceItem {
    /// Its name, for messages.
    pub name: String,
    /// Where calls go unless told otherwise.
    pub base_url: String,
    /// Credentials.
    pub schemes: Vec<SchemeItem>,
    /// Methods of the client's builder for the settings that are headers, in their order.
    pub setting_methods: Vec<String>,
    /// Constructors of the client for other hosts, in their order.
    pub host_methods: Vec<String>,
    /// Choices from the configuration.
    pub settings: super::config::Service,
}

/// A credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeItem {
    /// Its name in the document.
    pub name: String,
    /// The method of the client's builder that sets it.
    pub method: String,
    /// Where it goes.
    pub place: SchemePlace,
    /// Environment variables that hold it.
    pub env: Vec<String>,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemePlace {
    /// `Authorization: Bearer`
    Bearer,
    /// `Authorization: Basic`
    Basic,
    /// A header.
    Header(String),
    /// A query parameter.
    Query(String),
}
