//! Structs.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc;
use super::rust_type::{argument, ident, inside};
use crate::plan::{FieldItem, Member, MemberKind, RecordItem, Slot, TypeItem};

/// A struct, its constructors and its codec.
pub fn record(item: &TypeItem, record: &RecordItem) -> TokenStream {
    let name = ident(&item.ident);
    let declaration = declaration(item, record, &name);
    let builder = if record.built { builder(record, &name) } else { TokenStream::new() };
    let codec = codec(item, record, &name);
    let default = if record.default { quote!(default!(#name);) } else { TokenStream::new() };
    quote! {
        #declaration
        #builder
        #codec
        record!(#name);
        #default
    }
}

fn declaration(item: &TypeItem, record: &RecordItem, name: &Ident) -> TokenStream {
    let doc = doc::lines(&item.doc);
    let deprecated = doc::deprecated(item.deprecated);
    let constants = record.members.iter().filter_map(|member| match &member.kind {
        MemberKind::Constant(value) => Some(format!("`\"{}\": \"{value}\"`", member.wire)),
        MemberKind::Field(_) => None,
    });
    let constants: Vec<String> = constants.collect();
    let constants = match constants.is_empty() {
        true => TokenStream::new(),
        false => doc::lines(&[String::new(), format!("In JSON with {}.", constants.join(", "))]),
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
            #[doc = " What came beside the declared members."]
            pub extra: Extra,
        }
    }
}

fn builder(record: &RecordItem, name: &Ident) -> TokenStream {
    let required: Vec<&FieldItem> =
        fields(record).map(|(_, field)| field).filter(|field| field.slot == Slot::Plain).collect();
    let arguments = required.iter().map(|field| argument(&ident(&field.ident), &field.ty, &inside(&field.ty)).0);
    let values = required.iter().map(|field| {
        let ident = ident(&field.ident);
        let (_, value) = argument(&ident, &field.ty, &inside(&field.ty));
        if value.to_string() == ident.to_string() { quote!(#ident) } else { quote!(#ident: #value) }
    });
    let many = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let new = match required.is_empty() {
        true => quote! {
            #[doc = " With nothing set."]
            pub fn new() -> Self { Self::blank() }
        },
        false => quote! {
            #[doc = " With all that is required."]
            #many
            pub fn new(#(#arguments),*) -> Self { Self { #(#values,)* ..Self::blank() } }
        },
    };
    let setters = fields(record).filter(|(_, field)| field.slot != Slot::Plain).map(|(member, field)| setter(member, field));
    let additional = record.additional.as_ref().map(|ty| {
        let ty = inside(ty);
        quote! {
            #[doc = " Adds a further member."]
            pub fn with_additional(mut self, name: impl Into<String>, value: #ty) -> Self {
                self.additional.insert(name.into(), value);
                self
            }
        }
    });
    quote! {
        impl #name {
            #new
            #(#setters)*
            #additional
        }
    }
}

fn setter(member: &Member, field: &FieldItem) -> TokenStream {
    let ident = ident(&field.ident);
    let (parameter, value) = argument(&ident, &field.ty, &inside(&field.ty));
    let with = quote::format_ident!("with_{}", field.setter);
    let deprecated = doc::deprecated(field.deprecated);
    let doc = format!(" Sets `{}`.", member.wire);
    let null = field.nullable.then(|| {
        let with_null = quote::format_ident!("with_{}_null", field.setter);
        let index = member.index;
        let doc = format!(" Sends `{}` as `null`, which is not the same as leaving it out.", member.wire);
        quote! {
            #[doc = #doc]
            #deprecated
            pub fn #with_null(mut self) -> Self {
                self.#ident = None;
                self.extra.set_null(#index);
                self
            }
        }
    });
    quote! {
        #[doc = #doc]
        #deprecated
        pub fn #with(mut self, #parameter) -> Self {
            self.#ident = Some(#value);
            self
        }
        #null
    }
}

fn codec(item: &TypeItem, record: &RecordItem, name: &Ident) -> TokenStream {
    let text = &item.ident;
    let required = record.members.iter().filter(|member| member.required).map(|member| {
        let (index, wire) = (member.index, &member.wire);
        quote!((#index, #wire))
    });
    let optional: Vec<TokenStream> = record
        .members
        .iter()
        .filter(|member| !member.required && matches!(member.kind, MemberKind::Constant(_)))
        .map(|member| {
            let (index, wire) = (member.index, &member.wire);
            quote!((#index, #wire))
        })
        .collect();
    let optional = match optional.is_empty() {
        true => TokenStream::new(),
        false => quote!(const OPTIONAL_CONSTANTS: &'static [(usize, &'static str)] = &[#(#optional),*];),
    };
    let blanks = fields(record).map(|(_, field)| {
        let ident = ident(&field.ident);
        match field.slot {
            Slot::Plain => quote!(#ident: blank(),),
            Slot::Option | Slot::Nullable => quote!(#ident: None,),
        }
    });
    let additional_blank = record.additional.as_ref().map(|_| quote!(additional: BTreeMap::new(),));
    let decode = decode(record);
    let encode = encode(record);
    quote! {
        impl Record for #name {
            const NAME: &'static str = #text;
            const REQUIRED: &'static [(usize, &'static str)] = &[#(#required),*];
            #optional
            fn blank() -> Self {
                Self { #(#blanks)* #additional_blank extra: Extra::default() }
            }
            fn extra(&self) -> &Extra { &self.extra }
            fn extra_mut(&mut self) -> &mut Extra { &mut self.extra }
            #decode
            #encode
        }
    }
}

fn decode(record: &RecordItem) -> TokenStream {
    let arms = record.members.iter().map(|member| {
        let (index, wire) = (member.index, &member.wire);
        match &member.kind {
            MemberKind::Constant(value) => quote!(#wire => slot.constant(#index, #value),),
            MemberKind::Field(field) => {
                let ident = ident(&field.ident);
                let method = slot_method(field.slot);
                quote!(#wire => slot.#method(#index, &mut self.#ident),)
            }
        }
    });
    let rest = match record.additional {
        Some(_) => quote!(slot.additional(&mut self.additional)),
        None => quote!(slot.undeclared()),
    };
    let body = match record.members.is_empty() {
        true => rest,
        false => quote!(match slot.key { #(#arms)* _ => #rest, }),
    };
    quote! {
        fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) -> Result<(), A::Error> { #body }
    }
}

fn encode(record: &RecordItem) -> TokenStream {
    let mut lines: Vec<TokenStream> = record
        .members
        .iter()
        .map(|member| {
            let (index, wire) = (member.index, &member.wire);
            match &member.kind {
                MemberKind::Constant(value) => quote!(to.constant(#index, #wire, #value)),
                MemberKind::Field(field) => {
                    let ident = ident(&field.ident);
                    let method = match (field.secret, field.slot) {
                        (false, slot) => slot_method(slot),
                        (true, Slot::Plain) => ident_of("secret"),
                        (true, _) => ident_of("secret_option"),
                    };
                    quote!(to.#method(#index, #wire, &self.#ident))
                }
            }
        })
        .collect();
    if record.additional.is_some() {
        lines.push(quote!(to.additional(&self.additional)));
    }
    let unused = if lines.is_empty() { quote!(_to) } else { quote!(to) };
    let last = lines.pop().unwrap_or_else(|| quote!(Ok(())));
    quote! {
        fn encode<M: SerializeMap>(&self, #unused: &mut Encoder<'_, M>) -> Result<(), M::Error> {
            #(#lines?;)*
            #last
        }
    }
}

fn slot_method(slot: Slot) -> Ident {
    ident_of(match slot {
        Slot::Plain => "plain",
        Slot::Option => "option",
        Slot::Nullable => "nullable",
    })
}

fn ident_of(name: &str) -> Ident {
    quote::format_ident!("{name}")
}

fn fields(record: &RecordItem) -> impl Iterator<Item = (&Member, &FieldItem)> {
    record.members.iter().filter_map(|member| match &member.kind {
        MemberKind::Field(field) => Some((member, field)),
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
