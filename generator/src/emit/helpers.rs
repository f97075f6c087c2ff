//! The index of the hand-written helpers that came along.

use proc_macro2::TokenStream;
use quote::quote;

use super::File;
use super::doc;
use super::rust_type::ident;
use crate::plan::{HelperItem, Plan};

/// `helpers/mod.rs`: each helper, where all it needs is compiled.
pub fn index(plan: &Plan) -> File {
    let modules = plan.helpers.iter().map(module);
    File::Rust {
        doc: vec!["What knows this service beyond its document, written by hand.".to_owned()],
        items: quote!(#(#modules)*),
    }
}

fn module(helper: &HelperItem) -> TokenStream {
    let name = ident(&helper.name);
    let cfgs = helper.compiled_by.iter().map(|any| doc::features(any));
    quote!(#(#cfgs)* pub mod #name;)
}
