//! From a [`Plan`] to tokens, a file at a time. Decides nothing: every name and choice stands in the plan.

mod api;
mod calls;
mod channel;
mod client;
mod constructor;
mod doc;
mod helpers;
mod hosts;
mod manifest;
mod operation;
mod record;
mod registry;
mod rust_type;
mod string_enum;
mod types;
mod union;

use proc_macro2::TokenStream;

use crate::plan::{Plan, Resource, TypeModule};

/// A file of the crate.
#[derive(Clone, Debug)]
pub enum File {
    /// Rust, still as tokens.
    Rust {
        /// Lines of documentation at the top.
        doc: Vec<String>,
        /// The items.
        items: TokenStream,
    },
    /// Any other text, as it is.
    Text(String),
}

/// What a file is made of. Plain data, so that files can be made on several threads; tokens cannot move between them.
#[derive(Clone, Copy, Debug)]
pub enum Unit<'a> {
    /// `Cargo.toml`
    Manifest,
    /// What keeps other formatters away.
    Formatting,
    /// `lib.rs`
    Root,
    /// `client.rs`
    Client,
    /// `types/mod.rs`
    TypeIndex,
    /// A file of types.
    Types(&'a TypeModule),
    /// `api/mod.rs`
    ApiIndex,
    /// A group of operations.
    Resource(&'a Resource),
    /// `helpers/mod.rs`
    HelperIndex,
    /// What the example `decode` knows of the document.
    Registry,
    /// What the example `conformance` knows of it.
    Calls,
}

/// All files of the crate that are generated, by path.
pub fn units(plan: &Plan) -> Vec<(String, Unit<'_>)> {
    let mut units = vec![
        ("Cargo.toml".to_owned(), Unit::Manifest),
        ("rustfmt.toml".to_owned(), Unit::Formatting),
        ("src/lib.rs".to_owned(), Unit::Root),
        ("src/client.rs".to_owned(), Unit::Client),
        ("src/types/mod.rs".to_owned(), Unit::TypeIndex),
        ("src/api/mod.rs".to_owned(), Unit::ApiIndex),
        ("examples/decode/registry.rs".to_owned(), Unit::Registry),
        ("examples/conformance/registry.rs".to_owned(), Unit::Calls),
    ];
    if !plan.helpers.is_empty() {
        units.push(("src/helpers/mod.rs".to_owned(), Unit::HelperIndex));
    }
    units.extend(
        plan.modules
            .iter()
            .map(|module| (format!("src/types/{}.rs", module.name), Unit::Types(module))),
    );
    units.extend(plan.resources.iter().map(|resource| {
        let path = resource.path.join("/");
        (format!("src/api/{path}.rs"), Unit::Resource(resource))
    }));
    units
}

/// One file.
pub fn emit(plan: &Plan, unit: Unit) -> File {
    match unit {
        Unit::Manifest => File::Text(manifest::manifest(plan)),
        Unit::Formatting => File::Text(manifest::formatting()),
        Unit::Root => client::root(plan),
        Unit::Client => client::client(plan),
        Unit::TypeIndex => types::index(plan),
        Unit::Types(module) => types::module(module),
        Unit::ApiIndex => api::index(plan),
        Unit::Resource(resource) => api::resource(resource),
        Unit::HelperIndex => helpers::index(plan),
        Unit::Registry => registry::registry(plan),
        Unit::Calls => calls::registry(plan),
    }
}
