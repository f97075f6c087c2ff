//! Names of types, responses and tagging, as an inspection shows them.

use crate::ir::{Def, Operation, Response, Scalar, Shape, Tagging, TypeRef};
use crate::plan::Plan;

/// Returns the path with the query that is part of it.
pub fn document_path(operation: &Operation) -> String {
    let query = operation.fixed_query.iter();
    let query: Vec<String> = query
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if query.is_empty() {
        operation.path.clone()
    } else {
        format!("{}?{}", operation.path, query.join("&"))
    }
}

/// Returns the kind of a definition.
pub fn kind_name(def: &Def) -> &'static str {
    match def.shape {
        Shape::Record { .. } => "record",
        Shape::StringEnum { .. } => "string enum",
        Shape::IntegerEnum { .. } => "integer enum",
        Shape::Union { .. } => "union",
        Shape::Alias(_) => "alias",
    }
}

/// Describes how a union is discriminated.
pub fn tagging_name(tagging: &Tagging) -> String {
    match tagging {
        Tagging::ByJsonType => "json type".to_owned(),
        Tagging::ByRequiredKeys => "required keys".to_owned(),
        Tagging::Internal {
            property,
            arms,
            untagged,
            ..
        } => {
            let shared = arms.iter().filter(|arm| arm.branches.len() > 1).count();
            let mut name = format!("{property}: {} values", arms.len());
            if shared > 0 {
                name.push_str(&format!(", {shared} by best fit"));
            }
            if !untagged.is_empty() {
                name.push_str(", may be absent");
            }
            name
        }
    }
}

/// Returns the Rust type of a response.
pub fn response_name(response: &Response, plan: &Plan) -> String {
    match response {
        Response::Empty => "()".to_owned(),
        Response::Json(ty) => type_name(ty, plan),
        Response::Text(_) => "String".to_owned(),
        Response::Bytes(_) => "Download".to_owned(),
        Response::EventStream(event) | Response::JsonLines(event) => stream_name(event, plan),
        Response::JsonOrStream { json, event, .. } => {
            format!("{} | {}", type_name(json, plan), stream_name(event, plan))
        }
        Response::Optional(inner) => format!("Option<{}>", response_name(inner, plan)),
        Response::ByStatus(variants) => {
            let variants = variants.iter().map(|it| {
                let name = response_name(&it.response, plan);
                format!("{}: {name}", it.statuses)
            });
            variants.collect::<Vec<_>>().join(" | ")
        }
        Response::BytesOrStream { event, .. } => {
            format!("Download | {}", stream_name(event, plan))
        }
    }
}

fn stream_name(event: &TypeRef, plan: &Plan) -> String {
    format!("EventStream<{}>", type_name(event, plan))
}

/// Returns the Rust type that corresponds to a type.
pub fn type_name(ty: &TypeRef, plan: &Plan) -> String {
    match ty {
        TypeRef::Def(id) => plan.type_names[id.index()].clone(),
        TypeRef::Scalar(Scalar::String | Scalar::Secret) => "String".to_owned(),
        TypeRef::Scalar(Scalar::Formatted(format)) => {
            let ty = plan.formats.get(usize::from(*format)).copied().flatten();
            ty.map_or("String", |it| it.path).to_owned()
        }
        TypeRef::Scalar(Scalar::Binary) => "Upload".to_owned(),
        TypeRef::Scalar(Scalar::Integer) => "i64".to_owned(),
        TypeRef::Scalar(Scalar::WideInteger) => "Number".to_owned(),
        TypeRef::Scalar(Scalar::Number) => "f64".to_owned(),
        TypeRef::Scalar(Scalar::Boolean) => "bool".to_owned(),
        TypeRef::Scalar(Scalar::Null) | TypeRef::Any(_) => "Value".to_owned(),
        TypeRef::List(items) => format!("Vec<{}>", type_name(items, plan)),
        TypeRef::Map(values) => format!("BTreeMap<String, {}>", type_name(values, plan)),
        TypeRef::Nullable(inner) => format!("Option<{}>", type_name(inner, plan)),
    }
}
