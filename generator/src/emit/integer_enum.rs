//! Integer enums: an enum of known values and the table of its values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::doc;
use super::rust_type::ident;
use crate::plan;

/// Returns an enum with all of its implementations.
pub fn integer_enum(item: &plan::Type, values: &[plan::EnumValue]) -> TokenStream {
    let name = ident(&item.ident);
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let variants: Vec<_> = values.iter().map(|value| ident(&value.ident)).collect();
    let numbers = values.iter().filter_map(|value| value.number);
    let numbers: Vec<Literal> = numbers.map(Literal::i64_unsuffixed).collect();
    let docs = values.iter().map(|value| doc::lines(&value.doc));
    let derives = doc::derives(&item.derives);
    let (table, unknown) = match item.closed {
        true => (quote!(closed_integer_table), None),
        false => (
            quote!(integer_table),
            Some(quote! {
                #[doc = " A value unknown to this version."]
                Unknown(i64),
            }),
        ),
    };
    quote! {
        #doc
        #deprecated
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#docs #variants,)*
            #unknown
        }
        #table! { #name { #(#variants #numbers;)* } }
    }
}
