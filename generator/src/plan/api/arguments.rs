//! The parameters of an operation: arguments of its method, and options of its call.

use super::bodies::Bodies;
use crate::ir::{
    Api, Operation, Parameter, ParameterLocation, Shape, StreamSwitch, StyleKind, TypeRef,
};
use crate::plan::reserved_names::{CALL, HEADERS};
use crate::plan::types::{RustTypes, accepted, argument_type, plain_value};
use crate::plan::{Argument, ArgumentLocation, CallOption, PlainValue, docs, names};

/// The arguments that precede the body: path parameters in the order of the path, then other required parameters.
pub fn arguments(
    api: &Api,
    types: &RustTypes,
    operation: &Operation,
    bodies: &Bodies,
) -> Vec<Argument> {
    let mut in_path: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|param| param.location == ParameterLocation::Path)
        .collect();
    in_path.sort_by_key(|param| operation.path.find(&format!("{{{}}}", param.wire)));
    let required = operation
        .parameters
        .iter()
        .filter(|param| param.required && param.location != ParameterLocation::Path);
    let sent = in_path.into_iter().chain(required).filter(|it| is_sent(it));
    let mut arguments: Vec<Argument> = sent.map(|it| argument(api, types, it)).collect();
    disambiguate(&mut arguments, |ident| {
        bodies.all().any(|body| body.ident == ident)
    });
    arguments
}

/// The options: optional parameters, except the one that asks for a stream.
pub fn options(
    api: &Api,
    types: &RustTypes,
    operation: &Operation,
    switch: Option<&StreamSwitch>,
) -> Vec<CallOption> {
    let is_switch = |param: &&Parameter| switch.is_some_and(|switch| switch.name == param.wire);
    let optional = operation
        .parameters
        .iter()
        .filter(|param| !param.required && is_sent(param))
        .filter(|param| !is_switch(param));
    let optional: Vec<&Parameter> = optional.collect();
    let arguments = optional.iter().map(|it| argument(api, types, it));
    let mut arguments: Vec<Argument> = arguments.collect();
    disambiguate(&mut arguments, |ident| {
        CALL.contains(&names::option_setter(ident).as_str())
    });
    let options = arguments.into_iter().zip(optional);
    let options = options.map(|(argument, param)| {
        let (doc, facts) = docs::option_doc(param);
        CallOption {
            setter: names::option_setter(&argument.ident),
            argument,
            doc,
            facts,
        }
    });
    options.collect()
}

/// Whether a parameter can be set: the client sets some headers itself.
fn is_sent(param: &Parameter) -> bool {
    let name = param.wire.to_ascii_lowercase();
    param.location != ParameterLocation::Header || !HEADERS.contains(&name.as_str())
}

fn argument(api: &Api, types: &RustTypes, param: &Parameter) -> Argument {
    let ty = types.of(&param.ty);
    // An alias accepts what its target accepts.
    let plain = || match api.defs.shape(&param.ty) {
        Some(Shape::IntegerEnum { .. }) => PlainValue::Formatted(ty.clone()),
        _ => plain_value(&types.of(api.defs.resolved(&param.ty))),
    };
    let location = match param.location {
        location if !is_plain(api, param) => ArgumentLocation::Styled {
            argument: argument_type(&ty, &ty),
            location,
            style: param.style,
        },
        ParameterLocation::Path => ArgumentLocation::Path(plain()),
        ParameterLocation::Query => ArgumentLocation::Query(accepted(&ty, &ty)),
        ParameterLocation::Header => ArgumentLocation::Header(plain()),
        ParameterLocation::Cookie => ArgumentLocation::Cookie(plain()),
    };
    Argument {
        ident: names::field_name(param.wire.trim_end_matches("[]")),
        wire: param.wire.clone(),
        ty,
        location,
        optional: false,
        doc: docs::member_doc(&param.docs),
        deprecated: param.docs.deprecated,
    }
}

/// Whether a parameter is sent the same way in every style: a scalar or an enum.
fn is_plain(api: &Api, param: &Parameter) -> bool {
    let style = param.style;
    let is_default = match style.kind {
        StyleKind::Label
        | StyleKind::Matrix
        | StyleKind::Json
        | StyleKind::Cookie
        | StyleKind::QueryString
        | StyleKind::JsonQueryString => false,
        _ => !style.allow_reserved,
    };
    let is_scalar = match api.defs.resolved(&param.ty) {
        TypeRef::Scalar(_) => true,
        TypeRef::Def(id) => matches!(
            api.def(*id).shape,
            Shape::StringEnum { .. } | Shape::IntegerEnum { .. }
        ),
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Any(_) => false,
    };
    is_default && is_scalar
}

/// Appends the location to the names of arguments that share a name or have a reserved one. Path parameters keep a
/// shared name.
fn disambiguate(arguments: &mut [Argument], is_reserved: impl Fn(&str) -> bool) {
    let names: Vec<String> = arguments.iter().map(|it| it.ident.clone()).collect();
    for argument in arguments.iter_mut() {
        let is_shared = names.iter().filter(|name| **name == argument.ident).count() > 1;
        let location = location_name(&argument.location);
        let is_renamed = is_shared && location != "path";
        if !is_renamed && !is_reserved(&argument.ident) {
            continue;
        }
        argument.ident = with_suffix(&argument.ident, location);
    }
    for index in 1..arguments.len() {
        let (before, rest) = arguments.split_at_mut(index);
        let is_claimed = |ident: &str| before.iter().any(|other| other.ident == ident);
        // Parameters in the same location whose names differ only in special characters.
        if is_claimed(&rest[0].ident) {
            rest[0].ident = names::spelled_field_name(&rest[0].wire);
        }
        while is_claimed(&rest[0].ident) {
            rest[0].ident = with_suffix(&rest[0].ident, &index.to_string());
        }
    }
}

fn location_name(location: &ArgumentLocation) -> &'static str {
    match location {
        ArgumentLocation::Path(_) => "path",
        ArgumentLocation::Header(_) => "header",
        ArgumentLocation::Cookie(_) => "cookie",
        ArgumentLocation::Styled { location, .. } => match location {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::Header => "header",
            ParameterLocation::Cookie => "cookie",
        },
        _ => "query",
    }
}

fn with_suffix(ident: &str, suffix: &str) -> String {
    format!("{}_{suffix}", ident.trim_start_matches("r#"))
}
