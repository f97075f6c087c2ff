//! The constructor and the setters of a record that callers create.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::argument;
use super::doc;
use super::rust_type::{Scope, ident};
use crate::plan::{self, Accepted, ArgumentType, FieldDefault};

/// The number of arguments above which clippy objects.
const CLIPPY_LIMIT: usize = 7;

/// Returns `new`, and a setter for each field that is not an argument of `new`. The constructor is part of the table of
/// setters, unless it does more than set fields to its arguments.
pub fn builder(scope: Scope<'_>, record: &plan::Record, name: &Ident) -> TokenStream {
    let with_default = record.default_fields();
    let with_default = with_default.map(|(wire, field, _)| setter(scope, wire, field));
    let item_setters = record
        .fields()
        .filter_map(|(wire, field)| item_setter(scope, wire, field));
    let additional = record.additional.as_ref().map(|additional| {
        let name = ident("value");
        let ty = argument::accepted(scope, &additional.accepted);
        let value = argument::converted(&additional.accepted, &name);
        quote! {
            #[doc = " Adds an additional property."]
            #[inline]
            pub fn with_additional(mut self, name: impl Into<String>, value: #ty) -> Self {
                self.additional.insert(name.into(), #value);
                self
            }
        }
    });
    let functions = quote!(#(#with_default)* #(#item_setters)* #additional);
    if let Some(new) = new_row(scope, record) {
        let table = table(scope, record, quote!(#name: #new));
        let functions = (!functions.is_empty()).then(|| quote!(impl #name { #functions }));
        return quote!(#table #functions);
    }
    let new = match record.alternatives.is_empty() {
        true => new(scope, record),
        false => alternatives(scope, record),
    };
    let table = record.optional_fields().next();
    let table = table.map(|_| self::table(scope, record, quote!(#name)));
    quote! {
        impl #name {
            #new
            #functions
        }
        #table
    }
}

/// Returns the constructor as it is written in the header of `setters!`, or `None` if it cannot be written there.
fn new_row(scope: Scope<'_>, record: &plan::Record) -> Option<TokenStream> {
    let is_plain = |field: &plan::Field| {
        field.presence == plan::Presence::Required && field.argument != ArgumentType::Json
    };
    let has_defaults = record.default_fields().next().is_some();
    let mut arguments = record.argument_fields();
    if has_defaults || !record.alternatives.is_empty() || !arguments.all(|it| is_plain(it.1)) {
        return None;
    }
    let arguments: Vec<TokenStream> = record
        .argument_fields()
        .map(|(wire, field)| argument::row(scope, &field.argument, &ident(&field.ident), wire))
        .collect();
    Some(match arguments.is_empty() {
        true => quote!(new),
        false => quote!(new(#(#arguments),*)),
    })
}

fn new(scope: Scope<'_>, record: &plan::Record) -> TokenStream {
    let arguments: Vec<(&str, &plan::Field)> = record.argument_fields().collect();
    let defaults = record.default_fields().map(|(_, field, default)| {
        let name = ident(&field.ident);
        let value = match default {
            FieldDefault::String(text) => quote!(#text.into()),
            FieldDefault::Variant(ty, variant) => {
                let (ty, variant) = (scope.ty(ty), ident(variant));
                quote!(#ty::#variant)
            }
            FieldDefault::Number(number) => {
                let number = Literal::f64_unsuffixed(*number);
                quote!(#number)
            }
            FieldDefault::Boolean(value) => quote!(#value),
        };
        quote!(#name: #value)
    });
    let defaults: Vec<TokenStream> = defaults.collect();
    let parameters = arguments
        .iter()
        .map(|(_, field)| argument::parameter(scope, &field.argument, &ident(&field.ident)));
    let values = arguments.iter().filter_map(|(_, field)| initial(field));
    let json = arguments
        .iter()
        .filter(|(_, field)| field.argument == ArgumentType::Json);
    let json = json.map(|(wire, field)| {
        let value = argument::value(&field.argument, &ident(&field.ident));
        quote!(.with_json(#wire, #value))
    });
    let values: Vec<TokenStream> = values.chain(defaults).collect();
    let value = match values.is_empty() {
        true => quote!(<Self as Record>::blank()),
        false => quote!(Self { #(#values,)* ..Record::blank() }),
    };
    let many =
        (arguments.len() > CLIPPY_LIMIT).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #[doc = " Creates a value from its required fields."]
        #many
        #[inline]
        pub fn new(#(#parameters),*) -> Self {
            #value #(#json)*
        }
    }
}

/// Returns a constructor for each property of which the record needs one.
fn alternatives(scope: Scope<'_>, record: &plan::Record) -> TokenStream {
    let constructors = record.alternative_fields().map(|(wire, field)| {
        let name = ident(&plan::Record::alternative_function(field));
        let (value, with) = (ident(&field.ident), ident(&field.setter));
        let parameter = argument::parameter(scope, &field.argument, &value);
        let doc = format!(" Creates a value with `{wire}`.");
        quote! {
            #[doc = #doc]
            #[inline]
            pub fn #name(#parameter) -> Self {
                <Self as Record>::blank().#with(#value)
            }
        }
    });
    quote!(#(#constructors)*)
}

/// Returns the initialization of a field with an argument of `new`, or `None` for JSON, which a method call sets.
fn initial(field: &plan::Field) -> Option<TokenStream> {
    let name = ident(&field.ident);
    match &field.argument {
        ArgumentType::Json => None,
        argument if field.presence != plan::Presence::Required => {
            let value = argument::value(argument, &name);
            Some(quote!(#name: Some(#value)))
        }
        ArgumentType::Value(Accepted {
            converts: false, ..
        }) => Some(quote!(#name)),
        argument => {
            let value = argument::value(argument, &name);
            Some(quote!(#name: #value))
        }
    }
}

/// Returns the table of setters for optional fields.
fn table(scope: Scope<'_>, record: &plan::Record, header: TokenStream) -> TokenStream {
    let rows = record.optional_fields();
    let rows = rows.map(|(wire, field)| {
        let with = ident(&field.setter);
        let name = ident(&field.ident);
        let parameter = argument::row(scope, &field.argument, &name, wire);
        let deprecated = doc::deprecated(field.deprecated);
        let renamed = (wire != field.ident).then(|| quote!(as #wire));
        let null = field.null_setter.as_ref().map(|with_null| {
            let with_null = ident(with_null);
            let deprecated = field.deprecated.then(|| quote!(, deprecated));
            quote!(null(#with_null #wire #deprecated))
        });
        quote!(#deprecated #with(#parameter) #renamed #null;)
    });
    quote!(setters! { #header { #(#rows)* } })
}

/// Returns the setter of a field that always has a value.
fn setter(scope: Scope<'_>, wire: &str, field: &plan::Field) -> TokenStream {
    let (name, with) = (ident(&field.ident), ident(&field.setter));
    let parameter = argument::parameter(scope, &field.argument, &name);
    let value = argument::value(&field.argument, &name);
    let doc = format!(" Sets `{wire}`.");
    let deprecated = doc::deprecated(field.deprecated);
    quote! {
        #[doc = #doc]
        #deprecated
        #[inline]
        pub fn #with(mut self, #parameter) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// Returns a setter such as `with_tool`, which adds one item to the list that `with_tools` sets.
fn item_setter(scope: Scope<'_>, wire: &str, field: &plan::Field) -> Option<TokenStream> {
    let item_setter = field.item_setter.as_ref()?;
    let (list, with) = (ident(&field.ident), ident(&item_setter.setter));
    let (item, ty) = (ident(&item_setter.argument), scope.ty(&item_setter.item));
    let doc = format!(" Adds an item to `{wire}`.");
    let deprecated = doc::deprecated(field.deprecated);
    let list = match field.presence {
        plan::Presence::Required => quote!(self.#list),
        plan::Presence::Optional | plan::Presence::Nullable => {
            quote!(self.#list.get_or_insert_default())
        }
    };
    Some(quote! {
        #[doc = #doc]
        #deprecated
        #[inline]
        pub fn #with(mut self, #item: impl Into<#ty>) -> Self {
            #list.push(#item.into());
            self
        }
    })
}
