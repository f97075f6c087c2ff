//! The serialization of parameters.

use openapiv3::{Parameter as RawParameter, PathStyle, QueryStyle};

use crate::ir::{ParameterStyle, StyleKind};
use crate::openapi::Document;

/// Returns the style of a parameter with a schema, with the defaults of the specification.
///
/// An exploded `form` parameter in a query, or a `deepObject`, has brackets if its name ends with `[]` or if the
/// document sets `x-query-arrays: brackets`.
pub fn style(document: &Document, raw: &RawParameter) -> ParameterStyle {
    let explode = raw.parameter_data_ref().explode;
    let plain = |kind, default| ParameterStyle {
        kind,
        explode: explode.unwrap_or(default),
        allow_reserved: false,
    };
    match raw {
        RawParameter::Query {
            parameter_data,
            style,
            allow_reserved,
            ..
        } => ParameterStyle {
            allow_reserved: *allow_reserved,
            ..query_style(document, &parameter_data.name, style, explode)
        },
        RawParameter::Path { style, .. } => {
            let kind = match style {
                PathStyle::Simple => StyleKind::Simple,
                PathStyle::Label => StyleKind::Label,
                PathStyle::Matrix => StyleKind::Matrix,
            };
            ParameterStyle {
                allow_reserved: allows_reserved(raw),
                ..plain(kind, false)
            }
        }
        RawParameter::Header { .. } => plain(StyleKind::Simple, false),
        RawParameter::Cookie { .. } if marked_style(raw) == Some("cookie") => {
            plain(StyleKind::Cookie, true)
        }
        RawParameter::Cookie { .. } => plain(StyleKind::Form, true),
    }
}

/// Whether the value of a parameter is the complete query.
pub fn is_query_string(raw: &RawParameter) -> bool {
    marked_style(raw) == Some("query-string")
}

/// Whether reserved characters in a path parameter are not encoded (`x-allow-reserved`, which an earlier stage sets).
fn allows_reserved(raw: &RawParameter) -> bool {
    let extensions = &raw.parameter_data_ref().extensions;
    let flag = extensions.get("x-allow-reserved");
    flag.and_then(|value| value.as_bool()) == Some(true)
}

/// Returns the style if OpenAPI 3.0 does not have it (`x-style`, which an earlier stage sets).
fn marked_style(raw: &RawParameter) -> Option<&str> {
    raw.parameter_data_ref().extensions.get("x-style")?.as_str()
}

fn query_style(
    document: &Document,
    name: &str,
    style: &QueryStyle,
    explode: Option<bool>,
) -> ParameterStyle {
    let kind = match style {
        QueryStyle::Form => StyleKind::Form,
        QueryStyle::SpaceDelimited => StyleKind::SpaceDelimited,
        QueryStyle::PipeDelimited => StyleKind::PipeDelimited,
        QueryStyle::DeepObject => StyleKind::DeepObject,
    };
    let is_exploding = matches!(kind, StyleKind::Form | StyleKind::DeepObject);
    let explode = explode.unwrap_or(is_exploding);
    let has_brackets = name.ends_with("[]") || uses_brackets(document);
    ParameterStyle {
        kind: match kind {
            StyleKind::Form if explode && has_brackets => StyleKind::Brackets,
            StyleKind::DeepObject if has_brackets => StyleKind::Brackets,
            kind => kind,
        },
        explode,
        allow_reserved: false,
    }
}

/// Whether lists in queries have brackets (`x-query-arrays: brackets`).
pub fn uses_brackets(document: &Document) -> bool {
    let setting = document.api.extensions.get("x-query-arrays");
    setting.and_then(|value| value.as_str()) == Some("brackets")
}
