//! Requests in the body of a method.
//!
//! Input: a [`Function`]. Output: [`Call`]: method, path and the expressions of everything else.

use super::package::Definition;
use super::types::{Type, Types};
use crate::python::{Class, Expr, Function, Scalar};

/// A request that a method makes.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The HTTP method in lower case.
    pub method: String,
    /// The path.
    pub path: String,
    /// The request body.
    pub body: Option<&'a Expr>,
    /// The query.
    pub query: Option<&'a Expr>,
    /// The files of a form.
    pub files: Option<&'a Expr>,
    /// The type of the response.
    pub cast_to: Option<&'a Expr>,
    /// The class of pages.
    pub page: Option<&'a Expr>,
    /// The class of the event stream.
    pub stream_class: Option<&'a Expr>,
    /// Whether the response is always a stream.
    pub always_streams: bool,
    /// Names of credentials.
    pub security: Vec<String>,
}

/// Headers of a request.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    /// Headers with their values.
    pub fixed: Vec<(String, String)>,
    /// Headers with the parameters that provide their values.
    pub variable: Vec<(String, String)>,
    /// The media type in `Accept`.
    pub accept: Option<String>,
}

/// The requests of a method.
pub fn calls(function: &Function) -> impl Iterator<Item = Call<'_>> {
    let all = function.returned.iter().flat_map(Expr::calls);
    all.filter_map(|expr| call(function, expr))
}

fn call<'a>(function: &'a Function, expr: &'a Expr) -> Option<Call<'a>> {
    let Expr::Call(callee, arguments, _) = expr else {
        return None;
    };
    let Expr::Attribute(_, name) = &**callee else {
        return None;
    };
    let method = match name.as_str() {
        "_get" | "_post" | "_put" | "_patch" | "_delete" => name.trim_start_matches('_'),
        "_get_api_list" => "get",
        _ => return None,
    };
    let path = path(arguments.first()?)?;
    let options = expr.keyword("options");
    let option = |name| options.and_then(|it| it.keyword(name));
    let stated = expr.keyword("method").and_then(Expr::as_str);
    Some(Call {
        method: stated.unwrap_or(method).to_owned(),
        path,
        body: expr.keyword("body"),
        query: option("query"),
        files: expr.keyword("files").filter(|_| sends_form(function)),
        cast_to: expr.keyword("cast_to"),
        page: expr.keyword("page"),
        stream_class: expr.keyword("stream_cls"),
        always_streams: expr.keyword("stream") == Some(&Expr::Scalar(Scalar::Bool(true))),
        security: match option("security") {
            Some(Expr::Dict(entries)) => entries
                .iter()
                .filter_map(|(key, _)| Some(key.as_ref()?.as_str()?.to_owned()))
                .collect(),
            _ => Vec::new(),
        },
    })
}

/// A path: a string, or `path_template("…", name=name)`.
fn path(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Call(_, arguments, _) => arguments.first()?.as_str().map(str::to_owned),
        other => other.as_str().map(str::to_owned),
    }
}

/// The names in a path template.
pub fn placeholders(path: &str) -> Vec<String> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
        .collect()
}

fn sends_form(function: &Function) -> bool {
    headers(function)
        .fixed
        .iter()
        .any(|(name, value)| name == "Content-Type" && value.starts_with("multipart/"))
}

/// The headers that assignments to `extra_headers` add. `Accept` is separate.
pub fn headers(function: &Function) -> Headers {
    let mut headers = Headers::default();
    let assigned = function.assignments.iter();
    for (_, value) in assigned.filter(|(name, _)| name == "extra_headers") {
        read_headers(value, &mut headers);
    }
    headers
}

fn read_headers(value: &Expr, headers: &mut Headers) {
    match value {
        Expr::Dict(entries) => {
            for (key, value) in entries {
                match (key.as_ref().and_then(Expr::as_str), value) {
                    (Some("Accept"), value) => {
                        headers.accept = value.as_str().map(str::to_owned);
                    }
                    (Some("Content-Type"), value) if value.as_str().is_none() => {}
                    (Some(key), Expr::Scalar(Scalar::String(value))) => {
                        headers.fixed.push((key.to_owned(), value.clone()));
                    }
                    (Some(key), value) => {
                        if let Some(parameter) = parameter(value) {
                            headers.variable.push((key.to_owned(), parameter));
                        }
                    }
                    (None, nested) => read_headers(nested, headers),
                }
            }
        }
        Expr::Call(callee, arguments, _) if callee.last_name() == Some("strip_not_given") => {
            arguments.iter().for_each(|it| read_headers(it, headers));
        }
        _ => {}
    }
}

/// The parameter in `name`, `str(name)` or `… if is_given(name) else not_given`.
fn parameter(value: &Expr) -> Option<String> {
    match value {
        Expr::Name(name) => Some(name.clone()),
        Expr::Call(_, arguments, _) => arguments.first().and_then(parameter),
        Expr::Choice(one, _) => parameter(one),
        _ => None,
    }
}

/// Returns the value that is assigned to a name. Other expressions are returned unchanged.
pub fn assigned<'a>(function: &'a Function, expr: &'a Expr) -> &'a Expr {
    let Expr::Name(name) = expr else {
        return expr;
    };
    let mut assignments = function.assignments.iter().rev();
    let found = assignments.find(|(key, _)| key == name);
    found.map_or(expr, |(_, value)| value)
}

/// The keys of the dictionary that is sent, if it is a literal.
pub fn sent_keys(function: &Function, sent: &Expr) -> Option<Vec<String>> {
    match assigned(function, sent) {
        Expr::Dict(entries) => Some(
            entries
                .iter()
                .filter_map(|(key, _)| Some(key.as_ref()?.as_str()?.to_owned()))
                .collect(),
        ),
        Expr::Call(_, arguments, _) => arguments
            .iter()
            .find(|it| matches!(it, Expr::Dict(_)))
            .and_then(|it| sent_keys(function, it)),
        _ => None,
    }
}

/// The return annotation without event streams. With overloads, it is that of the overload that returns a single type.
pub fn plain_return(class: &Class, function: &Function) -> Option<Expr> {
    let same = class.methods.iter().filter(|it| it.name == function.name);
    let annotations: Vec<&Expr> = same.filter_map(|it| it.returns.as_ref()).collect();
    let single = annotations
        .iter()
        .find(|it| !matches!(it, Expr::Or(..)) && !is_stream(it));
    single
        .copied()
        .cloned()
        .or_else(|| function.returns.clone())
}

fn is_stream(annotation: &Expr) -> bool {
    matches!(annotation, Expr::Subscript(name, _)
        if name.last_name().is_some_and(|it| it.ends_with("Stream")))
}

/// The type of the events of `Stream[Event]`, or of a class derived from it.
pub fn event(types: &Types<'_>, module: &str, stream: &Expr) -> Option<Type> {
    match stream {
        Expr::Subscript(name, arguments) if name.last_name() == Some("Stream") => {
            Some(types.read(module, arguments.first()?))
        }
        Expr::Subscript(name, _) => event(types, module, name),
        name => match types.definition(module, name)? {
            Definition::Class(module, class) => class
                .bases
                .iter()
                .find(|base| is_stream(base))
                .and_then(|base| event(types, module, base)),
            _ => None,
        },
    }
}
