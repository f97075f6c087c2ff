//! Groups of operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use super::{File, channel, doc, operation};
use crate::plan::{Plan, Resource};

/// `api/mod.rs`: the groups that the client itself leads to.
pub fn index(plan: &Plan) -> File {
    let top = plan
        .resources
        .iter()
        .filter(|resource| resource.path.len() == 1);
    let modules = top.map(|resource| {
        let feature = &resource.feature;
        let module = ident(&resource.accessor);
        let name = ident(&resource.ident);
        quote! {
            #[cfg(feature = #feature)]
            pub mod #module;
            #[cfg(feature = #feature)]
            pub use #module::#name;
        }
    });
    File::Rust {
        doc: vec!["The operations, by group as the client leads to them.".to_owned()],
        items: quote!(#(#modules)*),
    }
}

/// The file of one group.
pub fn resource(resource: &Resource) -> File {
    let name = ident(&resource.ident);
    let calls: Vec<String> = resource
        .path
        .iter()
        .map(|part| format!("{part}()"))
        .collect();
    let chain = format!("client.{}", calls.join("."));
    let struct_doc = format!(" `{chain}`");
    let children = resource.children.iter().map(|(accessor, child)| {
        let module = ident(accessor);
        let child = ident(child);
        quote!(pub mod #module; pub use #module::#child;)
    });
    let accessors = resource.children.iter().map(|(accessor, child)| {
        let doc = format!(" `{chain}.{}()`", accessor.trim_start_matches("r#"));
        let accessor = ident(accessor);
        let child = ident(child);
        quote! {
            #[doc = #doc]
            #[inline]
            pub fn #accessor(&self) -> #child { #child::new(&self.client) }
        }
    });
    let connect = resource.channel.as_ref().map(channel::method);
    let channel = resource.channel.as_ref().map(channel::channel);
    let methods = resource.operations.iter().map(operation::methods);
    let operations = resource.operations.iter().map(operation::operation);
    let imports = imports(resource);
    File::Rust {
        doc: vec![format!("`{chain}`")],
        items: quote! {
            #imports
            #(#children)*
            #[doc = #struct_doc]
            #[derive(Clone, Debug)]
            pub struct #name {
                client: Client,
            }
            impl #name {
                #[inline]
                pub(crate) fn new(client: &Client) -> Self { Self { client: client.clone() } }
                #(#accessors)*
                #connect
                #(#methods)*
            }
            #channel
            #(#operations)*
        },
    }
}

fn imports(resource: &Resource) -> TokenStream {
    let uses_types = operation::uses_types(resource);
    let of_channel = resource.channel.as_ref();
    let of_channel = of_channel.map(|item| channel::imports(item, uses_types));
    if resource.operations.is_empty() {
        return quote!(
            use crate::runtime::Client;
            #of_channel
        );
    }
    let mut names = vec!["Call", "Client"];
    if operation::uses_list_style(resource) {
        names.push("ListStyle");
    }
    if operation::joins_lists(resource) {
        names.push("comma_separated");
    }
    names.extend(["operation_table", "reply"]);
    let names = names.into_iter().map(ident);
    let types = uses_types.then(|| {
        quote!(
            use crate::types;
        )
    });
    quote!(use crate::runtime::{#(#names),*}; #types #of_channel)
}

/// The accessor of a group on the client.
pub fn accessor(resource: &Resource) -> TokenStream {
    let feature = &resource.feature;
    let method = ident(&resource.accessor);
    let name = ident(&resource.ident);
    let doc = doc::lines(&[format!("The operations of `{}`.", resource.path[0])]);
    quote! {
        #doc
        #[cfg(feature = #feature)]
        #[inline]
        pub fn #method(&self) -> crate::api::#name { crate::api::#name::new(self) }
    }
}
