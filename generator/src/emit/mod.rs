//! From a [`Plan`] to tokens, a file at a time. Decides nothing: every name and choice stands in the plan.

mod api;
mod client;
mod doc;
mod manifest;
mod operation;
mod record;
mod rust_type;
mod string_enum;
mod types;
mod union;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::plan::Plan;

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

/// All generated files of the crate, by path.
pub fn emit(plan: &Plan) -> BTreeMap<String, File> {
    let mut files = BTreeMap::new();
    files.insert("Cargo.toml".to_owned(), File::Text(manifest::manifest(plan)));
    files.insert("src/lib.rs".to_owned(), client::root(plan));
    files.insert("src/client.rs".to_owned(), client::client(plan));
    files.insert("src/types/mod.rs".to_owned(), types::index(plan));
    for module in &plan.modules {
        files.insert(format!("src/types/{}.rs", module.name), types::module(module));
    }
    files.insert("src/api/mod.rs".to_owned(), api::index(plan));
    for resource in &plan.resources {
        files.insert(format!("src/api/{}.rs", resource.path.join("/")), api::resource(resource));
    }
    files
}
