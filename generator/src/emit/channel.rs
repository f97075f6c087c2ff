//! Channels: a method that connects, a type that is the data of the channel, and the setters of its query.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::rust_type::{ident, outside};
use crate::plan::ChannelItem;

/// The method of a group that connects.
pub fn method(channel: &ChannelItem) -> TokenStream {
    let method = ident(&channel.method);
    let ty = ident(&channel.ident);
    let mut lines = vec![format!(
        "Connects to the channel `{}`: `{}`.",
        channel.name, channel.path
    )];
    if !channel.doc.is_empty() {
        lines.push(String::new());
        lines.extend(channel.doc.iter().cloned());
    }
    let cfg = cfg(channel);
    let doc = doc::lines(&lines);
    quote! {
        #doc
        #cfg
        #[inline]
        pub fn #method(&self) -> Connect<#ty> { Connect::new(&self.client) }
    }
}

/// What a file imports for a channel. `types`: whether it imports the types for its operations anyway.
pub fn imports(channel: &ChannelItem, types: bool) -> TokenStream {
    let cfg = cfg(channel);
    let types = (!types).then(|| quote!(#cfg use crate::types;));
    quote! {
        #cfg
        use crate::runtime::{Connect, channel_table};
        #types
    }
}

fn cfg(channel: &ChannelItem) -> TokenStream {
    doc::features(&[channel.feature.to_owned()])
}

/// The type of a channel with its data, and the setters of its connection.
pub fn channel(channel: &ChannelItem) -> TokenStream {
    let table = table(channel);
    let setters = setters(channel);
    quote!(#table #setters)
}

fn table(channel: &ChannelItem) -> TokenStream {
    let ty = ident(&channel.ident);
    let (name, path) = (&channel.name, &channel.path);
    let (client, server) = (outside(&channel.client), outside(&channel.server));
    let names = |keyword: &str, names: &[String]| {
        let keyword = ident(keyword);
        (!names.is_empty()).then(|| quote!(#keyword #(#names)*;))
    };
    let text = |keyword: &str, text: &Option<String>| {
        let keyword = ident(keyword);
        text.as_ref().map(|text| quote!(#keyword #text;))
    };
    let security = names("security", &channel.security);
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

fn setters(channel: &ChannelItem) -> TokenStream {
    if channel.query.is_empty() {
        return TokenStream::new();
    }
    let ty = ident(&channel.ident);
    let setters = channel.query.iter().map(|(wire, setter)| {
        let setter = ident(setter);
        let doc = format!(" Sets `{wire}`.");
        quote! {
            #[doc = #doc]
            #[inline]
            pub fn #setter(self, value: impl Into<String>) -> Self { self.query(#wire, value.into()) }
        }
    });
    let cfg = cfg(channel);
    quote!(#cfg impl Connect<#ty> { #(#setters)* })
}
