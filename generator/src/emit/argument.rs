//! Arguments that set a value: their types and their conversion to the value.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::rust_type::Scope;
use crate::plan::{Accepted, ArgumentType};

/// Returns the accepted type of a value.
pub fn accepted(scope: Scope<'_>, accepted: &Accepted) -> TokenStream {
    let ty = scope.ty(&accepted.ty);
    match accepted.converts {
        true => quote!(impl Into<#ty>),
        false => ty,
    }
}

/// Returns an expression for a value of an accepted type.
pub fn converted(accepted: &Accepted, name: &Ident) -> TokenStream {
    match accepted.converts {
        true => quote!(#name.into()),
        false => quote!(#name),
    }
}

/// Returns the parameter with its type.
pub fn parameter(scope: Scope<'_>, argument: &ArgumentType, name: &Ident) -> TokenStream {
    match argument {
        ArgumentType::Value(value) => {
            let ty = accepted(scope, value);
            quote!(#name: #ty)
        }
        ArgumentType::List(item) => {
            let item = accepted(scope, item);
            quote!(#name: impl IntoIterator<Item = #item>)
        }
        ArgumentType::Map(value) => {
            let value = accepted(scope, value);
            quote!(#name: impl IntoIterator<Item = (impl Into<String>, #value)>)
        }
        ArgumentType::Json => quote!(#name: impl JsonObject),
    }
}

/// Returns an expression for the value.
pub fn value(argument: &ArgumentType, name: &Ident) -> TokenStream {
    match argument {
        ArgumentType::Value(value) => converted(value, name),
        ArgumentType::List(_) => quote!(crate::runtime::codec::list(#name)),
        ArgumentType::Map(_) => quote!(crate::runtime::codec::map(#name)),
        ArgumentType::Json => quote!(#name.into_json()),
    }
}

/// Returns the parameter as it is written in a row of `setters!`.
pub fn row(scope: Scope<'_>, argument: &ArgumentType, name: &Ident, wire: &str) -> TokenStream {
    match argument {
        ArgumentType::Value(value) => {
            let ty = accepted(scope, value);
            quote!(#name: #ty)
        }
        ArgumentType::List(item) => {
            let item = accepted(scope, item);
            quote!(#name [#item])
        }
        ArgumentType::Map(value) => {
            let value = accepted(scope, value);
            quote!(#name {#value})
        }
        ArgumentType::Json => quote!(#name json #wire),
    }
}
