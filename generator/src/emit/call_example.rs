//! Examples of calls, as the argument of a documentation attribute: `#[doc = example! { library; statements }]`.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::rust_type::ident;
use crate::plan::{CallExample, ExampleResult, ExampleValue, ResultUse, ResultValue};

/// The width from which an import names all types, in columns.
const WIDTH: usize = 100;

/// Returns the `doc` attribute that contains an example.
pub fn call_example(example: &CallExample) -> TokenStream {
    let library = ident(&example.library);
    let imports = imports(example);
    let request = example.request.as_ref().map(|value| {
        let value = expression(value);
        quote!(let request = #value;)
    });
    let group = example.variable.as_ref().map(|name| {
        let (name, group) = (ident(name), group(example));
        quote!(let #name = #group;)
    });
    let result = result(&example.result, call(example));
    quote! {
        #[doc = example! { #library; #imports #group #request #result }]
    }
}

/// Returns the import of the types in an example.
fn imports(example: &CallExample) -> Option<TokenStream> {
    let library = ident(&example.library);
    let types: Vec<_> = example.types.iter().map(|name| ident(name)).collect();
    let width = example
        .types
        .iter()
        .map(|name| name.len() + 2)
        .sum::<usize>();
    let width = "use ::{Upload, types::{}};".len() + example.library.len() + width;
    let types = match types.as_slice() {
        [] => None,
        [only] => Some(quote!(types::#only)),
        _ if width > WIDTH => Some(quote!(types::*)),
        names => Some(quote!(types::{#(#names),*})),
    };
    let upload = example.uploads.then(|| quote!(Upload));
    let all: Vec<TokenStream> = upload.into_iter().chain(types).collect();
    match all.as_slice() {
        [] => None,
        [only] => Some(quote!(use #library::#only;)),
        several => Some(quote!(use #library::{#(#several),*};)),
    }
}

fn group(example: &CallExample) -> TokenStream {
    let names = example.group.iter().map(|name| ident(name));
    quote!(client #(.#names())*)
}

fn call(example: &CallExample) -> TokenStream {
    let group = match &example.variable {
        Some(name) => ident(name).to_token_stream(),
        None => group(example),
    };
    let method = ident(&example.method);
    let arguments = example.arguments.iter().map(expression);
    let setters = setters(&example.setters);
    quote!(#group.#method(#(#arguments),*) #setters)
}

fn result(result: &ExampleResult, call: TokenStream) -> TokenStream {
    match result {
        ExampleResult::Nothing => quote!(#call.await?;),
        ExampleResult::Value(value) => {
            let name = ident(&value.name);
            let used = used(value, &name.to_token_stream());
            quote!(let #name = #call.await?; #used)
        }
        ExampleResult::Saved(file) => quote!(#call.await?.save_to(#file).await?;),
        ExampleResult::Items { list, item } => {
            let (list, name) = (ident(list), ident(&item.name));
            let used = match &item.used {
                ResultUse::Debug => println(quote!("{:?}", #name?)),
                _ => used(item, &quote!(#name?)),
            };
            quote! {
                let mut #list = #call.items();
                while let Some(#name) = #list.next().await { #used }
            }
        }
        ExampleResult::Events => {
            let print = println(quote!("{:?}", event?));
            quote! {
                let mut events = #call.stream().await?;
                while let Some(event) = events.next().await { #print }
            }
        }
        ExampleResult::Connection => {
            let print = println(quote!("{:?}", event?));
            quote! {
                let mut connection = #call.await?;
                while let Some(event) = connection.next().await { #print }
            }
        }
    }
}

/// Returns the statements that use a value.
fn used(result: &ResultValue, value: &TokenStream) -> TokenStream {
    let name = &result.name;
    let printed = |format: String| println(quote!(#format));
    let code = match &result.used {
        ResultUse::Debug => return printed(format!("{{{name}:?}}")),
        ResultUse::Part(code) | ResultUse::Statements(code) => code.parse::<TokenStream>(),
    };
    match (code, &result.used) {
        (Ok(code), ResultUse::Statements(_)) => code,
        (Ok(code), _) if code.is_empty() => printed(format!("{{{name}}}")),
        (Ok(code), _) => println(quote!("{}", #value #code)),
        (Err(_), _) => printed(format!("{{{name}:?}}")),
    }
}

/// Returns a statement of the example that prints a line.
fn println(arguments: TokenStream) -> TokenStream {
    let name = ident("println");
    quote!(#name!(#arguments);)
}

fn setters(setters: &[(String, ExampleValue)]) -> TokenStream {
    let setters = setters.iter().map(|(name, value)| {
        let (name, value) = (ident(name), expression(value));
        quote!(.#name(#value))
    });
    quote!(#(#setters)*)
}

fn expression(value: &ExampleValue) -> TokenStream {
    let all = |values: &[ExampleValue]| values.iter().map(expression).collect::<Vec<_>>();
    match value {
        ExampleValue::String(text) => Literal::string(text).to_token_stream(),
        ExampleValue::Upload(file) => quote!(Upload::from_path(#file)),
        ExampleValue::Number(text) => text.parse().unwrap_or_default(),
        ExampleValue::Boolean(value) => quote!(#value),
        ExampleValue::Json(text) => {
            let json: TokenStream = text.parse().unwrap_or_else(|_| quote!({}));
            quote!(serde_json::json!(#json))
        }
        ExampleValue::Variable(name) => ident(name).to_token_stream(),
        ExampleValue::Variant(ty, variant) => {
            let (ty, variant) = (ident(ty), ident(variant));
            quote!(#ty::#variant)
        }
        ExampleValue::Call {
            ty,
            function,
            arguments,
            setters,
        } => {
            let (ty, function) = (ident(ty), ident(function));
            let (arguments, setters) = (all(arguments), self::setters(setters));
            quote!(#ty::#function(#(#arguments),*) #setters)
        }
        ExampleValue::TupleVariant(ty, variant, value) => {
            let (ty, variant, value) = (ident(ty), ident(variant), expression(value));
            quote!(#ty::#variant(#value))
        }
        ExampleValue::Array(items) => {
            let items = all(items);
            quote!([#(#items),*])
        }
        ExampleValue::Vec(items) => {
            let items = all(items);
            quote!(vec![#(#items),*])
        }
        ExampleValue::Pair(name, value) => {
            let value = expression(value);
            quote!((#name, #value))
        }
        ExampleValue::Into(value) => {
            let value = expression(value);
            quote!(#value.into())
        }
        ExampleValue::Some(value) => {
            let value = expression(value);
            quote!(Some(#value))
        }
        ExampleValue::None => quote!(None),
    }
}
