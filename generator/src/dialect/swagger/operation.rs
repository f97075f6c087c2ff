//! Operations of Swagger 2.0: parameters in the body and in forms become request bodies.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::tree;
use crate::document::{Map, Node, Value, unescape};
use crate::grammar::is_method;
use crate::source::Origin;

use super::{Shared, content, parameter, response, take_list};

/// Converts all operations of a path item.
pub(super) fn convert_all(item: &mut Node, shared: &Shared, diagnostics: &mut Diagnostics) {
    let Some(map) = tree::object_mut(item) else {
        return;
    };
    let mut of_body = Vec::new();
    if let Some((parameters, origin)) = tree::take_array(map, "parameters") {
        let mut others = Vec::new();
        for mut parameter in parameters {
            if parameter::is_body(resolved(&parameter, shared)) {
                of_body.push(parameter);
            } else {
                parameter::convert(&mut parameter, diagnostics);
                others.push(parameter);
            }
        }
        tree::put(map, "parameters", Value::Array(others), origin);
    }
    for (key, operation) in map.iter_mut() {
        let origin = operation.origin;
        if is_method(&key.text)
            && let Value::Object(operation) = &mut operation.value
        {
            convert(operation, origin, &of_body, shared, diagnostics);
        }
    }
}

fn convert(
    operation: &mut Map,
    origin: Origin,
    of_path: &[Node],
    shared: &Shared,
    diagnostics: &mut Diagnostics,
) {
    let consumes = media_types_of(operation, "consumes", &shared.consumes);
    let produces = media_types_of(operation, "produces", &shared.produces);
    if let Some(schemes) = tree::take(operation, "schemes") {
        let message = "`schemes` of an operation is not supported";
        diagnostics.push(
            Diagnostic::warning(Code::UnsupportedKeyword, message, schemes.origin)
                .help("the operation is sent to the servers of the document"),
        );
    }
    let (mut others, mut of_body) = (Vec::new(), Vec::new());
    for mut parameter in take_list(operation, "parameters") {
        if parameter::is_body(resolved(&parameter, shared)) {
            of_body.push(resolved(&parameter, shared).clone());
        } else {
            parameter::convert(&mut parameter, diagnostics);
            others.push(parameter);
        }
    }
    for parameter in of_path.iter().map(|it| resolved(it, shared)) {
        let is_same = |own: &Node| {
            ["in", "name"].iter().all(|field| {
                let text = |node: &Node| node.get(field).and_then(Node::as_str).map(str::to_owned);
                text(own) == text(parameter)
            })
        };
        if !of_body.iter().any(is_same) {
            of_body.push(parameter.clone());
        }
    }
    if !others.is_empty() {
        tree::put(operation, "parameters", Value::Array(others), origin);
    }
    let body = of_body
        .iter()
        .find(|it| it.get("in").and_then(Node::as_str) == Some("body"));
    let body = match body {
        Some(body) => Some(whole_body(body, &consumes)),
        None if of_body.is_empty() => None,
        None => Some(form(of_body, origin, &consumes, diagnostics)),
    };
    if let Some(body) = body {
        operation.insert(tree::key("requestBody", body.origin), body);
    }
    let responses = operation.get_mut("responses").and_then(tree::object_mut);
    for response in responses.into_iter().flat_map(Map::values_mut) {
        response::convert(response, &produces, diagnostics);
    }
}

/// The parameter of the document or of another file that a reference refers to, or the parameter itself.
fn resolved<'n>(parameter: &'n Node, shared: &'n Shared) -> &'n Node {
    let reference = parameter.get("$ref").and_then(Node::as_str);
    let file = reference.and_then(|text| shared.elsewhere.get(text.trim_start_matches("./")));
    if let Some(target) = file {
        return target;
    }
    let name = reference.and_then(|text| text.strip_prefix("#/parameters/"));
    let name = name.and_then(unescape);
    let target = name.and_then(|name| shared.parameters.get(&*name));
    target.unwrap_or(parameter)
}

