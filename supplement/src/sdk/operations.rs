//! The operations that the resources of a package call.
//!
//! Input: the classes in `resources/`. Output: an [`Operation`] for each method that makes one request.

use std::collections::BTreeMap;

use super::call::{self, Call};
use super::class::{Record, RecordField, record};
use super::types::{Id, Type, Types};
use crate::python::{Class, Expr, Function, Scalar};

/// A call of an API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The HTTP method in lower case.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// The resource it is called on: `live`, `sessions`.
    pub resource: Vec<String>,
    /// The name of the Python method.
    pub name: String,
    /// The module that contains it.
    pub module: String,
    /// Path parameters.
    pub path_parameters: Vec<(String, Type)>,
    /// Query parameters.
    pub query: Vec<RecordField>,
    /// Header parameters.
    pub headers: Vec<RecordField>,
    /// Headers that every call sends.
    pub fixed_headers: Vec<(String, String)>,
    /// The request body.
    pub body: Option<Body>,
    /// The response.
    pub response: Response,
    /// Names of credentials.
    pub security: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its properties.
    pub fields: Vec<RecordField>,
    /// The class that declares them.
    pub declared: Option<Id>,
    /// Whether it is sent as a form with files.
    pub multipart: bool,
}

/// A successful response.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The type of the JSON.
    pub json: Option<Type>,
    /// The class of the page around it, without `Sync`.
    pub page: Option<String>,
    /// The media type, if it is bytes.
    pub binary: Option<String>,
    /// The type of streamed events.
    pub event: Option<Type>,
    /// Whether a request asks for the events with `stream`.
    pub switched: bool,
}

/// The media type of bytes without a known type.
const BINARY: &str = "application/octet-stream";

/// All operations, sorted by path and method.
pub fn operations(types: &Types<'_>) -> Vec<Operation> {
    let mut found = Vec::new();
    for (module, content) in types.package.modules() {
        if !module.starts_with("resources/") {
            continue;
        }
        for class in content.classes.iter().filter(|class| is_resource(class)) {
            let implementations = class.methods.iter().filter(|it| !is_overload(it));
            for function in implementations {
                found.extend(
                    call::calls(function)
                        .map(|call| operation(types, module, class, function, &call)),
                );
            }
        }
    }
    found.sort_by(|one, two| (&one.path, &one.method).cmp(&(&two.path, &two.method)));
    found
}

fn is_resource(class: &Class) -> bool {
    let bases = class.bases.iter().filter_map(Expr::last_name);
    bases.clone().any(|it| it == "SyncAPIResource")
}

fn is_overload(function: &Function) -> bool {
    let names = function.decorators.iter().filter_map(Expr::last_name);
    names.clone().any(|it| it == "overload")
}

fn operation(
    types: &Types<'_>,
    module: &str,
    class: &Class,
    function: &Function,
    call: &Call<'_>,
) -> Operation {
    let names: Vec<String> = call::placeholders(&call.path);
    let annotated: BTreeMap<&str, &Expr> = function
        .parameters
        .iter()
        .filter_map(|it| Some((it.name.as_str(), it.annotation.as_ref()?)))
        .collect();
    let read = |name: &str| {
        annotated
            .get(name)
            .map_or(Type::Any, |it| types.read(module, it))
    };
    let query = call
        .query
        .map(|it| transformed(types, module, it, function))
        .unwrap_or_default();
    let files = call.files.is_some();
    let body = call.body.map(|it| {
        let (fields, declared) = transformed_with_class(types, module, it, function, &names);
        Body {
            fields,
            declared,
            multipart: files,
        }
    });
    let headers = call::headers(function);
    let parameter = |(wire, name): (String, String)| RecordField {
        ty: super::class::without_null(read(&name)),
        required: function
            .parameters
            .iter()
            .any(|it| it.name == name && it.default.is_none()),
        name,
        wire,
    };
    Operation {
        method: call.method.clone(),
        path: call.path.clone(),
        resource: resource(module),
        name: function.name.clone(),
        module: module.to_owned(),
        path_parameters: names
            .iter()
            .map(|name| (name.clone(), read(name)))
            .collect(),
        query,
        headers: headers.variable.into_iter().map(parameter).collect(),
        fixed_headers: headers.fixed,
        body,
        response: response(types, module, class, function, call),
        security: call.security.clone(),
        deprecated: function.decorators.iter().any(is_deprecation),
    }
}

fn is_deprecation(decorator: &Expr) -> bool {
    matches!(decorator, Expr::Call(name, ..) if name.last_name() == Some("deprecated"))
}

/// `resources/beta/agents/sessions/sessions` → `beta`, `agents`, `sessions`.
fn resource(module: &str) -> Vec<String> {
    let mut parts: Vec<String> = module.split('/').skip(1).map(str::to_owned).collect();
    if let [.., folder, file] = parts.as_slice()
        && folder == file
    {
        parts.pop();
    }
    parts
}

/// The fields that `maybe_transform({"name": name}, Class)` sends.
fn transformed(
    types: &Types<'_>,
    module: &str,
    expr: &Expr,
    function: &Function,
) -> Vec<RecordField> {
    transformed_with_class(types, module, expr, function, &[]).0
}

