//! Operations: a method that makes a call, a type that is its data, and the options of its call.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::doc;
use super::rust_type::{Plain, argument, ident, names, outside, plain};
use crate::plan::{Argument, ArgumentPlace, OperationItem, ReplyItem, Resource, RustType};

/// The methods of an operation: one for each kind of body it takes.
pub fn methods(operation: &OperationItem) -> TokenStream {
    let main = method(operation, &operation.method, &operation.arguments);
    let other = operation.alternative.as_ref().map(|(name, body)| {
        let mut arguments = operation.arguments.clone();
        arguments.pop();
        arguments.push(body.clone());
        method(operation, name, &arguments)
    });
    quote!(#main #other)
}

fn method(operation: &OperationItem, name: &str, arguments: &[Argument]) -> TokenStream {
    let name = ident(name);
    let ty = ident(&operation.ident);
    let doc = doc::lines(&operation.doc);
    let deprecated = doc::deprecated(operation.deprecated);
    let parameters = arguments.iter().map(|argument| parameter(argument).0);
    let calls = arguments.iter().map(|argument| {
        let (_, value) = parameter(argument);
        call(argument, &value)
    });
    quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #name(&self, #(#parameters),*) -> Call<#ty> {
            self.client.call() #(#calls)*
        }
    }
}

