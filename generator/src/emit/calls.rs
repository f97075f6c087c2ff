//! The table of calls for the `conformance` example: each operation, with the arguments of its method.

use proc_macro2::TokenStream;
use quote::quote;

use super::File;
use super::rust_type::{Scope, ident};
use crate::plan::{self, Argument, ArgumentLocation, PlainValue, Plan};

/// Returns `examples/conformance/registry.rs`.
pub fn registry(plan: &Plan) -> File {
    let package = ident(&plan.package.library());
    let schemes = plan
        .package
        .service
        .schemes
        .iter()
        .filter(|scheme| scheme.location != plan::CredentialLocation::Signer)
        .map(|scheme| &scheme.name);
    let entries = plan
        .groups
        .iter()
        .flat_map(|resource| resource.operations.iter().map(|item| entry(resource, item)));
    let exports = exports(plan);
    let functions = functions(plan);
    File::Rust {
        doc: vec!["Every operation, by `operationId`, and how it is called.".to_owned()],
        items: quote! {
            use super::Entry;
            #[allow(unused_imports)]
            use super::call::{#(#functions),*};
            #[allow(unused_imports)]
            use #package::types;
            pub use #package::{#(#exports),*};
            #[doc = " The names of the security schemes."]
            #[rustfmt::skip]
            pub const SCHEMES: &[&str] = &[#(#schemes),*];
            #[doc = " The operations."]
            #[rustfmt::skip]
            pub const OPERATIONS: &[Entry] = &[#(#entries),*];
        },
    }
}

/// Returns the names that the example programs import from the crate.
fn exports(plan: &Plan) -> Vec<TokenStream> {
    let all = [
        ("Call", None),
        ("Client", None),
        ("Error", None),
        ("ErrorKind", None),
        ("Upload", Some("multipart")),
        ("blocking", Some("accumulators")), // for `replay`
        ("reply", None),
        ("request", None),
        ("response", Some("downloads")),
        ("stream", Some("event-streams")),
        ("unknown", Some("unmodeled")),
    ];
    available(plan, &all)
}

/// Returns the names of the functions that call operations.
fn functions(plan: &Plan) -> Vec<TokenStream> {
    let mut all = vec![
        ("by_status", None),
        ("download", Some("downloads")),
        ("events", Some("event-streams")),
        ("pages", Some("pagination")),
        ("value", None),
        ("value_or_events", Some("event-streams")),
    ];
    if plan.has_part("downloads") {
        all.push(("download_or_events", Some("event-streams")));
    }
    all.sort_unstable();
    available(plan, &all)
}

/// Returns the names that need no part or whose part the crate has.
fn available(plan: &Plan, names: &[(&str, Option<&str>)]) -> Vec<TokenStream> {
    let available = names
        .iter()
        .filter(|(_, part)| part.is_none_or(|part| plan.has_part(part)));
    available
        .map(|(name, _)| {
            let name = ident(name);
            quote!(#name)
        })
        .collect()
}

fn entry(resource: &plan::Group, operation: &plan::Operation) -> TokenStream {
    let (id, feature) = (&operation.id, &resource.feature);
    let main = call(resource, operation, &operation.method, &operation.arguments);
    let others = operation
        .alternatives
        .iter()
        .map(|it| call(resource, operation, &it.method, &it.arguments()));
    quote! {
        #[cfg(feature = #feature)]
        Entry { id: #id, feature: #feature, calls: &[#main #(, #others)*] }
    }
}

fn call(
    resource: &plan::Group,
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
    let way = resource.path.iter().map(|name| ident(name));
    let method = ident(method);
    let input = match arguments.is_empty() {
        true => quote!(_),
        false => quote!(input),
    };
    let arguments = arguments.iter().map(argument);
    quote!(|client, #input| #how(|| Ok(client #(.#way())* .#method(#(#arguments),*))))
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
