//! Structs.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::doc;
use super::rust_type::{argument, converts, ident, inside};
use crate::plan::{DefaultItem, FieldItem, Member, MemberKind, RecordItem, Slot, TypeItem};

/// A struct, its constructors and its codec.
pub fn record(item: &TypeItem, record: &RecordItem) -> TokenStream {
    let name = ident(&item.ident);
    let declaration = declaration(item, record, &name);
    let builder = if record.built {
        builder(record, &name)
    } else {
        TokenStream::new()
    };
    let table = table(record, &name);
    let default = match record.default {
        DefaultItem::None => TokenStream::new(),
        DefaultItem::Blank => quote!(default!(#name);),
        DefaultItem::New => quote!(default!(#name by new);),
    };
    quote! {
        #declaration
        #builder
        #table
        #default
    }
}

fn declaration(item: &TypeItem, record: &RecordItem, name: &Ident) -> TokenStream {
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let constants = record
        .members
        .iter()
        .filter_map(|member| match &member.kind {
            MemberKind::Constant(value) => Some(constant(member, value)),
            MemberKind::Field(_) => None,
        });
    let constants: Vec<String> = constants.collect();
    let constants = match constants.is_empty() {
        true => TokenStream::new(),
        false => doc::lines(&[
            String::new(),
            format!("In JSON with {}.", constants.join(", ")),
        ]),
    };
    let fields = fields(record).map(|(_, field)| {
        let doc = doc::lines(&field.doc);
        let deprecated = doc::deprecated(field.deprecated);
        let ident = ident(&field.ident);
        let ty = field_type(field);
        quote!(#doc #deprecated pub #ident: #ty,)
    });
    let additional = record.additional.as_ref().map(|ty| {
        let ty = inside(ty);
        quote! {
            #[doc = " Further members, by name."]
            pub additional: BTreeMap<String, #ty>,
        }
    });
    quote! {
        #doc
        #constants
        #deprecated
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #additional
            pub extra: Extra,
        }
    }
}

fn builder(record: &RecordItem, name: &Ident) -> TokenStream {
    let required: Vec<&FieldItem> = fields(record)
        .map(|(_, field)| field)
        .filter(|field| field.slot == Slot::Plain && field.default.is_none())
        .collect();
    let defaults = fields(record).filter_map(|(_, field)| {
        let (ident, default) = (ident(&field.ident), field.default.as_ref()?);
        Some(quote!(#ident: #default.into(),))
    });
    let defaults: Vec<TokenStream> = defaults.collect();
    let arguments = required
        .iter()
        .map(|field| argument(&ident(&field.ident), &field.ty, &inside(&field.ty)).0);
    let values = required.iter().map(|field| {
        let ident = ident(&field.ident);
        let (_, value) = argument(&ident, &field.ty, &inside(&field.ty));
        if converts(&field.ty) {
            quote!(#ident: #value)
        } else {
            quote!(#ident)
        }
    });
    let many = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let new = match required.is_empty() && defaults.is_empty() {
        true => quote! {
            #[doc = " With nothing set."]
            #[inline]
            pub fn new() -> Self { Record::blank() }
        },
        false => quote! {
            #[doc = " With all that is required."]
            #many
            #[inline]
            pub fn new(#(#arguments),*) -> Self { Self { #(#values,)* #(#defaults)* ..Record::blank() } }
        },
    };
    // A member that is there in any case is set as it is; all others are rows of a table.
    let plain =
        fields(record).filter(|(_, field)| field.slot == Slot::Plain && field.default.is_some());
    let plain = plain.map(|(member, field)| plain_setter(member, field));
    let adders = fields(record).filter_map(|(member, field)| adder(member, field));
    let additional = record.additional.as_ref().map(|ty| {
        let ty = inside(ty);
        quote! {
            #[doc = " Adds a further member."]
            #[inline]
            pub fn with_additional(mut self, name: impl Into<String>, value: #ty) -> Self {
                self.additional.insert(name.into(), value);
                self
            }
        }
    });
    let setters = setters(record, name);
    let bare = bare_setters(record, name);
    quote! {
        impl #name {
            #new
            #(#plain)*
            #(#adders)*
            #additional
        }
        #setters
        #bare
    }
}

/// The table of setters.
fn setters(record: &RecordItem, name: &Ident) -> TokenStream {
    let rows = fields(record).filter(|(_, field)| field.slot != Slot::Plain);
    let rows = rows.map(|(member, field)| {
        let with = quote::format_ident!("with_{}", field.setter);
        let (parameter, _) = argument(&ident(&field.ident), &field.ty, &inside(&field.ty));
        let deprecated = doc::deprecated(field.deprecated);
        let null = field.nullable.then(|| {
            let with_null = quote::format_ident!("with_{}", field.null_setter);
            let index = index(member);
            let deprecated = field.deprecated.then(|| quote!(, deprecated));
            quote!(null(#with_null #index #deprecated))
        });
        quote!(#deprecated #with(#parameter) #null;)
    });
    let rows: Vec<TokenStream> = rows.collect();
    match rows.is_empty() {
        true => TokenStream::new(),
        false => quote!(setters! { #name { #(#rows)* } }),
    }
}

/// The setters once more, under the bare names of the fields: a union's constructor reads well with them.
fn bare_setters(record: &RecordItem, name: &Ident) -> TokenStream {
    let rows = fields(record)
        .filter(|(_, field)| field.slot != Slot::Plain)
        .map(|(_, field)| {
            let (name, ty) = (ident(&field.ident), inside(&field.ty));
            quote!(#name(#ty))
        });
    let rows: Vec<TokenStream> = rows.collect();
    if !record.adjusted || rows.is_empty() {
        return TokenStream::new();
    }
    quote!(bare_setters! { #name: #(#rows)*; })
}

/// `with_tool` beside `with_tools`.
fn adder(member: &Member, field: &FieldItem) -> Option<TokenStream> {
    let adder = field.adder.as_ref()?;
    let list = ident(&field.ident);
    let with = quote::format_ident!("with_{}", adder.setter);
    let (one, item) = (ident(&adder.argument), inside(&adder.item));
    let doc = format!(" Adds one to `{}`.", member.wire);
    let deprecated = doc::deprecated(field.deprecated);
    let list = match field.slot {
        Slot::Plain => quote!(self.#list),
        Slot::Option | Slot::Nullable => quote!(self.#list.get_or_insert_default()),
    };
    Some(quote! {
        #[doc = #doc]
        #deprecated
        #[inline]
        pub fn #with(mut self, #one: impl Into<#item>) -> Self {
            #list.push(#one.into());
            self
        }
    })
}

fn plain_setter(member: &Member, field: &FieldItem) -> TokenStream {
    let ident = ident(&field.ident);
    let (parameter, value) = argument(&ident, &field.ty, &inside(&field.ty));
    let with = quote::format_ident!("with_{}", field.setter);
    let deprecated = doc::deprecated(field.deprecated);
    let doc = format!(" Sets `{}`.", member.wire);
    quote! {
        #[doc = #doc]
        #deprecated
        #[inline]
        pub fn #with(mut self, #parameter) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// The table of properties: constants first, so that who reads a stream knows early what it is.
fn table(record: &RecordItem, name: &Ident) -> TokenStream {
    let constants = record
        .members
        .iter()
        .filter_map(|member| match &member.kind {
            MemberKind::Constant(value) => {
                let (index, wire, aliases) = (index(member), &member.wire, &member.aliases);
                Some(quote!(constant #index #wire = #value #(| #aliases)*;))
            }
            MemberKind::Field(_) => None,
        });
    let rows = |keyword: &'static str, slot: Slot, secret: bool| {
        fields(record)
            .filter(move |(_, field)| field.slot == slot && field.secret == secret)
            .map(move |(member, field)| {
                let keyword = ident(keyword);
                let (index, wire, field) = (index(member), &member.wire, ident(&field.ident));
                quote!(#keyword #index #field #wire;)
            })
    };
    let required = rows("required", Slot::Plain, false);
    let required_secret = rows("required_secret", Slot::Plain, true);
    let nullable = rows("nullable", Slot::Nullable, false);
    let optional = rows("optional", Slot::Option, false);
    let optional_secret = rows("optional_secret", Slot::Option, true);
    let additional = record
        .additional
        .as_ref()
        .map(|_| quote!(additional additional;));
    quote! {
        record_table! {
            #name {
                #(#constants)* #(#required)* #(#required_secret)* #(#nullable)* #(#optional)* #(#optional_secret)*
                #additional
            }
        }
    }
}

/// A constant in words.
fn constant(member: &Member, value: &str) -> String {
    let aliases = member
        .aliases
        .iter()
        .map(|alias| format!(" or `\"{alias}\"`"));
    let aliases: String = aliases.collect();
    format!("`\"{}\": \"{value}\"`{aliases}", member.wire)
}

fn index(member: &Member) -> Literal {
    Literal::usize_unsuffixed(member.index)
}

fn fields(record: &RecordItem) -> impl Iterator<Item = (&Member, &FieldItem)> {
    record
        .members
        .iter()
        .filter_map(|member| match &member.kind {
            MemberKind::Field(field) => Some((member, field.as_ref())),
            MemberKind::Constant(_) => None,
        })
}

fn field_type(field: &FieldItem) -> TokenStream {
    let ty = inside(&field.ty);
    match field.slot {
        Slot::Plain => ty,
        Slot::Option | Slot::Nullable => quote!(Option<#ty>),
    }
}
