//! Converts a [`Plan`] to tokens, one file at a time. This stage makes no decisions: the plan contains every name and
//! choice.

mod accumulators;
mod api;
mod argument;
mod call_example;
mod calls;
mod catalog;
mod channel;
mod client;
mod constructor;
mod credentials;
mod doc;
mod first_call;
mod helpers;
mod hosts;
mod integer_enum;
mod manifest;
mod operation;
mod operation_list;
mod page;
mod parameter;
mod record;
mod registry;
mod rust_type;
mod servers;
mod setters;
mod string_enum;
mod types;
mod union;

use proc_macro2::TokenStream;

use crate::catalog::Catalog;
use crate::plan::{self, Plan, TypeModule};

/// The content of a generated file.
#[derive(Clone, Debug)]
pub enum File {
    /// Rust code as tokens.
    Rust {
        /// The lines of the module documentation.
        doc: Vec<String>,
        /// The items.
        items: TokenStream,
    },
    /// Text that is written unchanged.
    Text(String),
}

/// A description of a file to emit. Tokens are not `Send`, so threads share these descriptions instead.
#[derive(Clone, Copy, Debug)]
pub enum Unit<'a> {
    /// `Cargo.toml`
    Manifest,
    /// `API.md`
    OperationList,
    /// A file that is written unchanged.
    Verbatim(&'a str),
    /// `lib.rs`
    Root,
    /// `client.rs`
    Client,
    /// `types/mod.rs`
    TypeIndex,
    /// A file in `types/`.
    Types(&'a TypeModule),
    /// `api/mod.rs`
    ApiIndex,
    /// A file with a group of operations.
    Group(&'a plan::Group),
    /// `helpers/mod.rs`
    HelperIndex,
    /// The registry of the `decode` example.
    Registry,
    /// The registry of the `conformance` example.
    Calls,
    /// The example that calls the first operation.
    FirstCall,
    /// `README.md`
    Readme,
    /// The accumulators of the `replay` example.
    Accumulators,
    /// The data of the catalog.
    Catalog(&'a Catalog),
}

/// Returns all generated files of the crate, by path.
pub fn units(plan: &Plan) -> Vec<(String, Unit<'_>)> {
    let mut units = vec![
        ("Cargo.toml".to_owned(), Unit::Manifest),
        ("API.md".to_owned(), Unit::OperationList),
        ("src/lib.rs".to_owned(), Unit::Root),
        ("src/client.rs".to_owned(), Unit::Client),
        ("src/types/mod.rs".to_owned(), Unit::TypeIndex),
        ("src/api/mod.rs".to_owned(), Unit::ApiIndex),
    ];
    units.extend(plan.programs.iter().filter_map(|program| {
        let (file, unit) = match program.name {
            "conformance" => ("registry.rs", Unit::Calls),
            "decode" => ("registry.rs", Unit::Registry),
            "replay" => ("accumulators.rs", Unit::Accumulators),
            _ => return None,
        };
        Some((format!("examples/{}/{file}", program.name), unit))
    }));
    let verbatim = plan.package.files.iter();
    units.extend(verbatim.map(|(path, text)| (path.clone(), Unit::Verbatim(text))));
    if plan.package.standalone {
        let example = format!("examples/{}.rs", first_call::FIRST_CALL);
        units.push((example, Unit::FirstCall));
        units.push(("README.md".to_owned(), Unit::Readme));
    }
    if !plan.helpers.is_empty() {
        units.push(("src/helpers/mod.rs".to_owned(), Unit::HelperIndex));
    }
    if let Some((path, catalog)) = &plan.catalog {
        units.push((path.clone(), Unit::Catalog(catalog)));
    }
    units.extend(
        plan.modules
            .iter()
            .map(|module| (format!("src/types/{}.rs", module.name), Unit::Types(module))),
    );
    units.extend(plan.groups.iter().map(|group| {
        let path = group.path.join("/");
        (format!("src/api/{path}.rs"), Unit::Group(group))
    }));
    units
}

/// Emits one file.
pub fn emit(plan: &Plan, unit: Unit) -> File {
    match unit {
        Unit::Manifest => File::Text(manifest::manifest(plan)),
        Unit::OperationList => File::Text(operation_list::operation_list(plan)),
        Unit::Verbatim(text) => File::Text(text.to_owned()),
        Unit::Root => client::root(plan),
        Unit::Client => client::client(plan),
        Unit::TypeIndex => types::index(plan),
        Unit::Types(module) => types::module(module),
        Unit::ApiIndex => api::index(plan),
        Unit::Group(group) => api::group(group),
        Unit::HelperIndex => helpers::index(plan),
        Unit::Registry => registry::registry(plan),
        Unit::Calls => calls::calls(plan),
        Unit::FirstCall => File::Text(first_call::example(plan)),
        Unit::Readme => File::Text(first_call::readme(plan)),
        Unit::Accumulators => accumulators::accumulators(plan),
        Unit::Catalog(catalog) => File::Text(catalog::data(catalog)),
    }
}
