//! Operations: the methods that call them, the type with the operation's data and the options of a call.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::call_example;
use super::doc;
use super::parameter::{Parameter, parameter};
use super::rust_type::{Scope, ident};
use crate::plan::{self, Argument, CallExample, EventMode, RustType, StatusContent, StatusPattern};

/// Returns the methods of an operation, one for each kind of request body.
pub fn methods(operation: &plan::Operation) -> TokenStream {
    let main = method(
        operation,
        Method {
            name: &operation.method,
            doc: &operation.doc,
            example: operation.example.as_ref(),
            alias: operation.alias.as_deref(),
            arguments: &operation.arguments,
        },
    );
    let others = operation.alternatives.iter().map(|it| {
        method(
            operation,
            Method {
                name: &it.method,
                doc: &it.doc,
                example: it.example.as_ref(),
                alias: None,
                arguments: &it.arguments(),
            },
        )
    });
    quote!(#main #(#others)*)
}

/// What differs between the methods of an operation.
struct Method<'a> {
    name: &'a str,
    doc: &'a [String],
    example: Option<&'a CallExample>,
    alias: Option<&'a str>,
    arguments: &'a [Argument],
}

fn method(operation: &plan::Operation, method: Method<'_>) -> TokenStream {
    let ty = ident(&operation.ident);
    let doc = doc::lines(method.doc);
    let alias = method.alias.map(|alias| quote!(#[doc(alias = #alias)]));
    let deprecated = doc::deprecated(operation.deprecated);
    let parameters: Vec<Parameter> = method.arguments.iter().map(parameter).collect();
    let arguments = parameters.iter().map(|it| &it.argument);
    let before = parameters.iter().filter_map(|it| it.before.as_ref());
    let calls = parameters.iter().map(|it| &it.call);
    let example = method.example.map(call_example::call_example);
    let name = ident(method.name);
    quote! {
        #doc
        #example
        #alias
        #deprecated
        #[inline]
        pub fn #name(&self, #(#arguments),*) -> Call<#ty> {
            #(#before)*
            self.client.call() #(#calls)*
        }
    }
}

/// Returns the type with an operation's data and the options of its call.
pub fn operation(operation: &plan::Operation) -> TokenStream {
    let name = ident(&operation.ident);
    let table = table(operation, &name);
    let options = options(operation, &name);
    let outcome = operation
        .outcome
        .iter()
        .map(|it| status_enum("outcome_table", it));
    let error = operation
        .error
        .iter()
        .map(|it| status_enum("error_table", it));
    quote!(#table #(#outcome)* #(#error)* #options)
}

fn table(operation: &plan::Operation, name: &Ident) -> TokenStream {
    let (id, path) = (&operation.id, &operation.path);
    let method = method_of(&operation.http);
    let reply = reply(operation, &operation.reply);
    let successes = &operation.successes;
    let successes = (!successes.is_empty()).then(|| {
        let codes = successes.iter().map(|code| Literal::u16_unsuffixed(*code));
        quote!(successes #(#codes)*;)
    });
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
    let security = security(&operation.security);
    let server = operation.server.map(|index| {
        let index = Literal::usize_unsuffixed(index);
        quote!(server #index;)
    });
    let stream = operation
        .stream_switch
        .as_ref()
        .map(|plan::StreamSwitch { name, value }| quote!(stream #name = #value;));
    let events = match operation.events {
        EventMode::Data => None,
        EventMode::EventData => Some(quote!(events EventData;)),
        EventMode::EventText => Some(quote!(events EventText;)),
        EventMode::JsonLines => Some(quote!(events JsonLines;)),
        EventMode::Text => Some(quote!(events Text;)),
        EventMode::JsonOrText => Some(quote!(events JsonOrText;)),
    };
    let deployment = operation
        .deployment
        .as_ref()
        .map(|property| quote!(deployment #property;));
    let doc = doc::lines(&operation.type_doc);
    quote! {
        operation_table! {
            #doc
            #name = #id #method #path => #reply {
                #query #headers #accept #security #stream #events #deployment #server #successes
            }
        }
    }
}

/// The methods for which the runtime has a constant.
const CONSTANTS: &[&str] = &[
    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY",
];

/// Returns a method in the table of an operation: the name of a constant, or a literal.
fn method_of(http: &str) -> TokenStream {
    match CONSTANTS.contains(&http) {
        true => ident(http).to_token_stream(),
        false => http.to_token_stream(),
    }
}

/// Returns the row of security requirements, or of single schemes.
pub(super) fn security(requirements: &[Vec<String>]) -> TokenStream {
    if requirements.is_empty() {
        return TokenStream::new();
    }
    if requirements.iter().all(|names| names.len() == 1) {
        let names = requirements.iter().flatten();
        return quote!(security #(#names)*;);
    }
    let sets = requirements.iter().map(|names| quote!((#(#names)*)));
    quote!(requirements #(#sets)*;)
}

fn pairs(pairs: &[plan::WireValue]) -> TokenStream {
    let pairs = pairs
        .iter()
        .map(|plan::WireValue { name, value }| quote!(#name = #value));
    quote!(#(#pairs)*)
}

fn reply(operation: &plan::Operation, reply: &plan::Reply) -> TokenStream {
    match reply {
        plan::Reply::Empty => quote!(reply::Empty),
        plan::Reply::Text => quote!(reply::Text),
        plan::Reply::Binary => quote!(reply::Binary),
        plan::Reply::Json(ty) => generic("Json", &[ty]),
        plan::Reply::Page(ty) => generic("Page", &[ty]),
        plan::Reply::Events(ty) => generic("Events", &[ty]),
        plan::Reply::JsonOrEvents(json, event) => generic("JsonOrEvents", &[json, event]),
        plan::Reply::BinaryOrEvents(event) => generic("BinaryOrEvents", &[event]),
        plan::Reply::Optional(inner) => {
            let inner = self::reply(operation, inner);
            quote!(reply::Optional<#inner>)
        }
        plan::Reply::ByStatus => {
            let outcome = operation.outcome.iter().map(|it| ident(&it.ident));
            quote!(reply::ByStatus<#(#outcome)*>)
        }
    }
}

fn status_enum(table: &str, item: &plan::StatusEnum) -> TokenStream {
    let (table, name) = (ident(table), ident(&item.ident));
    let doc = doc::lines(&item.doc);
    let variants = item.variants.iter().map(|variant| {
        let doc = doc::lines(&variant.doc);
        let name = ident(&variant.ident);
        let statuses = match variant.statuses {
            StatusPattern::Code(code) => Literal::u16_unsuffixed(code).to_token_stream(),
            StatusPattern::Range(lowest, highest) => {
                let lowest = Literal::u16_unsuffixed(lowest);
                let highest = Literal::u16_unsuffixed(highest);
                quote!(#lowest..=#highest)
            }
            StatusPattern::Any => quote!(_),
        };
        let content = match &variant.content {
            StatusContent::Empty => TokenStream::new(),
            StatusContent::Json(ty) => {
                let ty = Scope::Crate.ty(ty);
                quote!(json(#ty))
            }
            StatusContent::Text => quote!(text(String)),
            StatusContent::Bytes => quote!(bytes(crate::Bytes)),
        };
        quote!(#doc #statuses => #name #content;)
    });
    quote! {
        #table! {
            #doc
            #name { #(#variants)* }
        }
    }
}

fn generic(name: &str, types: &[&RustType]) -> TokenStream {
    let name = ident(name);
    let types = types.iter().map(|ty| Scope::Crate.ty(ty));
    quote!(reply::#name<#(#types),*>)
}

fn options(operation: &plan::Operation, name: &Ident) -> TokenStream {
    if operation.options.is_empty() {
        return TokenStream::new();
    }
    let setters = operation.options.iter().map(|option| {
        let with = ident(&option.setter);
        let doc = doc::lines(&option.doc);
        let deprecated = doc::deprecated(option.argument.deprecated);
        let Parameter {
            argument,
            before,
            call,
        } = parameter(&option.argument);
        quote! {
            #doc
            #deprecated
            #[inline]
            pub fn #with(self, #argument) -> Self { #before self #call }
        }
    });
    quote!(impl Call<#name> { #(#setters)* })
}