fn transformed_with_class(
    types: &Types<'_>,
    module: &str,
    expr: &Expr,
    function: &Function,
    path: &[String],
) -> (Vec<RecordField>, Option<Id>) {
    let expr = call::assigned(function, expr);
    let Some(Expr::Call(_, arguments, _)) = expr.calls().into_iter().find(
        |it| matches!(it, Expr::Call(name, ..) if name.last_name() == Some("maybe_transform")),
    ) else {
        let file = types.package.file(module);
        let name = &function.name;
        types
            .problems
            .report(&file, &format!("cannot read what `{name}` sends"));
        return (Vec::new(), None);
    };
    let (Some(sent), Some(class)) = (arguments.first(), arguments.get(1)) else {
        return (Vec::new(), None);
    };
    let (declared, id) = declared(types, module, class);
    let keys = call::sent_keys(function, sent);
    let sent = |field: &RecordField| match &keys {
        Some(keys) => keys.contains(&field.name),
        None => !path.contains(&field.name),
    };
    (declared.into_iter().filter(sent).collect(), id)
}

/// The fields of a parameter class. Two classes that differ in `stream` are merged.
fn declared(types: &Types<'_>, module: &str, class: &Expr) -> (Vec<RecordField>, Option<Id>) {
    if let Expr::Choice(one, two) = class {
        let (one, id) = declared(types, module, one);
        let (two, _) = declared(types, module, two);
        return (unite(one, two), id);
    }
    let ty = types.read(module, class);
    (fields_of(types, &ty), named(&ty))
}

fn named(ty: &Type) -> Option<Id> {
    match ty {
        Type::Named(id) => Some(id.clone()),
        _ => None,
    }
}

/// The fields of a record, or of all records of a union.
fn fields_of(types: &Types<'_>, ty: &Type) -> Vec<RecordField> {
    match ty {
        Type::Named(id) => match types.alias(id) {
            Some(ty) => fields_of(types, &ty),
            None => record(types, id)
                .map(|Record { fields, .. }| fields)
                .unwrap_or_default(),
        },
        Type::Union(all, _) => {
            let mut all = all.iter().map(|ty| fields_of(types, ty));
            let first = all.next().unwrap_or_default();
            all.fold(first, unite)
        }
        _ => Vec::new(),
    }
}

/// The fields of either list. A field is required if both lists require it.
fn unite(one: Vec<RecordField>, two: Vec<RecordField>) -> Vec<RecordField> {
    let mut united: Vec<RecordField> = one
        .into_iter()
        .map(|field| match two.iter().find(|it| it.wire == field.wire) {
            Some(other) => RecordField {
                ty: booleans(super::types::union(
                    vec![field.ty.clone(), other.ty.clone()],
                    None,
                )),
                required: field.required && other.required,
                ..field
            },
            None => RecordField {
                required: false,
                ..field
            },
        })
        .collect();
    for field in two {
        if !united.iter().any(|it| it.wire == field.wire) {
            united.push(RecordField {
                required: false,
                ..field
            });
        }
    }
    united
}

/// Turns a union of the constants `false` and `true` into a boolean.
fn booleans(ty: Type) -> Type {
    let both = |values: &[Scalar]| {
        values.contains(&Scalar::Bool(true)) && values.contains(&Scalar::Bool(false))
    };
    match ty {
        Type::Literal(values) if both(&values) => Type::Boolean,
        Type::Union(types, tag) => Type::Union(types.into_iter().map(booleans).collect(), tag),
        ty => ty,
    }
}

fn response(
    types: &Types<'_>,
    module: &str,
    class: &Class,
    function: &Function,
    call: &Call<'_>,
) -> Response {
    let mut response = Response::default();
    if let Some(Expr::Subscript(page, arguments)) = call.page {
        let name = page.last_name().unwrap_or_default();
        response.page = Some(name.trim_start_matches("Sync").to_owned());
        response.json = arguments.first().map(|it| types.read(module, it));
        return response;
    }
    let returned = match call.cast_to {
        Some(Expr::Call(cast, arguments, _)) if cast.last_name() == Some("cast") => {
            arguments.get(1)
        }
        Some(Expr::Call(..)) | None => None,
        Some(known) => Some(known),
    };
    let returned = match returned {
        Some(known) => Some(known.clone()),
        None => call::plain_return(class, function),
    };
    match returned.as_ref().and_then(Expr::last_name) {
        Some("NoneType") => {}
        Some("HttpxBinaryResponseContent") => {
            let accept = call::headers(function).accept;
            response.binary = Some(accept.unwrap_or_else(|| BINARY.to_owned()));
        }
        _ => response.json = returned.map(|it| types.read(module, &it)),
    }
    if let Some(stream) = call.stream_class
        && let Some(event) = call::event(types, module, stream)
    {
        response.event = Some(event);
        response.switched = !call.always_streams;
        if call.always_streams {
            response.json = None;
        }
    }
    response
}
