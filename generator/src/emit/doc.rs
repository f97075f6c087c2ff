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

/// Features of the runtime that need an operating system: in WebAssembly what they compile is not there.
const NATIVE: &[&str] = &["blocking", "websocket"];

/// `#[cfg(any(feature = …))]`.
pub fn features(names: &[String]) -> TokenStream {
    match names {
        [] => TokenStream::new(),
        [only] if NATIVE.contains(&only.as_str()) => {
            quote!(#[cfg(all(feature = #only, not(target_family = "wasm")))])
        }
        [only] => quote!(#[cfg(feature = #only)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}
