//! Unions: an enum, the table of its variants and the conversions into it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::constructor::constructors;
use super::doc;
use super::rust_type::{Scope, ident};
use crate::plan::{self, FromString, JsonKind, Payload, RustType};

/// Returns an enum with all of its implementations.
pub fn union(scope: Scope<'_>, item: &plan::Type, union: &plan::Union) -> TokenStream {
    let name = ident(&item.ident);
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let derives = doc::derives(&item.derives);
    let variants = union.variants.iter().map(|variant| {
        let doc = doc::lines(&variant.doc);
        let ident = ident(&variant.ident);
        match &variant.payload {
            Payload::Literal(_) => quote!(#doc #ident,),
            Payload::Type(ty) => {
                let ty = scope.ty(ty);
                quote!(#doc #ident(#ty),)
            }
        }
    });
    let table = table(scope, union, &name);
    let from_string = union.from_string.as_ref().map(|it| match it {
        FromString::Variants => quote!(union_string!(#name);),
        FromString::Constructor(method) => {
            let method = ident(method);
            quote!(union_string!(#name by #method);)
        }
    });
    let from_file = union.file.map(|at| {
        let variant = ident(&union.variants[at].ident);
        let file = scope.ty(&RustType::Upload);
        quote!(union_file!(#name: #file => #variant);)
    });
    let constructors = constructors(scope, union, &name);
    quote! {
        #doc
        #deprecated
        #[derive(Clone, PartialEq)]
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A variant unknown to this version, kept as raw JSON."]
            Unknown(Unknown),
        }
        #table
        #constructors
        #from_string
        #from_file
    }
}

/// Returns the table of variants, with the types that convert into each variant and its JSON representation.
fn table(scope: Scope<'_>, union: &plan::Union, name: &Ident) -> TokenStream {
    let tag = union.tag.as_ref().map(|tag| match union.has_literal_tag {
        true => quote!(by_literal #tag),
        false => quote!(by #tag),
    });
    let variants = union.variants.iter().map(|variant| {
        let name = ident(&variant.ident);
        match &variant.payload {
            Payload::Type(_) => quote!(variant #name;),
            Payload::Literal(wire) => quote!(literal #name #wire;),
        }
    });
    let conversions = union.conversions.iter().map(|it| {
        let (variant, ty) = (ident(&union.variants[it.variant].ident), scope.ty(&it.ty));
        quote!(from #ty => #variant;)
    });
    let json = json_rows(union);
    quote! {
        union_table! {
            #name #tag {
                #(#variants)*
                #(#conversions)*
                #json
            }
        }
    }
}

fn json_rows(union: &plan::Union) -> TokenStream {
    let name = |at: &usize| ident(&union.variants[*at].ident);
    let tagged = union.objects.iter().filter(|arm| !arm.tags.is_empty());
    let tagged = tagged.map(|arm| {
        let (tags, variants) = (&arm.tags, arm.variants.iter().map(name));
        quote!(object #(#tags)|* => #(#variants)|*;)
    });
    let rows = union.kinds.iter().map(|row| {
        let keyword = ident(match row.kind {
            JsonKind::Untagged => "untagged",
            JsonKind::Other => "other",
            JsonKind::Array => "array",
            JsonKind::String => "string",
            JsonKind::Number => "number",
            JsonKind::Boolean => "boolean",
            JsonKind::Null => "null",
        });
        let variants = row.variants.iter().map(name);
        quote!(#keyword => #(#variants)|*;)
    });
    let responses = (!union.responses.is_empty()).then(|| {
        let variants = union.responses.iter().map(name);
        quote!(response => #(#variants)|*;)
    });
    quote!(#(#tagged)* #(#rows)* #responses)
}
