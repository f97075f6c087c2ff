//! Rust types as tokens.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::plan::RustType;

/// An identifier, raw if the plan says so.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, proc_macro2::Span::call_site()),
        None => format_ident!("{name}"),
    }
}

/// A type inside `types`, where names stand bare.
pub fn inside(ty: &RustType) -> TokenStream {
    tokens(ty, &TokenStream::new())
}

/// A type outside `types`, where names stand behind `types::`.
pub fn outside(ty: &RustType) -> TokenStream {
    tokens(ty, &quote!(types::))
}

fn tokens(ty: &RustType, prefix: &TokenStream) -> TokenStream {
    let inner = |ty: &RustType| tokens(ty, prefix);
    match ty {
        RustType::String => quote!(String),
        RustType::I64 => quote!(i64),
        RustType::F64 => quote!(f64),
        RustType::Bool => quote!(bool),
        RustType::Number if prefix.is_empty() => quote!(Number),
        RustType::Number => quote!(serde_json::Number),
        RustType::Value if prefix.is_empty() => quote!(Value),
        RustType::Value => quote!(serde_json::Value),
        RustType::Upload => quote!(crate::runtime::Upload),
        RustType::Named(name, _) => {
            let name = ident(name);
            quote!(#prefix #name)
        }
        RustType::Vec(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        RustType::Map(value) => {
            let value = inner(value);
            match prefix.is_empty() {
                true => quote!(BTreeMap<String, #value>),
                false => quote!(std::collections::BTreeMap<String, #value>),
            }
        }
        RustType::Option(some) => {
            let some = inner(some);
            quote!(Option<#some>)
        }
        RustType::Box(content) => {
            let content = inner(content);
            quote!(Box<#content>)
        }
    }
}

/// How an argument of a type is written and turned into the type: `impl Into<T>` where that helps.
pub fn argument(name: &Ident, ty: &RustType, written: &TokenStream) -> (TokenStream, TokenStream) {
    match converts(ty) {
        true => (quote!(#name: impl Into<#written>), quote!(#name.into())),
        false => (quote!(#name: #written), quote!(#name)),
    }
}

/// Whether an argument of the type is taken as anything that turns into it.
pub fn converts(ty: &RustType) -> bool {
    matches!(
        ty,
        RustType::String | RustType::Box(_) | RustType::Named(_, true)
    )
}

/// How a path or a header takes a value.
pub enum Plain<'t> {
    /// As text. So is what has no one form there, such as an object.
    Text,
    /// As texts, joined by commas.
    Texts,
    /// As a value of this type, which is shown.
    Value(&'t RustType),
    /// As values of this type, which are shown and joined.
    Values(&'t RustType),
}

/// How a path or a header takes values of a type.
pub fn plain(ty: &RustType) -> Plain<'_> {
    match ty {
        RustType::Option(inner) | RustType::Box(inner) => plain(inner),
        RustType::I64 | RustType::F64 | RustType::Bool | RustType::Number | RustType::Value => {
            Plain::Value(ty)
        }
        RustType::Vec(item) => match (plain(item), &**item) {
            (Plain::Value(item), _) => Plain::Values(item),
            (_, RustType::String | RustType::Named(_, true)) => Plain::Texts,
            _ => Plain::Text,
        },
        _ => Plain::Text,
    }
}

/// The names of this crate's types in a type.
pub fn names<'a>(ty: &'a RustType, into: &mut BTreeSet<&'a str>) {
    match ty {
        RustType::Named(name, _) => {
            into.insert(name);
        }
        RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Box(inner) => {
            names(inner, into);
        }
        _ => {}
    }
}
