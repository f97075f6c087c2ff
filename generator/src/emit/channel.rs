//! Channels: the method that connects, the type with the channel's data and the setters of its query parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::call_example;
use super::doc;
use super::operation;
use super::rust_type::{Scope, ident};
use crate::plan;

/// Returns the method of a group that connects to a channel.
pub fn method(channel: &plan::Channel) -> TokenStream {
    let method = ident(&channel.method);
    let ty = ident(&channel.ident);
    let cfg = cfg(channel);
    let doc = doc::lines(&channel.doc);
    let arguments = channel.arguments.iter().map(|it| ident(&it.ident));
    let values = channel.arguments.iter().map(|it| {
        let (wire, ident) = (&it.wire, ident(&it.ident));
        quote!(.path(#wire, #ident.as_ref()))
    });
    let example = channel.example.as_ref();
    let example = example.map(call_example::call_example);
    quote! {
        #doc
        #example
        #cfg
        #[inline]
        pub fn #method(&self #(, #arguments: impl AsRef<str>)*) -> Connect<#ty> {
            Connect::new(&self.client) #(#values)*
        }
    }
}

/// Returns the imports from the runtime that channels need.
pub fn imports(channel: &plan::Channel) -> TokenStream {
    let cfg = cfg(channel);
    quote! {
        #cfg
        use crate::runtime::generated::{Connect, channel_table};
    }
}

fn cfg(channel: &plan::Channel) -> TokenStream {
    doc::gate(&channel.gate)
}

/// Returns the type with a channel's data and the setters of its query parameters.
pub fn channel(channel: &plan::Channel) -> TokenStream {
    let table = table(channel);
    let setters = setters(channel);
    quote!(#table #setters)
}

fn table(channel: &plan::Channel) -> TokenStream {
    let ty = ident(&channel.ident);
    let (name, path) = (&channel.name, &channel.path);
    let (client, server) = (
        Scope::Crate.ty(&channel.client),
        Scope::Crate.ty(&channel.server),
    );
    let names = |keyword: &str, names: &[String]| {
        let keyword = ident(keyword);
        (!names.is_empty()).then(|| quote!(#keyword #(#names)*;))
    };
    let text = |keyword: &str, text: &Option<String>| {
        let keyword = ident(keyword);
        text.as_ref().map(|text| quote!(#keyword #text;))
    };
    let security = operation::security(&channel.security);
    let subprotocols = names("subprotocols", &channel.subprotocols);
    let key_subprotocol = text("key_subprotocol", &channel.key_subprotocol);
    let deployment = text("deployment", &channel.deployment);
    let lane = text("lane", &channel.lane);
    let cfg = cfg(channel);
    quote! {
        #cfg
        channel_table! {
            #ty = #name #path => #client, #server {
                #security #subprotocols #key_subprotocol #deployment #lane
            }
        }
    }
}

fn setters(channel: &plan::Channel) -> TokenStream {
    if channel.query.is_empty() {
        return TokenStream::new();
    }
    let ty = ident(&channel.ident);
    let setters = channel.query.iter().map(|parameter| {
        let (wire, setter) = (&parameter.wire, &parameter.setter);
        let with = ident(setter);
        let doc = doc::lines(&parameter.doc);
        quote! {
            #doc
            #[inline]
            pub fn #with(self, value: impl Into<String>) -> Self { self.query(#wire, value.into()) }
        }
    });
    let cfg = cfg(channel);
    quote!(#cfg impl Connect<#ty> { #(#setters)* })
}
