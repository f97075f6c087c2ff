//! Hand-written helpers of a service: the list of their modules and the modules that export their items.

use proc_macro2::TokenStream;
use quote::quote;

use super::File;
use super::doc;
use super::rust_type::ident;
use crate::plan::{self, Plan};

/// Returns `helpers/mod.rs`. Each helper is compiled only with the features that it needs.
pub fn index(plan: &Plan) -> File {
    let modules = plan.helpers.iter().map(|helper| {
        let name = ident(&helper.name);
        let cfgs = helper.gates.iter().map(doc::gate);
        quote!(#(#cfgs)* pub mod #name;)
    });
    File::Rust {
        doc: vec!["Hand-written code for this service.".to_owned()],
        items: quote!(#(#modules)*),
    }
}

/// Returns the modules at the root of the crate that export items of helpers.
pub fn root_modules(plan: &Plan) -> TokenStream {
    let modules = plan.exports.iter().map(root_module);
    quote!(#(#modules)*)
}

fn root_module(export: &plan::ExportModule) -> TokenStream {
    let name = ident(&export.name);
    let doc = doc::lines(std::slice::from_ref(&export.doc));
    let cfgs = export.gates.iter().map(doc::gate);
    let of_runtime = export
        .extends_runtime
        .then(|| quote!(pub use crate::runtime::public::#name::*;));
    let uses = export.helpers.iter().map(|helper| {
        let name = ident(&helper.name);
        let cfgs = helper.gates.iter().map(doc::gate);
        quote!(#(#cfgs)* pub use crate::helpers::#name::*;)
    });
    quote! {
        #doc
        #(#cfgs)*
        pub mod #name {
            #(#uses)*
            #of_runtime
        }
    }
}
