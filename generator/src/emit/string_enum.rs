//! Enums of strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::rust_type::ident;
use crate::plan::{TypeItem, ValueItem};

/// A string enum and its codec.
pub fn string_enum(item: &TypeItem, values: &[ValueItem]) -> TokenStream {
    let name = ident(&item.ident);
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let variants: Vec<_> = values.iter().map(|value| ident(&value.ident)).collect();
    let wires: Vec<_> = values.iter().map(|value| &value.wire).collect();
    let docs = values.iter().map(|value| match value.differs {
        true => doc::lines(&[format!("`{}`", value.wire)]),
        false => TokenStream::new(),
    });
    quote! {
        #doc
        #deprecated
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#docs #variants,)*
            #[doc = " A value that this version does not know."]
            Unknown(String),
        }
        string_table! { #name { #(#variants #wires;)* } }
    }
}
