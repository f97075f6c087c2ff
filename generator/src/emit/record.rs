//! Records: a struct, its constructor, its setters and the table of its properties.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc;
use super::rust_type::{Scope, ident};
use super::setters::builder;
use crate::plan::{self, PropertyKind, RecordDefault, RowKind};

/// Returns a struct with all of its implementations.
pub fn record(scope: Scope<'_>, item: &plan::Type, record: &plan::Record) -> TokenStream {
    let name = ident(&item.ident);
    let declaration = declaration(scope, item, record, &name);
    let builder = record.built.then(|| builder(scope, record, &name));
    let table = table(record, &name);
    quote! {
        #declaration
        #builder
        #table
    }
}

fn declaration(
    scope: Scope<'_>,
    item: &plan::Type,
    record: &plan::Record,
    name: &Ident,
) -> TokenStream {
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let derives = doc::derives(&item.derives);
    let fields = record.fields().map(|(_, field)| {
        let doc = doc::lines(&field.doc);
        let deprecated = doc::deprecated(field.deprecated);
        let ident = ident(&field.ident);
        let ty = field_type(scope, field);
        quote!(#doc #deprecated pub #ident: #ty,)
    });
    let additional = record.additional.as_ref().map(|additional| {
        let ty = scope.ty(&additional.ty);
        quote! {
            #[doc = " Additional properties, by name."]
            pub additional: BTreeMap<String, #ty>,
        }
    });
    quote! {
        #doc
        #deprecated
        #[derive(Clone, PartialEq)]
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #additional
            #[doc = " Properties that are not declared above, and values that do not have the declared type."]
            pub extra: Extra,
        }
    }
}

fn field_type(scope: Scope<'_>, field: &plan::Field) -> TokenStream {
    let ty = scope.ty(&field.ty);
    match field.presence {
        plan::Presence::Required => ty,
        plan::Presence::Optional | plan::Presence::Nullable => quote!(Option<#ty>),
    }
}

fn table(record: &plan::Record, name: &Ident) -> TokenStream {
    let default = match record.default {
        RecordDefault::None => TokenStream::new(),
        RecordDefault::Blank => quote!(: Default),
        RecordDefault::New => quote!(: Default by new),
    };
    let response = record.is_response.then(|| quote!(as response));
    let rows = record.properties.iter().map(row);
    let additional = record
        .additional
        .as_ref()
        .map(|_| quote!(additional additional;));
    quote! {
        record_table! {
            #name #response #default {
                #(#rows)*
                #additional
            }
        }
    }
}

fn row(property: &plan::Property) -> TokenStream {
    let wire = &property.wire;
    match &property.kind {
        PropertyKind::Constant(constant) => {
            let (name, value) = (ident(&property.ident), &constant.value);
            let aliases = &constant.aliases;
            quote!(constant #name #wire = #value #(| #aliases)*;)
        }
        PropertyKind::Field(field) => {
            let keyword = ident(match field.row {
                RowKind::Required => "required",
                RowKind::RequiredSecret => "required_secret",
                RowKind::Optional => "optional",
                RowKind::OptionalSecret => "optional_secret",
                RowKind::Nullable => "nullable",
            });
            let field = ident(&field.ident);
            quote!(#keyword #field #wire;)
        }
    }
}
