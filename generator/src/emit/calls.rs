//! The table of calls behind the example `conformance`: each operation with all that its method takes.

use proc_macro2::TokenStream;
use quote::quote;

use super::File;
use super::rust_type::{Plain, ident, outside, plain};
use crate::plan::{Argument, ArgumentPlace, OperationItem, Plan, ReplyItem, Resource};

/// `examples/conformance/registry.rs`.
pub fn registry(plan: &Plan) -> File {
    let krate = ident(&plan.krate.library());
    let schemes = plan.krate.service.schemes.iter().map(|scheme| &scheme.name);
    let entries = plan
        .resources
        .iter()
        .flat_map(|resource| resource.operations.iter().map(|item| entry(resource, item)));
    File::Rust {
        doc: vec!["Every operation by its name in the document, and how it is called.".to_owned()],
        items: quote! {
            pub use #krate::{Client, blocking, runtime};
            #[allow(unused_imports)]
            use #krate::types;
            #[allow(unused_imports)]
            use super::call::{download, download_or_events, events, pages, value, value_or_events};
            use super::Entry;
            #[doc = " The names of the security schemes."]
            pub const SCHEMES: &[&str] = &[#(#schemes),*];
            #[doc = " The operations."]
            pub const OPERATIONS: &[Entry] = &[#(#entries),*];
        },
    }
}

fn entry(resource: &Resource, operation: &OperationItem) -> TokenStream {
    let (id, feature) = (&operation.id, &resource.feature);
    let main = call(resource, operation, &operation.method, &operation.arguments);
    let other = operation.alternative.as_ref().map(|(method, body)| {
        let mut arguments = operation.arguments.clone();
        arguments.pop();
        arguments.push(body.clone());
        let call = call(resource, operation, method, &arguments);
        quote!(, #call)
    });
    quote! {
        #[cfg(feature = #feature)]
        Entry { id: #id, feature: #feature, calls: &[#main #other] }
    }
}

fn call(
    resource: &Resource,
    operation: &OperationItem,
    method: &str,
    arguments: &[Argument],
) -> TokenStream {
    let how = ident(match &operation.reply {
        ReplyItem::Empty | ReplyItem::Json(_) | ReplyItem::Text => "value",
        ReplyItem::Page(_) => "pages",
        ReplyItem::Binary => "download",
        ReplyItem::Events(_) => "events",
        ReplyItem::JsonOrEvents(..) => "value_or_events",
        ReplyItem::BinaryOrEvents(_) => "download_or_events",
    });
    let way = resource.path.iter().map(|name| ident(name));
    let method = ident(method);
    let input = match arguments.is_empty() {
        true => quote!(_),
        false => quote!(input),
    };
    let arguments = arguments.iter().map(argument);
    quote!(|client, #input| #how(|| Ok(client #(.#way())* .#method(#(#arguments),*))))
}

/// The value of an argument.
fn argument(argument: &Argument) -> TokenStream {
    let (wire, ty) = (&argument.wire, outside(&argument.ty));
    match &argument.place {
        ArgumentPlace::Json => quote!(input.json::<#ty>()?),
        ArgumentPlace::Form => quote!(input.form::<#ty>()?),
        ArgumentPlace::AnyForm => quote!(input.any_form()?),
        ArgumentPlace::Raw(media) => quote!(input.raw(#media)?),
        ArgumentPlace::Path | ArgumentPlace::Header => match plain(&argument.ty) {
            Plain::Text => quote!(input.text(#wire)?),
            Plain::Texts => quote!(&input.get::<Vec<String>>(#wire)?),
            Plain::Value(ty) => {
                let ty = outside(ty);
                quote!(input.get::<#ty>(#wire)?)
            }
            Plain::Values(ty) => {
                let ty = outside(ty);
                quote!(&input.get::<Vec<#ty>>(#wire)?)
            }
        },
        ArgumentPlace::Query
        | ArgumentPlace::QueryList(_)
        | ArgumentPlace::QueryObject
        | ArgumentPlace::QueryJson => quote!(input.get::<#ty>(#wire)?),
    }
}
