//! Enums of types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc;
use super::rust_type::{ident, inside};
use crate::plan::{ObjectArm, Payload, RustType, TypeItem, UnionItem};

/// A union, its codec and its conversions.
pub fn union(item: &TypeItem, union: &UnionItem) -> TokenStream {
    let name = ident(&item.ident);
    let text = &item.ident;
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
    let tag = union.tag.as_ref().map(|tag| quote!(const TAG: Option<&'static str> = Some(#tag);));
    let readers = [object(union), string(union), number(union), boolean(union), null(union), array(union)];
    let encode = encode(union);
    let conversions = conversions(union, &name);
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
        impl Union for #name {
            const NAME: &'static str = #text;
            #tag
            #(#readers)*
            fn unknown(unknown: Unknown) -> Self { Self::Unknown(unknown) }
            fn as_unknown(&self) -> Option<&Unknown> {
                match self {
                    Self::Unknown(unknown) => Some(unknown),
                    _ => None,
                }
            }
            #encode
        }
        union!(#name);
        #conversions
    }
}

fn object(union: &UnionItem) -> TokenStream {
    if union.objects.is_empty() {
        return TokenStream::new();
    }
    let body = match (&union.tag, union.objects.as_slice()) {
        (None, [only]) => fit(union, only, &quote!(entries)),
        _ => {
            let arms = union.objects.iter().map(|arm| {
                let tags = arm.tags.iter().map(|tag| quote!(Some(#tag)));
                let untagged = arm.untagged.then(|| quote!(None));
                let patterns = tags.chain(untagged);
                let read = fit(union, arm, &quote!(entries));
                quote!(#(#patterns)|* => #read,)
            });
            quote!(match entries.tag() { #(#arms)* _ => entries.unknown(), })
        }
    };
    quote! {
        fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> { #body }
    }
}

/// Reads the one variant there is, or the one that fits best.
fn fit(union: &UnionItem, arm: &ObjectArm, from: &TokenStream) -> TokenStream {
    fit_variants(union, &arm.variants, from)
}

fn fit_variants(union: &UnionItem, variants: &[usize], from: &TokenStream) -> TokenStream {
    let idents: Vec<Ident> = variants.iter().map(|&at| ident(&union.variants[at].ident)).collect();
    match idents.as_slice() {
        [only] => quote!(#from.read().map(Self::#only)),
        several => quote!(#from.best_fit(&[#(|case| case.is(Self::#several)),*])),
    }
}

fn array(union: &UnionItem) -> TokenStream {
    if union.arrays.is_empty() {
        return TokenStream::new();
    }
    let body = fit_variants(union, &union.arrays, &quote!(items));
    quote! {
        fn array<'de, A: SeqAccess<'de>>(items: Items<A>) -> Result<Self, A::Error> { #body }
    }
}

fn string(union: &UnionItem) -> TokenStream {
    if union.strings.is_empty() {
        return TokenStream::new();
    }
    let mut literals = Vec::new();
    let mut other = None;
    for &at in &union.strings {
        let variant = &union.variants[at];
        let ident = ident(&variant.ident);
        match &variant.payload {
            Payload::Literal(value) => literals.push(quote!(#value => Some(Self::#ident),)),
            Payload::Type(ty) => {
                other.get_or_insert_with(|| take_text(&ident, ty));
            }
        }
    }
    let body = match (literals.is_empty(), other) {
        (true, Some(other)) => other,
        (false, other) => {
            let other = other.unwrap_or_else(|| quote!(None));
            quote!(match value.as_ref() { #(#literals)* _ => #other, })
        }
        (true, None) => return TokenStream::new(),
    };
    quote! {
        fn string(value: Cow<'_, str>) -> Option<Self> { #body }
    }
}

fn take_text(variant: &Ident, ty: &RustType) -> TokenStream {
    match ty {
        RustType::String => quote!(Some(Self::#variant(value.into_owned()))),
        _ => quote!(from_string(value).map(Self::#variant)),
    }
}

fn number(union: &UnionItem) -> TokenStream {
    let mut attempts = union.numbers.iter().map(|&at| {
        let ident = ident(&union.variants[at].ident);
        quote!(from_number(value).map(Self::#ident))
    });
    let Some(first) = attempts.next() else { return TokenStream::new() };
    quote! {
        fn number(value: &Number) -> Option<Self> { #first #(.or_else(|| #attempts))* }
    }
}

fn boolean(union: &UnionItem) -> TokenStream {
    let Some(at) = union.boolean else { return TokenStream::new() };
    let variant = &union.variants[at];
    let ident = ident(&variant.ident);
    let body = match &variant.payload {
        Payload::Type(RustType::Bool) => quote!(Some(Self::#ident(value))),
        _ => quote!(from_boolean(value).map(Self::#ident)),
    };
    quote! {
        fn boolean(value: bool) -> Option<Self> { #body }
    }
}

fn null(union: &UnionItem) -> TokenStream {
    let Some(at) = union.null else { return TokenStream::new() };
    let ident = ident(&union.variants[at].ident);
    quote! {
        fn null() -> Option<Self> { from_null().map(Self::#ident) }
    }
}

fn encode(union: &UnionItem) -> TokenStream {
    let arms = union.variants.iter().map(|variant| {
        let ident = ident(&variant.ident);
        match &variant.payload {
            Payload::Literal(value) => quote!(Self::#ident => to.serialize_str(#value),),
            Payload::Type(_) => quote!(Self::#ident(value) => value.serialize(to),),
        }
    });
    quote! {
        fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            match self {
                #(#arms)*
                Self::Unknown(value) => value.serialize(to),
            }
        }
    }
}

fn conversions(union: &UnionItem, name: &Ident) -> TokenStream {
    if !union.built || union.conversions.is_empty() {
        return TokenStream::new();
    }
    let lines = union.conversions.iter().filter_map(|&at| {
        let variant = &union.variants[at];
        let ident = ident(&variant.ident);
        match &variant.payload {
            Payload::Type(ty) => {
                let ty = inside(ty);
                Some(quote!(#ident(#ty)))
            }
            Payload::Literal(_) => None,
        }
    });
    quote!(union_from!(#name { #(#lines),* });)
}
