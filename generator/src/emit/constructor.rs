//! Constructors of unions.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::doc;
use super::rust_type::{argument, ident, inside};
use crate::plan::{Build, ConstructorArgument, ConstructorItem, Expression, UnionItem};

/// `impl Union { pub fn case(…) … }`, and what a text alone becomes.
pub fn constructors(union: &UnionItem, name: &Ident) -> TokenStream {
    if union.constructors.is_empty() {
        return TokenStream::new();
    }
    let methods = union.constructors.iter().map(constructor);
    let text = union
        .from_text
        .as_ref()
        .filter(|_| union.strings.is_empty());
    let text = text.map(|method| {
        let method = ident(method);
        quote!(union_text!(#name by #method);)
    });
    quote! {
        impl #name { #(#methods)* }
        #text
    }
}

fn constructor(item: &ConstructorItem) -> TokenStream {
    let doc = doc::lines(&item.doc);
    let name = ident(&item.ident);
    let parameters = item.arguments.iter().map(parameter);
    let built = build(&item.build, &item.arguments);
    let (gives, built) = match &item.gives {
        Some(record) => {
            let record = ident(record);
            (quote!(#record), built)
        }
        None => (quote!(Self), quote!(#built.into())),
    };
    quote! {
        #doc
        #[inline]
        pub fn #name(#(#parameters),*) -> #gives { #built }
    }
}

fn parameter(it: &ConstructorArgument) -> TokenStream {
    let name = ident(&it.ident);
    match it.is_object {
        true => quote!(#name: impl Into<Value>),
        false => argument(&name, &it.ty, &inside(&it.ty)).0,
    }
}

fn build(it: &Build, arguments: &[ConstructorArgument]) -> TokenStream {
    let record = ident(&it.record);
    let new = it.new.iter().map(|value| expression(value, arguments));
    let with = it.with.iter().map(|(wire, setter, value)| {
        if let Expression::Argument(at) = value
            && arguments[*at].is_object
        {
            let value = ident(&arguments[*at].ident);
            return quote!(.with_json(#wire, #value));
        }
        let setter = format_ident!("with_{setter}");
        let value = expression(value, arguments);
        quote!(.#setter(#value))
    });
    quote!(#record::new(#(#new),*)#(#with)*)
}

fn expression(value: &Expression, arguments: &[ConstructorArgument]) -> TokenStream {
    match value {
        Expression::Argument(at) => {
            let name = ident(&arguments[*at].ident);
            quote!(#name)
        }
        Expression::Text(text) => quote!(#text),
        Expression::Record(inner) => build(inner, arguments),
        Expression::Nothing => quote!(BTreeMap::new()),
    }
}
