//! String enums: an enum of known values and the table of its values.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::rust_type::ident;
use crate::plan;

/// Returns an enum with all of its implementations.
pub fn string_enum(item: &plan::Type, values: &[plan::EnumValue]) -> TokenStream {
    let name = ident(&item.ident);
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let variants: Vec<_> = values.iter().map(|value| ident(&value.ident)).collect();
    let wires: Vec<_> = values.iter().map(|value| &value.wire).collect();
    let docs = values.iter().map(|value| doc::lines(&value.doc));
    let derives = doc::derives(&item.derives);
    if item.closed {
        return quote! {
            #doc
            #deprecated
            #[derive(Clone, Copy, PartialEq, Eq, Hash)]
            #derives
            #[non_exhaustive]
            pub enum #name {
                #(#docs #variants,)*
            }
            closed_table! { #name { #(#variants #wires;)* } }
        };
    }
    quote! {
        #doc
        #deprecated
        #[derive(Clone, PartialEq, Eq, Hash)]
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#docs #variants,)*
            #[doc = " A value unknown to this version."]
            Unknown(String),
        }
        string_table! { #name { #(#variants #wires;)* } }
    }
}
