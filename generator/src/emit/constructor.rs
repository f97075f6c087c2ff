//! Constructors of unions.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::argument;
use super::doc;
use super::rust_type::{Scope, ident};
use crate::plan::{self, ConstructorArgument, Expression, RecordValue};

/// Returns `impl Union { pub fn variant(…) … }`.
pub fn constructors(scope: Scope<'_>, union: &plan::Union, name: &Ident) -> TokenStream {
    if union.constructors.is_empty() {
        return TokenStream::new();
    }
    let methods = union.constructors.iter().map(|it| constructor(scope, it));
    quote!(impl #name { #(#methods)* })
}

fn constructor(scope: Scope<'_>, item: &plan::Constructor) -> TokenStream {
    let doc = doc::lines(&item.doc);
    let name = ident(&item.ident);
    let parameters = item.arguments.iter().map(|it| parameter(scope, it));
    let built = build(scope, &item.value);
    let (returned, built) = match &item.returns {
        Some(record) => (scope.named(record), built),
        None => (quote!(Self), quote!(#built.into())),
    };
    quote! {
        #doc
        #[inline]
        pub fn #name(#(#parameters),*) -> #returned { #built }
    }
}

fn parameter(scope: Scope<'_>, it: &ConstructorArgument) -> TokenStream {
    argument::parameter(scope, &it.argument, &ident(&it.ident))
}

fn build(scope: Scope<'_>, it: &RecordValue) -> TokenStream {
    let record = scope.named(&it.record);
    let function = ident(&it.function);
    let arguments = it.arguments.iter().map(|value| expression(scope, value));
    let with = it.set.iter().map(|set| {
        let (setter, value) = (ident(&set.setter), expression(scope, &set.value));
        quote!(.#setter(#value))
    });
    quote!(#record::#function(#(#arguments),*)#(#with)*)
}

fn expression(scope: Scope<'_>, value: &Expression) -> TokenStream {
    match value {
        Expression::Argument(name) => ident(name).to_token_stream(),
        Expression::String(text) => quote!(#text),
        Expression::Record(inner) => build(scope, inner),
    }
}
