//! Rust types as tokens.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::plan::RustType;

/// The file in which a type is used.
#[derive(Clone, Copy)]
pub enum Scope<'a> {
    /// A file in `types/`. Its own types are written as `Name`, all others as `super::Name`.
    Types(&'a BTreeSet<&'a str>),
    /// Any other file. Types are written as `types::Name`.
    Crate,
}

impl Scope<'_> {
    /// Returns the tokens of a type.
    pub fn ty(self, ty: &RustType) -> TokenStream {
        let in_types = matches!(self, Self::Types(_));
        match ty {
            RustType::String => quote!(String),
            RustType::I64 => quote!(i64),
            RustType::F64 => quote!(f64),
            RustType::Bool => quote!(bool),
            RustType::Number if in_types => quote!(Number),
            RustType::Number => quote!(serde_json::Number),
            RustType::Value if in_types => quote!(Value),
            RustType::Value => quote!(serde_json::Value),
            RustType::Upload => quote!(crate::Upload),
            RustType::Formatted(format) => {
                let ty = extern_path(format.path);
                quote!(crate::Formatted<#ty>)
            }
            RustType::Named { name, .. } => self.named(name),
            RustType::Vec(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            RustType::Map(value) => {
                let value = self.ty(value);
                match in_types {
                    true => quote!(BTreeMap<String, #value>),
                    false => quote!(std::collections::BTreeMap<String, #value>),
                }
            }
            RustType::Option(some) => {
                let some = self.ty(some);
                quote!(Option<#some>)
            }
            RustType::Box(content) => {
                let content = self.ty(content);
                quote!(Box<#content>)
            }
        }
    }

    /// Returns the path of a type of the crate.
    pub fn named(self, name: &str) -> TokenStream {
        let name_token = ident(name);
        match self {
            Self::Types(own) if own.contains(name) => quote!(#name_token),
            Self::Types(_) => quote!(super::#name_token),
            Self::Crate => quote!(types::#name_token),
        }
    }
}

/// Returns the absolute path of a type of another crate, which does not depend on the names in scope.
fn extern_path(path: &str) -> TokenStream {
    let path = format!("::{}", path.replace('<', "<::"));
    path.parse().expect("a path of the table")
}

/// Returns an identifier, raw if the plan requires it.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => format_ident!("{name}"),
    }
}
