//! The table of calls for the `conformance` example: each operation, with the arguments of its method.

use proc_macro2::TokenStream;
use quote::quote;

use super::File;
use super::rust_type::{Scope, ident};
use crate::plan::{self, Argument, ArgumentLocation, PlainValue, Plan};

/// Returns `examples/conformance/registry.rs`.
pub fn calls(plan: &Plan) -> File {
    let package = ident(&plan.package.library());
    let schemes = &plan.call_table.schemes;
    let entries = plan
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(|item| entry(group, item)));
    let items = plan.call_table.items.iter().map(|name| ident(name));
    let functions = plan.call_table.functions.iter().map(|name| ident(name));
    File::Rust {
        doc: vec!["Every operation, by `operationId`, and how it is called.".to_owned()],
        items: quote! {
            use super::Entry;
            #[allow(unused_imports)]
            use super::call::{#(#functions),*};
            #[allow(unused_imports)]
            use #package::types;
            pub use #package::{#(#items),*};
            #[doc = " The names of the security schemes."]
            #[rustfmt::skip]
            pub const SCHEMES: &[&str] = &[#(#schemes),*];
            #[doc = " The operations."]
            #[rustfmt::skip]
            pub const OPERATIONS: &[Entry] = &[#(#entries),*];
        },
    }
}

fn entry(group: &plan::Group, operation: &plan::Operation) -> TokenStream {
    let (id, feature) = (&operation.id, &group.feature);
    let main = call(group, operation, &operation.method, &operation.arguments);
    let others = operation
        .alternatives
        .iter()
        .map(|it| call(group, operation, &it.method, &it.arguments()));
    quote! {
        #[cfg(feature = #feature)]
        Entry { id: #id, feature: #feature, calls: &[#main #(, #others)*] }
    }
}

fn call(
    group: &plan::Group,
    operation: &plan::Operation,
    method: &str,
    arguments: &[Argument],
) -> TokenStream {
    let how = ident(match &operation.reply {
        plan::Reply::Empty | plan::Reply::Json(_) | plan::Reply::Text => "value",
        plan::Reply::Optional(_) | plan::Reply::ByStatus => "by_status",
        plan::Reply::Page(_) => "pages",
        plan::Reply::Binary => "download",
        plan::Reply::Events(_) => "events",
        plan::Reply::JsonOrEvents(..) => "value_or_events",
        plan::Reply::BinaryOrEvents(_) => "download_or_events",
    });
    let accessors = group.path.iter().map(|name| ident(name));
    let method = ident(method);
    let input = match arguments.is_empty() {
        true => quote!(_),
        false => quote!(input),
    };
    let arguments = arguments.iter().map(argument);
    quote!(|client, #input| #how(|| Ok(client #(.#accessors())* .#method(#(#arguments),*))))
}

/// Returns an expression for the value of an argument.
fn argument(argument: &Argument) -> TokenStream {
    let (wire, ty) = (&argument.wire, Scope::Crate.ty(&argument.ty));
    match &argument.location {
        ArgumentLocation::Json(media) if media == "application/json" => {
            quote!(input.json::<#ty>()?)
        }
        ArgumentLocation::Json(media) => quote!(input.of_type::<#ty>(#media)?),
        ArgumentLocation::Form(_) => quote!(input.form::<#ty>()?),
        ArgumentLocation::UrlEncoded(_) => quote!(input.of_type::<#ty>("urlencoded")?),
        ArgumentLocation::AnyForm(_) => quote!(input.any_form()?),
        ArgumentLocation::Raw(media) => quote!(input.raw(#media)?),
        ArgumentLocation::Path(value)
        | ArgumentLocation::Header(value)
        | ArgumentLocation::Cookie(value) => match value {
            PlainValue::String => quote!(input.text(#wire)?),
            PlainValue::Formatted(ty) | PlainValue::Display(ty) => {
                let ty = Scope::Crate.ty(ty);
                quote!(input.get::<#ty>(#wire)?)
            }
        },
        ArgumentLocation::Query(_) | ArgumentLocation::Styled { .. } => {
            quote!(input.get::<#ty>(#wire)?)
        }
    }
}
