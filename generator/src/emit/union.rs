//! Enums of types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::constructor::constructors;
use super::doc;
use super::rust_type::{ident, inside};
use crate::plan::{Payload, TypeItem, UnionItem};

/// A union, its codec and its conversions.
pub fn union(item: &TypeItem, union: &UnionItem) -> TokenStream {
    let name = ident(&item.ident);
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let variants = union.variants.iter().map(|variant| {
        let doc = doc::lines(&variant.doc);
        let ident = ident(&variant.ident);
        match &variant.payload {
            Payload::Literal(_) => quote!(#doc #ident,),
            Payload::Type(ty) => {
                let ty = inside(ty);
                quote!(#doc #ident(#ty),)
            }
        }
    });
    let table = table(union, &name);
    let conversions = conversions(union, &name);
    let constructors = constructors(union, &name);
    quote! {
        #doc
        #deprecated
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " Something that this version does not know, whole."]
            Unknown(Unknown),
        }
        #table
        #conversions
        #constructors
    }
}

/// The table of cases, and of the JSON that each of them is.
fn table(union: &UnionItem, name: &Ident) -> TokenStream {
    let tag = union.tag.as_ref().map(|tag| quote!(by #tag));
    let variant = |at: &usize| ident(&union.variants[*at].ident);
    let cases = union
        .variants
        .iter()
        .filter(|variant| matches!(variant.payload, Payload::Type(_)));
    let cases = cases.map(|variant| ident(&variant.ident));
    let literals = union
        .variants
        .iter()
        .filter_map(|variant| match &variant.payload {
            Payload::Literal(wire) => {
                let variant = ident(&variant.ident);
                Some(quote!(literal #variant #wire;))
            }
            Payload::Type(_) => None,
        });
    let objects = union
        .objects
        .iter()
        .filter(|arm| !arm.tags.is_empty())
        .map(|arm| {
            let tags = &arm.tags;
            let variants = arm.variants.iter().map(variant);
            quote!(object #(#tags)|* => #(#variants)|*;)
        });
    let untagged = union.objects.iter().find(|arm| arm.untagged).map(|arm| {
        let variants = arm.variants.iter().map(variant);
        quote!(untagged => #(#variants)|*;)
    });
    let several = |keyword: &str, variants: &[usize]| {
        let keyword = ident(keyword);
        let variants = variants.iter().map(variant);
        quote!(#keyword => #(#variants)|*;)
    };
    let is_type = |at: &&usize| matches!(union.variants[**at].payload, Payload::Type(_));
    let string: Vec<usize> = union
        .strings
        .iter()
        .filter(is_type)
        .take(1)
        .copied()
        .collect();
    let rows = [
        ("array", union.arrays.clone()),
        ("string", string),
        ("number", union.numbers.clone()),
        ("boolean", union.boolean.into_iter().collect()),
        ("null", union.null.into_iter().collect()),
    ];
    let rows = rows.iter().filter(|(_, variants)| !variants.is_empty());
    let rows = rows.map(|(keyword, variants)| several(keyword, variants));
    quote! {
        union_table! {
            #name #tag {
                cases #(#cases)*;
                #(#literals)* #(#objects)* #untagged #(#rows)*
            }
        }
    }
}

fn conversions(union: &UnionItem, name: &Ident) -> TokenStream {
    if !union.built {
        return TokenStream::new();
    }
    let lines: Vec<TokenStream> = union
        .conversions
        .iter()
        .map(|(at, ty)| {
            let ident = ident(&union.variants[*at].ident);
            let ty = inside(ty);
            quote!(#ident(#ty))
        })
        .collect();
    let from = (!lines.is_empty()).then(|| quote!(union_from! { #name from #(#lines)*; }));
    let text = (!union.strings.is_empty()).then(|| quote!(union_text!(#name);));
    quote!(#from #text)
}
