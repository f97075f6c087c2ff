//! Items without a sentence of documentation.

use super::UndocumentedView;
use crate::describe::schema_key;
use crate::ir::{
    Api, BranchKind, Def, FieldKind, Parameter, ParameterLocation, Scalar, Shape, TypeRef, is_blank,
};

/// Lists all items without a sentence, in the order of the document.
pub fn undocumented(api: &Api) -> Vec<UndocumentedView> {
    let mut views = Vec::new();
    for operation in &api.operations {
        if is_blank(&operation.docs.prose) {
            let path = format!("{} {}", operation.method.as_str(), operation.path);
            views.push(view("operation", &operation.id, "", path));
        }
        parameters(api, &operation.id, &operation.parameters, &mut views);
    }
    for channel in &api.channels {
        if is_blank(&channel.docs.prose) {
            views.push(view("channel", &channel.name, "", channel.path.clone()));
        }
        parameters(api, &channel.name, &channel.query, &mut views);
    }
    for def in api.defs.iter().filter(|def| !def.replaced) {
        definition(api, def, &mut views);
    }
    views
}

fn parameters(api: &Api, owner: &str, all: &[Parameter], views: &mut Vec<UndocumentedView>) {
    // Path parameters are arguments, which have no separate documentation.
    let shown = |it: &&Parameter| it.location != ParameterLocation::Path;
    for parameter in all.iter().filter(shown) {
        if is_blank(&parameter.docs.prose) {
            let ty = type_name(api, &parameter.ty);
            views.push(view("parameter", owner, &parameter.wire, ty));
        }
    }
}

fn definition(api: &Api, def: &Def, views: &mut Vec<UndocumentedView>) {
    let key = schema_key(&def.path);
    if is_blank(&def.docs.prose) {
        views.push(view("schema", &key, "", shape_name(api, &def.shape)));
    }
    match &def.shape {
        Shape::Record { fields, .. } => {
            for field in fields {
                let FieldKind::Value(ty) = &field.kind else {
                    continue;
                };
                if is_blank(&field.docs.prose) {
                    views.push(view("property", &key, &field.wire, type_name(api, ty)));
                }
            }
        }
        Shape::StringEnum { values, .. } => {
            for value in values.iter().filter(|it| is_blank(&it.prose)) {
                views.push(view("value", &key, &value.wire, String::new()));
            }
        }
        Shape::Union { branches, .. } => {
            for branch in branches.iter().filter(|it| is_blank(&it.prose)) {
                let ty = match &branch.kind {
                    BranchKind::Type(ty) => type_name(api, ty),
                    BranchKind::Literal(value) => format!("\"{value}\""),
                };
                views.push(view("variant", &key, &branch.name, ty));
            }
        }
        // The names of integers are those of the document.
        Shape::IntegerEnum { .. } | Shape::Alias(_) => {}
    }
}

fn view(item: &'static str, owner: &str, name: &str, ty: String) -> UndocumentedView {
    UndocumentedView {
        item,
        owner: owner.to_owned(),
        name: name.to_owned(),
        ty,
    }
}

fn shape_name(api: &Api, shape: &Shape) -> String {
    let list = |names: Vec<&str>| names.join(", ");
    match shape {
        Shape::Record { fields, .. } => {
            let names = fields.iter().map(|it| it.wire.as_str());
            format!("record of {}", list(names.collect()))
        }
        Shape::StringEnum { values, .. } => {
            let names = values.iter().map(|it| it.wire.as_str());
            format!("one of {}", list(names.collect()))
        }
        Shape::IntegerEnum { values } => {
            let numbers: Vec<String> = values.iter().map(|it| it.number.to_string()).collect();
            format!("one of {}", numbers.join(", "))
        }
        Shape::Union { branches, .. } => {
            let names = branches.iter().map(|it| it.name.as_str());
            format!("union of {}", list(names.collect()))
        }
        Shape::Alias(ty) => format!("alias of {}", type_name(api, ty)),
    }
}

fn type_name(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Def(id) => {
            let def = &api.defs[*id];
            let key = schema_key(&def.path);
            match &def.shape {
                Shape::StringEnum { .. } | Shape::IntegerEnum { .. } => {
                    format!("{key}: {}", shape_name(api, &def.shape))
                }
                _ => key,
            }
        }
        TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Formatted(_)) => {
            "string".to_owned()
        }
        TypeRef::Scalar(Scalar::Binary) => "binary".to_owned(),
        TypeRef::Scalar(Scalar::Integer | Scalar::WideInteger) => "integer".to_owned(),
        TypeRef::Scalar(Scalar::Number) => "number".to_owned(),
        TypeRef::Scalar(Scalar::Boolean) => "boolean".to_owned(),
        TypeRef::Scalar(Scalar::Null) => "null".to_owned(),
        TypeRef::Any(_) => "any".to_owned(),
        TypeRef::List(items) => format!("list of {}", type_name(api, items)),
        TypeRef::Map(values) => format!("map of {}", type_name(api, values)),
        TypeRef::Nullable(inner) => format!("{} or null", type_name(api, inner)),
    }
}
