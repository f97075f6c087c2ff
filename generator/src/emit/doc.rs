//! Doc comments and attributes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::FeatureGate;

/// Returns lines of documentation as doc comments.
pub fn lines(doc: &[String]) -> TokenStream {
    let lines = doc.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// Returns `#[deprecated]` for a deprecated item.
pub fn deprecated(is: bool) -> TokenStream {
    if is {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

/// Returns `#[cfg(…)]` for the features that enable an item.
pub fn gate(gate: &FeatureGate) -> TokenStream {
    match gate.any_of.as_slice() {
        [] => TokenStream::new(),
        [only] if gate.native => {
            quote!(#[cfg(all(feature = #only, not(target_family = "wasm")))])
        }
        [only] => quote!(#[cfg(feature = #only)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}

/// Returns the attribute that derives additional traits.
pub fn derives(paths: &[String]) -> Option<TokenStream> {
    let paths = paths
        .iter()
        .filter_map(|path| path.parse::<TokenStream>().ok());
    let paths: Vec<TokenStream> = paths.collect();
    (!paths.is_empty()).then(|| quote!(#[derive(#(#paths),*)]))
}