/// An argument as it is written, and its value.
fn parameter(given: &Argument) -> (TokenStream, TokenStream) {
    let name = ident(&given.ident);
    let written = outside(&given.ty);
    match &given.place {
        ArgumentPlace::Path | ArgumentPlace::Header => plain_parameter(&name, &given.ty),
        ArgumentPlace::Raw(_) => (quote!(#name: impl Into<Vec<u8>>), quote!(#name.into())),
        ArgumentPlace::Json => (quote!(#name: #written), quote!(&#name)),
        ArgumentPlace::Form => (quote!(#name: #written), quote!(#name)),
        ArgumentPlace::AnyForm => (quote!(#name: impl crate::runtime::IntoForm), quote!(#name)),
        ArgumentPlace::QueryList(_) | ArgumentPlace::QueryObject => {
            (quote!(#name: #written), quote!(&#name))
        }
        ArgumentPlace::QueryJson => (
            quote!(#name: #written),
            quote!(serde_json::to_string(&#name).ok()),
        ),
        ArgumentPlace::Query => {
            let (parameter, value) = argument(&name, &given.ty, &written);
            // The type is named where `into()` alone would not say it.
            match &given.ty {
                RustType::String | RustType::Named(_, true) => {
                    (parameter, quote!(Into::<#written>::into(#name)))
                }
                _ => (parameter, value),
            }
        }
    }
}

/// An argument that goes into the path or a header.
fn plain_parameter(name: &Ident, ty: &RustType) -> (TokenStream, TokenStream) {
    match plain(ty) {
        Plain::Text => (quote!(#name: impl AsRef<str>), quote!(#name.as_ref())),
        Plain::Texts => (
            quote!(#name: &[impl AsRef<str>]),
            quote!(comma_separated(#name)),
        ),
        Plain::Value(ty) => {
            let ty = outside(ty);
            (quote!(#name: #ty), quote!(#name.to_string()))
        }
        Plain::Values(ty) => {
            let ty = outside(ty);
            let texts = quote!(#name.iter().map(ToString::to_string).collect::<Vec<_>>());
            (quote!(#name: &[#ty]), quote!(comma_separated(&#texts)))
        }
    }
}

fn call(argument: &Argument, value: &TokenStream) -> TokenStream {
    let wire = &argument.wire;
    match &argument.place {
        ArgumentPlace::Path => quote!(.path(#wire, #value)),
        ArgumentPlace::Query => quote!(.query(#wire, #value)),
        ArgumentPlace::QueryList(style) => {
            let style = ident(style);
            quote!(.query_list(#wire, #value, ListStyle::#style))
        }
        ArgumentPlace::QueryObject | ArgumentPlace::QueryJson => quote!(.query(#wire, #value)),
        ArgumentPlace::Header => quote!(.header(#wire, #value)),
        ArgumentPlace::Json => quote!(.json(#value)),
        ArgumentPlace::Form | ArgumentPlace::AnyForm => quote!(.form(#value)),
        ArgumentPlace::Raw(media) => quote!(.bytes(#media, #value)),
    }
}

/// The type of an operation with its data, and the options of its call.
pub fn operation(operation: &OperationItem) -> TokenStream {
    let name = ident(&operation.ident);
    let table = table(operation, &name);
    let options = options(operation, &name);
    quote!(#table #options)
}

fn table(operation: &OperationItem, name: &Ident) -> TokenStream {
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(operation.http);
    let reply = reply(&operation.reply);
    let query = (!operation.query.is_empty()).then(|| {
        let pairs = pairs(&operation.query);
        quote!(query #pairs;)
    });
    let headers = (!operation.headers.is_empty()).then(|| {
        let pairs = pairs(&operation.headers);
        quote!(headers #pairs;)
    });
    let accept = operation
        .accept
        .as_ref()
        .map(|accept| quote!(accept #accept;));
    let security = (!operation.security.is_empty()).then(|| {
        let names = &operation.security;
        quote!(security #(#names)*;)
    });
    let stream = operation
        .stream_switch
        .as_ref()
        .map(|(name, value)| quote!(stream #name = #value;));
    let named_events = operation.named_events.then(|| quote!(events EventData;));
    let deployment = operation
        .deployment
        .as_ref()
        .map(|member| quote!(deployment #member;));
    quote! {
        operation_table! {
            #name = #id #method #path => #reply {
                #query #headers #accept #security #stream #named_events #deployment
            }
        }
    }
}

fn pairs(pairs: &[(String, String)]) -> TokenStream {
    let pairs = pairs.iter().map(|(name, value)| quote!(#name = #value));
    quote!(#(#pairs)*)
}

fn reply(reply: &ReplyItem) -> TokenStream {
    match reply {
        ReplyItem::Empty => quote!(reply::Empty),
        ReplyItem::Text => quote!(reply::Text),
        ReplyItem::Binary => quote!(reply::Binary),
        ReplyItem::Json(ty) => generic("Json", &[ty]),
        ReplyItem::Page(ty) => generic("Page", &[ty]),
        ReplyItem::Events(ty) => generic("Events", &[ty]),
        ReplyItem::JsonOrEvents(json, event) => generic("JsonOrEvents", &[json, event]),
        ReplyItem::BinaryOrEvents(event) => generic("BinaryOrEvents", &[event]),
    }
}

fn generic(name: &str, types: &[&RustType]) -> TokenStream {
    let name = ident(name);
    let types = types.iter().map(|ty| outside(ty));
    quote!(reply::#name<#(#types),*>)
}

fn options(operation: &OperationItem, name: &Ident) -> TokenStream {
    if operation.options.is_empty() {
        return TokenStream::new();
    }
    let setters = operation.options.iter().map(|argument| {
        let with = format_ident!("with_{}", argument.setter);
        let mut lines = vec![format!("Sets `{}`.", argument.wire)];
        lines.extend(argument.doc.iter().cloned());
        let doc = doc::lines(&lines);
        let deprecated = doc::deprecated(argument.deprecated);
        let (parameter, value) = parameter(argument);
        let call = call(argument, &value);
        quote! {
            #doc
            #deprecated
            #[inline]
            pub fn #with(self, #parameter) -> Self { self #call }
        }
    });
    quote!(impl Call<#name> { #(#setters)* })
}

/// Whether a group's file says how lists are written.
pub fn uses_list_style(resource: &Resource) -> bool {
    let arguments = resource
        .operations
        .iter()
        .flat_map(|operation| operation.arguments.iter().chain(&operation.options));
    arguments
        .into_iter()
        .any(|argument| matches!(argument.place, ArgumentPlace::QueryList(_)))
}

/// Whether a group's file writes a list into a header or a path.
pub fn joins_lists(resource: &Resource) -> bool {
    let arguments = resource
        .operations
        .iter()
        .flat_map(|operation| operation.arguments.iter().chain(&operation.options));
    arguments.into_iter().any(|argument| {
        matches!(argument.place, ArgumentPlace::Path | ArgumentPlace::Header)
            && matches!(plain(&argument.ty), Plain::Texts | Plain::Values(_))
    })
}

/// Whether a group's file names types of the document.
pub fn uses_types(resource: &Resource) -> bool {
    let mut used = BTreeSet::new();
    for operation in &resource.operations {
        for argument in operation.arguments.iter().chain(&operation.options) {
            let text = matches!(
                argument.place,
                ArgumentPlace::Path | ArgumentPlace::Header | ArgumentPlace::Raw(_)
            );
            if !text {
                names(&argument.ty, &mut used);
            }
        }
        if let Some((_, argument)) = &operation.alternative {
            names(&argument.ty, &mut used);
        }
        match &operation.reply {
            ReplyItem::Empty | ReplyItem::Text | ReplyItem::Binary => {}
            ReplyItem::Json(ty)
            | ReplyItem::Page(ty)
            | ReplyItem::Events(ty)
            | ReplyItem::BinaryOrEvents(ty) => {
                names(ty, &mut used);
            }
            ReplyItem::JsonOrEvents(json, event) => {
                names(json, &mut used);
                names(event, &mut used);
            }
        }
    }
    !used.is_empty()
}
