//! The files of `api/`, one per group of operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::ident;
use super::{File, channel, doc, operation};
use crate::plan::{self, Plan, TypesImport};

/// Returns `api/mod.rs`, which declares the groups that are accessible from the client.
pub fn index(plan: &Plan) -> File {
    let top = plan.groups.iter().filter(|group| group.path.len() == 1);
    let modules = top.map(|group| {
        let feature = &group.feature;
        let module = ident(&group.accessor);
        let name = ident(&group.ident);
        quote! {
            #[cfg(feature = #feature)]
            pub mod #module;
            #[cfg(feature = #feature)]
            pub use #module::#name;
        }
    });
    File::Rust {
        doc: vec!["The operations, by group.".to_owned()],
        items: quote!(#(#modules)*),
    }
}

/// Returns the file of one group.
pub fn group(group: &plan::Group) -> File {
    let name = ident(&group.ident);
    let about = doc::lines(&group.about);
    let children = group.children.iter().map(|child| {
        let (accessor, child) = (&child.accessor, &child.ident);
        let module = ident(accessor);
        let child = ident(child);
        quote!(pub mod #module; pub use #module::#child;)
    });
    let accessors = group.children.iter().map(|child| {
        let doc = doc::lines(&child.doc);
        let accessor = ident(&child.accessor);
        let child = ident(&child.ident);
        quote! {
            #doc
            #[inline]
            pub fn #accessor(&self) -> #child { #child { client: self.client.clone() } }
        }
    });
    let connect = group.channel.as_ref().map(channel::method);
    let channel = group.channel.as_ref().map(channel::channel);
    let methods = group.operations.iter().map(operation::methods);
    let operations = group.operations.iter().map(operation::operation);
    let imports = imports(group);
    File::Rust {
        doc: group.about.clone(),
        items: quote! {
            #imports
            #(#children)*
            #about
            #[derive(Clone, Debug)]
            pub struct #name {
                pub(crate) client: Client,
            }
            impl #name {
                #(#accessors)*
                #connect
                #(#methods)*
            }
            #channel
            #(#operations)*
        },
    }
}

fn imports(group: &plan::Group) -> TokenStream {
    let names = group.imports.runtime.iter().map(|name| ident(name));
    let channel = group.channel.as_ref();
    let of_channel = channel.map(channel::imports);
    let gate = channel.map(|channel| doc::gate(&channel.gate));
    let types = match group.imports.types {
        TypesImport::Never => None,
        TypesImport::WithChannel => Some(quote!(#gate use crate::types;)),
        TypesImport::Always => Some(quote!(
            use crate::types;
        )),
    };
    let names = match group.imports.runtime.as_slice() {
        [_] => quote!(#(#names)*),
        _ => quote!({#(#names),*}),
    };
    quote!(use crate::runtime::generated::#names; #of_channel #types)
}

/// Returns the accessor of a group on the client.
pub fn accessor(group: &plan::Group) -> TokenStream {
    let feature = &group.feature;
    let method = ident(&group.accessor);
    let name = ident(&group.ident);
    let doc = doc::lines(&group.doc);
    quote! {
        #doc
        #[cfg(feature = #feature)]
        #[inline]
        pub fn #method(&self) -> crate::api::#name { crate::api::#name { client: self.clone() } }
    }
}
