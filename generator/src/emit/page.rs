//! Implementations of runtime traits for types: multipart forms and pages of lists.

use proc_macro2::TokenStream;
use quote::quote;

use super::parameter;
use super::rust_type::{Scope, ident};
use crate::plan;

/// Returns the implementation of `IntoForm`, with the media types, styles and headers of the parts.
pub fn form(item: &plan::Type, parts: &[plan::FormPart]) -> TokenStream {
    let name = ident(&item.ident);
    let types = parts.iter().filter_map(|part| {
        let (name, media_type) = (&part.name, part.media_type.as_ref()?);
        Some(quote!((#name, #media_type)))
    });
    let types: Vec<TokenStream> = types.collect();
    let form = match types.as_slice() {
        [] => quote!(from_record(&self)),
        types => quote!(from_record_with(&self, &[#(#types),*])),
    };
    let styles = parts.iter().filter_map(|part| {
        let (name, style) = (&part.name, parameter::style(part.style?));
        Some(quote!(.with_field_style(#name, crate::runtime::generated::#style)))
    });
    let headers = parts.iter().flat_map(|part| {
        let headers = part.headers.iter();
        let part = &part.name;
        headers.map(move |(name, value)| quote!(.with_part_header(#part, #name, #value)))
    });
    quote! {
        #[cfg(feature = "client")]
        impl crate::runtime::generated::IntoForm for #name {
            fn into_form(self) -> crate::runtime::generated::Form { crate::runtime::generated::Form::#form #(#styles)* #(#headers)* }
        }
    }
}

/// Returns the implementation of `Paged`, which describes how to request the next page.
pub fn page(scope: Scope<'_>, item: &plan::Type, page: &plan::Page) -> TokenStream {
    let name = ident(&item.ident);
    let ty = scope.ty(&page.item);
    let (field, optional) = (ident(&page.items.field), page.items.optional);
    let items = match optional {
        true => quote!(self.#field.unwrap_or_default()),
        false => quote!(self.#field),
    };
    let paging = paging(page);
    quote! {
        #[cfg(feature = "client")]
        impl crate::runtime::generated::Paged for #name {
            type Item = #ty;
            const PAGING: crate::runtime::generated::Paging = #paging;
            fn into_items(self) -> Vec<Self::Item> { #items }
        }
    }
}

fn paging(page: &plan::Page) -> TokenStream {
    let items = &page.items.wire;
    let has_more = page.has_more.as_deref().unwrap_or_default();
    let cursor = match &page.cursor {
        plan::Cursor::LastItem(plan::ItemCursor {
            property,
            parameter,
        }) => {
            quote!(crate::runtime::generated::Cursor::LastItem { field: #property, param: #parameter })
        }
        plan::Cursor::Property {
            property,
            parameter,
        } => {
            quote!(crate::runtime::generated::Cursor::Field { field: #property, param: #parameter })
        }
        plan::Cursor::Nested { path, parameter } => {
            quote!(crate::runtime::generated::Cursor::Nested { path: &[#(#path),*], param: #parameter })
        }
        plan::Cursor::Offset(parameter) => {
            quote!(crate::runtime::generated::Cursor::Offset { param: #parameter })
        }
        plan::Cursor::Number { parameter, first } => {
            quote!(crate::runtime::generated::Cursor::Number { param: #parameter, first: #first })
        }
        plan::Cursor::Link => quote!(crate::runtime::generated::Cursor::Link),
        plan::Cursor::Single => quote!(crate::runtime::generated::Cursor::Single),
    };
    let back = match &page.back {
        Some(plan::ItemCursor {
            property,
            parameter,
        }) => {
            quote!(Some(crate::runtime::generated::Cursor::FirstItem { field: #property, param: #parameter }))
        }
        None => quote!(None),
    };
    quote! {
        crate::runtime::generated::Paging { items: #items, has_more: #has_more, cursor: #cursor, back: #back }
    }
}