/// The media types of an operation, else those of the document.
fn media_types_of(operation: &mut Map, name: &str, shared: &[Node]) -> Vec<Node> {
    match operation.contains_key(name) {
        true => take_list(operation, name),
        false => shared.to_vec(),
    }
}

/// Converts a parameter with `in: body` to a request body.
fn whole_body(parameter: &Node, consumes: &[Node]) -> Node {
    let origin = parameter.origin;
    let empty = tree::node(Value::Object(Map::default()), origin);
    let schema = parameter.get("schema").unwrap_or(&empty);
    let default = [tree::string("application/json", origin)];
    let media_types = match consumes.is_empty() {
        true => &default,
        false => consumes,
    };
    let mut body = Map::default();
    for field in ["description", "required"] {
        if let Some(node) = parameter.get(field) {
            body.insert(tree::key(field, node.origin), node.clone());
        }
    }
    body.insert(tree::key("content", origin), content(media_types, schema));
    tree::node(Value::Object(body), origin)
}

/// Converts parameters with `in: formData` to a request body with an object schema.
fn form(
    fields: Vec<Node>,
    origin: Origin,
    consumes: &[Node],
    diagnostics: &mut Diagnostics,
) -> Node {
    const FORMS: [&str; 2] = ["multipart/form-data", "application/x-www-form-urlencoded"];
    let (mut properties, mut required, mut encoding) = (Map::default(), Vec::new(), Map::default());
    let mut has_file = false;
    for field in fields {
        let at = field.origin;
        let Value::Object(mut map) = field.value else {
            continue;
        };
        let Some(name) = tree::take(&mut map, "name") else {
            continue;
        };
        let Some(text) = name.as_str().map(str::to_owned) else {
            continue;
        };
        tree::take(&mut map, "in");
        tree::take(&mut map, "allowEmptyValue");
        let is_required = tree::is_true(&map, "required");
        tree::take(&mut map, "required");
        let format = tree::take(&mut map, "collectionFormat");
        if tree::text(&map, "type") == Some("array") {
            let (style, explode) = parameter::style(format.as_ref(), "form", diagnostics);
            let mut styled = Map::default();
            tree::put(&mut styled, "style", Value::String(style.to_owned()), at);
            tree::put(&mut styled, "explode", Value::Bool(explode), at);
            tree::put(&mut encoding, &text, Value::Object(styled), at);
        }
        has_file |= tree::text(&map, "type") == Some("file");
        tree::put(&mut properties, &text, Value::Object(map), at);
        if is_required {
            required.push(name);
        }
    }
    let mut schema = Map::default();
    tree::put(
        &mut schema,
        "type",
        Value::String("object".to_owned()),
        origin,
    );
    tree::put(&mut schema, "properties", Value::Object(properties), origin);
    let is_required = !required.is_empty();
    if is_required {
        tree::put(&mut schema, "required", Value::Array(required), origin);
    }
    let consumed = consumes
        .iter()
        .filter(|it| it.as_str().is_some_and(|it| FORMS.contains(&it)));
    let mut media_types: Vec<Node> = consumed.cloned().collect();
    if has_file || media_types.is_empty() {
        // Only a multipart form can contain a file.
        let name = FORMS[usize::from(!has_file)];
        media_types = vec![tree::string(name, origin)];
    }
    let mut content = content(&media_types, &tree::node(Value::Object(schema), origin));
    let all = tree::object_mut(&mut content)
        .into_iter()
        .flat_map(Map::values_mut);
    for media_type in all.filter_map(tree::object_mut) {
        if !encoding.is_empty() {
            tree::put(
                media_type,
                "encoding",
                Value::Object(encoding.clone()),
                origin,
            );
        }
    }
    let mut body = Map::default();
    tree::put(&mut body, "required", Value::Bool(is_required), origin);
    body.insert(tree::key("content", origin), content);
    tree::node(Value::Object(body), origin)
}
