//! Parameters of operations: the argument of the method and its use in the call.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::argument;
use super::rust_type::{Scope, ident};
use crate::ir::{ParameterLocation, ParameterStyle, StyleKind};
use crate::plan::{Accepted, Argument, ArgumentLocation, ArgumentType, PlainValue};

/// The code for a parameter of an operation.
pub struct Parameter {
    /// The argument with its type.
    pub argument: TokenStream,
    /// A statement before the call.
    pub before: Option<TokenStream>,
    /// A method call on the request, such as `.query("limit", limit)`.
    pub call: TokenStream,
}

/// Returns the code for a parameter that is an argument of the method.
pub fn parameter(given: &Argument) -> Parameter {
    let (name, wire) = (ident(&given.ident), &given.wire);
    let ty = Scope::Crate.ty(&given.ty);
    let simple = |argument: TokenStream, call: TokenStream| Parameter {
        argument,
        before: None,
        call,
    };
    match &given.location {
        ArgumentLocation::Path(value) => {
            let (argument, value) = plain(&name, value);
            simple(argument, quote!(.path(#wire, #value)))
        }
        ArgumentLocation::Header(value) => {
            let (argument, value) = plain(&name, value);
            simple(argument, quote!(.header(#wire, #value)))
        }
        ArgumentLocation::Query(accepted) => {
            let ty = argument::accepted(Scope::Crate, accepted);
            let value = argument::converted(accepted, &name);
            simple(quote!(#name: #ty), quote!(.query(#wire, #value)))
        }
        ArgumentLocation::Cookie(value) => {
            let (argument, value) = plain(&name, value);
            simple(argument, quote!(.cookie(#wire, #value)))
        }
        ArgumentLocation::Styled {
            argument,
            location,
            style,
        } => styled(&name, given, argument, *location, *style),
        ArgumentLocation::Json(_) | ArgumentLocation::Form(_) | ArgumentLocation::UrlEncoded(_) => {
            let (argument, call) = match given.optional {
                true => (
                    quote!(#name: impl Into<Option<#ty>>),
                    optional_body(&name, &given.location),
                ),
                false => (quote!(#name: #ty), body(&name, &given.location)),
            };
            simple(argument, call)
        }
        ArgumentLocation::AnyForm(_) => simple(
            quote!(#name: impl crate::runtime::generated::IntoForm),
            body(&name, &given.location),
        ),
        ArgumentLocation::Raw(media) => simple(
            quote!(#name: impl Into<Vec<u8>>),
            quote!(.bytes(#media, #name.into())),
        ),
    }
}

/// Returns the method call that sets a body.
fn body(name: &Ident, location: &ArgumentLocation) -> TokenStream {
    match location {
        ArgumentLocation::Json(media) if media != "application/json" => {
            quote!(.json_with_type(#media, &#name))
        }
        ArgumentLocation::Form(media) | ArgumentLocation::AnyForm(media)
            if media != "multipart/form-data" =>
        {
            let form = quote!(crate::runtime::generated::IntoForm::into_form(#name));
            quote!(.form(#form.with_media_type(#media)))
        }
        ArgumentLocation::Form(_) | ArgumentLocation::AnyForm(_) => quote!(.form(#name)),
        ArgumentLocation::UrlEncoded(styles) => {
            let styles = field_styles(styles);
            quote!(.url_encoded(&#name) #styles)
        }
        _ => quote!(.json(&#name)),
    }
}

/// Returns the method call that sets a body that may be left out.
fn optional_body(name: &Ident, location: &ArgumentLocation) -> TokenStream {
    match location {
        ArgumentLocation::Json(media) => quote!(.optional_json(#media, #name.into())),
        ArgumentLocation::UrlEncoded(styles) => {
            let styles = field_styles(styles);
            quote!(.optional_url_encoded(#name.into()) #styles)
        }
        ArgumentLocation::Form(media) => quote!(.optional_form(#media, #name.into())),
        _ => body(name, location),
    }
}

fn field_styles(styles: &[(String, ParameterStyle)]) -> TokenStream {
    let styles = styles.iter().map(|(field, style)| {
        let style = self::style(*style);
        quote!(.field_style(#field, #style))
    });
    quote!(#(#styles)*)
}

/// Returns the argument for a plain value, and the value as a string.
fn plain(name: &Ident, value: &PlainValue) -> (TokenStream, TokenStream) {
    match value {
        PlainValue::String => (quote!(#name: impl AsRef<str>), quote!(#name.as_ref())),
        PlainValue::Formatted(ty) => {
            let ty = Scope::Crate.ty(ty);
            (
                quote!(#name: impl Into<#ty>),
                quote!(Into::<#ty>::into(#name).to_string()),
            )
        }
        PlainValue::Display(ty) => {
            let ty = Scope::Crate.ty(ty);
            (quote!(#name: #ty), quote!(#name.to_string()))
        }
    }
}

/// Returns the code for a value that is serialized in a style. A list is passed as an iterator.
fn styled(
    name: &Ident,
    given: &Argument,
    argument: &ArgumentType,
    location: ParameterLocation,
    style: ParameterStyle,
) -> Parameter {
    let wire = &given.wire;
    let ty = Scope::Crate.ty(&given.ty);
    let converted = || {
        let value = argument::value(argument, name);
        Some(quote!(let #name: #ty = #value;))
    };
    let (declared, before) = match argument {
        ArgumentType::Json => (quote!(#name: impl serde::Serialize), None),
        ArgumentType::Value(Accepted {
            converts: false, ..
        }) => (quote!(#name: #ty), None),
        _ => {
            let declared = argument::parameter(Scope::Crate, argument, name);
            (declared, converted())
        }
    };
    let method = ident(match location {
        ParameterLocation::Path => "path_param",
        ParameterLocation::Query => "query_param",
        ParameterLocation::Header => "header_param",
        ParameterLocation::Cookie => "cookie_param",
    });
    let style = self::style(style);
    Parameter {
        argument: declared,
        before,
        call: quote!(.#method(#wire, &#name, #style)),
    }
}

/// Returns the style as a constant of the runtime.
pub fn style(style: ParameterStyle) -> TokenStream {
    let constant = ident(match style.kind {
        StyleKind::Form => "FORM",
        StyleKind::SpaceDelimited => "SPACE_DELIMITED",
        StyleKind::PipeDelimited => "PIPE_DELIMITED",
        StyleKind::Brackets => "BRACKETS",
        StyleKind::DeepObject => "DEEP_OBJECT",
        StyleKind::Simple => "SIMPLE",
        StyleKind::Label => "LABEL",
        StyleKind::Matrix => "MATRIX",
        StyleKind::Json => "JSON",
        StyleKind::Cookie => "COOKIE",
        StyleKind::QueryString => "QUERY_STRING",
        StyleKind::JsonQueryString => "JSON_QUERY_STRING",
    });
    let always_explodes = matches!(style.kind, StyleKind::Brackets | StyleKind::DeepObject);
    let exploded = (style.explode && !always_explodes).then(|| quote!(.exploded()));
    let reserved = style.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(Style::#constant #exploded #reserved)
}
