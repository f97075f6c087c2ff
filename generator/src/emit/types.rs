//! The modules of `types`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::{ident, inside, names};
use super::{File, doc, record, string_enum, union};
use crate::plan::{
    Build, CursorItem, Expression, ItemKind, MemberKind, PageItem, Payload, Plan, RustType,
    TypeItem, TypeModule, compiled_by,
};

/// `types/mod.rs`: every type, flat, by the features that compile it.
pub fn index(plan: &Plan) -> File {
    let mut groups: BTreeMap<Vec<String>, Vec<&TypeModule>> = BTreeMap::new();
    for module in &plan.modules {
        groups
            .entry(compiled_by(module, &plan.features))
            .or_default()
            .push(module);
    }
    let groups = groups.iter().map(|(features, modules)| {
        let cfg = doc::features(features);
        let rows = modules.iter().map(|module| {
            let name = ident(&module.name);
            let types = module.items.iter().map(|item| ident(&item.ident));
            quote!(#name: #(#types)*;)
        });
        quote!(modules! { #cfg #(#rows)* })
    });
    let import = (!plan.modules.is_empty()).then(|| {
        quote!(
            use crate::runtime::codec::modules;
        )
    });
    File::Rust {
        doc: vec!["Every type of the document, flat.".to_owned()],
        items: quote!(#import #(#groups)*),
    }
}

/// One module: a named type and the inline types inside it.
pub fn module(module: &TypeModule) -> File {
    let own: BTreeSet<&str> = module
        .items
        .iter()
        .map(|item| item.ident.as_str())
        .collect();
    let mut used = BTreeSet::new();
    for item in &module.items {
        names_in(item, &mut used);
    }
    let foreign: Vec<_> = used.difference(&own).map(|name| ident(name)).collect();
    let import = match foreign.is_empty() {
        true => TokenStream::new(),
        false => quote!(use super::{#(#foreign),*};),
    };
    let codec = match module.items.iter().all(|item| is_plain_alias(&item.kind)) {
        true => TokenStream::new(),
        false => quote!(
            use crate::runtime::codec::*;
        ),
    };
    let items = module.items.iter().map(item);
    let doc = match module.items.as_slice() {
        [first, ..] => vec![format!("[`{}`] and what stands inside it.", first.ident)],
        [] => Vec::new(),
    };
    let doc = if module.items.len() == 1 {
        vec![format!("[`{}`].", module.items[0].ident)]
    } else {
        doc
    };
    File::Rust {
        doc,
        items: quote!(#import #codec #(#items)*),
    }
}

fn item(item: &TypeItem) -> TokenStream {
    let body = match &item.kind {
        ItemKind::Record(it) => record::record(item, it),
        ItemKind::StringEnum(values) => string_enum::string_enum(item, values),
        ItemKind::Union(it) => union::union(item, it),
        ItemKind::Alias(ty) => alias(item, ty),
    };
    let is_alias = matches!(item.kind, ItemKind::Alias(_));
    let form = item
        .form
        .as_ref()
        .filter(|_| !is_alias)
        .map(|parts| form(item, parts));
    let page = item.page.as_ref().map(|page| paged(item, page));
    quote!(#body #form #page)
}

fn alias(item: &TypeItem, ty: &RustType) -> TokenStream {
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let name = ident(&item.ident);
    let ty = inside(ty);
    quote!(#doc #deprecated pub type #name = #ty;)
}

fn form(item: &TypeItem, parts: &[(String, String)]) -> TokenStream {
    let name = ident(&item.ident);
    let form = if parts.is_empty() {
        quote!(from_record(&self))
    } else {
        let parts = parts.iter().map(|(part, media)| quote!((#part, #media)));
        quote!(from_record_with(&self, &[#(#parts),*]))
    };
    quote! {
        #[cfg(feature = "client")]
        impl crate::runtime::IntoForm for #name {
            fn into_form(self) -> crate::runtime::Form { crate::runtime::Form::#form }
        }
    }
}

fn paged(item: &TypeItem, page: &PageItem) -> TokenStream {
    let name = ident(&item.ident);
    let ty = inside(&page.item);
    let (field, optional) = (ident(&page.items.0), page.items.1);
    let items = if optional {
        quote!(self.#field.unwrap_or_default())
    } else {
        quote!(self.#field)
    };
    let paging = paging(page);
    quote! {
        #[cfg(feature = "client")]
        impl crate::runtime::Paged for #name {
            type Item = #ty;
            const PAGING: crate::runtime::Paging = #paging;
            fn into_items(self) -> Vec<Self::Item> { #items }
        }
    }
}

fn paging(page: &PageItem) -> TokenStream {
    let items = &page.items_wire;
    let has_more = page.has_more.as_deref().unwrap_or_default();
    let cursor = match &page.cursor {
        CursorItem::LastItem(param) => {
            quote!(crate::runtime::Cursor::LastItem { field: "id", param: #param })
        }
        CursorItem::Field(field, param) => {
            quote!(crate::runtime::Cursor::Field { field: #field, param: #param })
        }
        CursorItem::Single => quote!(crate::runtime::Cursor::Single),
    };
    let back = match &page.back {
        Some(param) => {
            quote!(Some(crate::runtime::Cursor::FirstItem { field: "id", param: #param }))
        }
        None => quote!(None),
    };
    quote! {
        crate::runtime::Paging { items: #items, has_more: #has_more, cursor: #cursor, back: #back }
    }
}

/// An alias that needs nothing of the codec.
fn is_plain_alias(kind: &ItemKind) -> bool {
    fn plain(ty: &RustType) -> bool {
        match ty {
            RustType::Number | RustType::Value | RustType::Map(_) => false,
            RustType::Vec(inner) | RustType::Option(inner) | RustType::Box(inner) => plain(inner),
            _ => true,
        }
    }
    matches!(kind, ItemKind::Alias(ty) if plain(ty))
}

fn names_built<'a>(build: &'a Build, used: &mut BTreeSet<&'a str>) {
    used.insert(&build.record);
    let with = build.with.iter().map(|(_, _, value)| value);
    for value in build.new.iter().chain(with) {
        if let Expression::Record(inner) = value {
            names_built(inner, used);
        }
    }
}

fn names_in<'a>(item: &'a TypeItem, used: &mut BTreeSet<&'a str>) {
    match &item.kind {
        ItemKind::Record(record) => {
            for member in &record.members {
                if let MemberKind::Field(field) = &member.kind {
                    names(&field.ty, used);
                    if let Some(adder) = field.adder.as_ref().filter(|_| record.built) {
                        names(&adder.item, used);
                    }
                }
            }
            if let Some(ty) = &record.additional {
                names(ty, used);
            }
        }
        ItemKind::Union(union) => {
            for variant in &union.variants {
                if let Payload::Type(ty) = &variant.payload {
                    names(ty, used);
                }
            }
            for (_, ty) in union.conversions.iter().filter(|_| union.built) {
                names(ty, used);
            }
            for constructor in &union.constructors {
                let typed = constructor.arguments.iter().filter(|it| !it.is_object);
                typed.for_each(|it| names(&it.ty, used));
                used.extend(constructor.gives.as_deref());
                names_built(&constructor.build, used);
            }
        }
        ItemKind::Alias(ty) => names(ty, used),
        ItemKind::StringEnum(_) => {}
    }
    if let Some(page) = &item.page {
        names(&page.item, used);
    }
}
