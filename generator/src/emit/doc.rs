//! Documentation comments and attributes.

use proc_macro2::TokenStream;
use quote::quote;

/// `///` lines.
pub fn lines(doc: &[String]) -> TokenStream {
    let lines = doc.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// `#[deprecated]`, if so.
pub fn deprecated(is: bool) -> TokenStream {
    if is {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

/// `#[cfg(any(feature = …))]`.
pub fn features(names: &[String]) -> TokenStream {
    match names {
        [] => TokenStream::new(),
        [only] => quote!(#[cfg(feature = #only)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}
