//! The files of `types/`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::{Scope, ident};
use super::{File, doc, integer_enum, page, record, string_enum, union};
use crate::plan::{self, Plan, RustType, TypeKind, TypeModule};

/// Returns `types/mod.rs`, which re-exports every type, grouped by the features that enable it.
pub fn index(plan: &Plan) -> File {
    let groups = plan.modules_by_gate();
    let groups = groups.iter().map(|(gate, modules)| {
        let cfg = doc::gate(gate);
        let rows = modules.iter().map(|module| {
            let name = ident(&module.name);
            let types = module.types.iter().map(|item| ident(&item.ident));
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
        doc: vec!["All types of the API, in one flat module.".to_owned()],
        items: quote!(#import #(#groups)*),
    }
}

/// Returns one module, with a named type and its inline types.
pub fn module(module: &TypeModule) -> File {
    let own: BTreeSet<&str> = module
        .types
        .iter()
        .map(|item| item.ident.as_str())
        .collect();
    let scope = Scope::Types(&own);
    let codec = module.imports_codec.then(|| {
        quote!(
            use crate::runtime::codec::*;
        )
    });
    let items = module.types.iter().map(|it| item(scope, it));
    File::Rust {
        // The modules are private: only their types are documented.
        doc: Vec::new(),
        items: quote!(#codec #(#items)*),
    }
}

fn item(scope: Scope<'_>, item: &plan::Type) -> TokenStream {
    let body = match &item.kind {
        TypeKind::Record(it) => record::record(scope, item, it),
        TypeKind::StringEnum(values) => string_enum::string_enum(item, values),
        TypeKind::IntegerEnum(values) => integer_enum::integer_enum(item, values),
        TypeKind::Union(it) => union::union(scope, item, it),
        TypeKind::Alias(ty) => alias(scope, item, ty),
    };
    let form = item.form.as_ref();
    let form = form.map(|form| page::form(item, &form.parts));
    let page = item.page.as_ref().map(|it| page::page(scope, item, it));
    quote!(#body #form #page)
}

fn alias(scope: Scope<'_>, item: &plan::Type, ty: &RustType) -> TokenStream {
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let name = ident(&item.ident);
    let ty = scope.ty(ty);
    quote!(#doc #deprecated pub type #name = #ty;)
}
