//! The expansion of `#[tool]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, ItemFn, ReturnType, Type};

use crate::arguments::{self, Argument};
use crate::options::{Options, documentation};

/// Expands the attribute on a function.
pub(crate) fn tool(options: TokenStream, function: TokenStream) -> syn::Result<TokenStream> {
    let options: Options = syn::parse2(options)?;
    let mut function: ItemFn = syn::parse2(function)?;
    let generics = &function.sig.generics;
    if !generics.params.is_empty() {
        let message = "a tool cannot have generic parameters";
        return Err(syn::Error::new_spanned(generics, message));
    }
    let arguments = arguments::take(&mut function.sig)?;
    let description = match &options.description {
        Some(description) => description.value(),
        None => documentation(&function.attrs),
    };
    let declaration = declaration(&options, &function, &description, &arguments);
    Ok(quote! {
        #function
        #declaration
    })
}

/// Returns the type that declares the tool. It has braces, because a unit struct would clash with the
/// function of the same name.
fn declaration(
    options: &Options,
    function: &ItemFn,
    description: &str,
    arguments: &[Argument],
) -> TokenStream {
    let krate = match &options.krate {
        Some(path) => quote!(#path),
        None => quote!(::openai_typed),
    };
    let (visibility, ident) = (&function.vis, &function.sig.ident);
    let name = match &options.name {
        Some(name) => name.value(),
        None => ident.to_string().trim_start_matches("r#").to_owned(),
    };
    let conditions: Vec<&Attribute> = function
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .collect();
    let fields = arguments.iter().map(|argument| {
        let (attributes, name, r#type) = (&argument.attributes, &argument.name, &argument.r#type);
        quote!(#(#attributes)* #name: #r#type)
    });
    let names: Vec<_> = arguments.iter().map(|argument| &argument.name).collect();
    let call = quote!(#ident(#(#names),*));
    let call = match function.sig.asyncness {
        Some(_) => quote!(#call.await),
        None => call,
    };
    let output = match returns_result(&function.sig.output) {
        true => call,
        false => quote!(::core::result::Result::Ok::<_, ::core::convert::Infallible>(#call)),
    };
    let documentation = format!("The tool `{name}`, for `Toolbox::with`.");
    quote! {
        #(#conditions)*
        #[doc = #documentation]
        #[allow(non_camel_case_types)]
        #visibility struct #ident {}

        #(#conditions)*
        impl #krate::tools::ToolFunction for #ident {
            fn add_to(tools: #krate::tools::Toolbox) -> #krate::tools::Toolbox {
                #[derive(::serde::Deserialize, ::schemars::JsonSchema)]
                struct Arguments {
                    #(#fields),*
                }
                let handler = |arguments: Arguments| async move {
                    let Arguments { #(#names),* } = arguments;
                    #output
                };
                tools.function_of_type(#name, #description, handler)
            }
        }
    }
}

/// Returns whether the return type of a function is named `Result`.
fn returns_result(output: &ReturnType) -> bool {
    let ReturnType::Type(_, output) = output else {
        return false;
    };
    let Type::Path(path) = &**output else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|segment| segment.ident == "Result")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(options: TokenStream, function: TokenStream) -> String {
        match tool(options, function) {
            Ok(tokens) => panic!("no error: {tokens}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_cannot_be_a_tool_is_an_error() {
        let reasons = [
            (
                quote!(
                    fn f(&self) {}
                ),
                "a tool cannot take `self`",
            ),
            (
                quote!(
                    fn f<T>(value: T) {}
                ),
                "cannot have generic parameters",
            ),
            (
                quote!(
                    fn f((a, b): (u8, u8)) {}
                ),
                "needs a name",
            ),
            (
                quote!(
                    fn f(text: &str) {}
                ),
                "use `String`",
            ),
        ];
        for (function, reason) in reasons {
            let error = error(TokenStream::new(), function);
            assert!(error.contains(reason), "{error}");
        }
        let error = error(
            quote!(title = "f"),
            quote!(
                fn f() {}
            ),
        );
        assert!(error.contains("unknown option"), "{error}");
    }

    #[test]
    fn documentation_and_attributes_of_parameters_describe_the_arguments() {
        let function = quote! {
            /// Adds.
            ///
            /// Never fails.
            fn add(/** One. */ #[serde(default)] a: u8, #[cfg(any())] b: u8) -> u8 { a + b }
        };
        let tokens = tool(quote!(name = "sum"), function).map(|tokens| tokens.to_string());
        let tokens = tokens.expect("a tool");
        assert!(
            tokens.contains("\"sum\" , \"Adds.\\n\\nNever fails.\""),
            "{tokens}"
        );
        assert!(
            tokens.contains("# [serde (default)] a : u8 , b : u8"),
            "{tokens}"
        );
        assert!(
            tokens.contains("fn add (a : u8 , # [cfg (any ())] b : u8) -> u8"),
            "{tokens}"
        );
        assert!(tokens.contains("Infallible"), "{tokens}");
    }
}
