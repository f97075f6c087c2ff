//! Rule: path parameters that are declared, only not where they should be.
//!
//! In: `paths`, whose path items are normal. Out: two slips are mended, each with a warning, because what is meant is
//! beyond doubt: several operations of a path know its one parameter by another name; or another operation, on a path
//! that begins in the same way, declares the parameter. Anything else stays as it is: the next stage reports it.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::dialect::grammar::METHODS;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::path_item::identity_of;

/// Mends the parameters of all paths.
pub(super) fn mend(paths: &mut Map, cx: &mut Context<'_>) {
    for (path, item) in paths.iter_mut() {
        if let Some(item) = tree::object_mut(item) {
            rename(&path.text, item, cx);
        }
    }
    if paths.iter().all(|(path, item)| {
        operations(item).all(|operation| missing(&path.text, operation, cx).is_empty())
    }) {
        return;
    }
    let declared = declarations(paths, cx);
    for (path, item) in paths.iter_mut() {
        let item = tree::object_mut(item).into_iter().flatten();
        for (method, operation) in item.filter(|(key, _)| METHODS.contains(&key.text.as_ref())) {
            for name in missing(&path.text, operation, cx) {
                let Some(parameter) = declared.get(prefix(&path.text, name)) else {
                    continue;
                };
                cx.found.push(
                    Diagnostic::warning(
                        Code::IrregularDocument,
                        format!(
                            "`{}` names the parameter `{name}`, which is not declared",
                            path.text
                        ),
                        method.origin,
                    )
                    .related("read as declared for the same path here", parameter.origin)
                    .help("declare it for this operation too"),
                );
                add(operation, parameter.clone());
            }
        }
    }
}

/// Gives the parameter of a path the name the path has for it: when two or more operations all lack it, and those that
/// declare a parameter the path does not name all declare the same one.
fn rename(path: &str, item: &mut Map, cx: &mut Context<'_>) {
    let mut lacking: Option<&str> = None;
    let mut written: Option<String> = None;
    let mut places = Vec::new();
    let mut count = 0;
    for (_, operation) in item
        .iter()
        .filter(|(key, _)| METHODS.contains(&key.text.as_ref()))
    {
        count += 1;
        let &[missing] = missing(path, operation, cx).as_slice() else {
            return;
        };
        if *lacking.get_or_insert(missing) != missing {
            return;
        }
        match unused(path, operation).as_slice() {
            [] => {}
            [(name, at)] if written.as_deref().is_none_or(|written| written == *name) => {
                written = Some((*name).to_owned());
                places.push(*at);
            }
            _ => return,
        }
    }
    let (Some(meant), Some(written), [first, others @ ..]) = (lacking, written, places.as_slice())
    else {
        return;
    };
    if count < 2 {
        return;
    }
    let mut warning = Diagnostic::warning(
        Code::IrregularDocument,
        format!("`{path}` names the parameter `{meant}`, its operations declare `{written}`"),
        *first,
    )
    .help(format!("read as `{meant}`"));
    for place in others {
        warning = warning.related("and here", *place);
    }
    cx.found.push(warning);
    for operation in item.values_mut() {
        for parameter in parameters_mut(operation) {
            if let Some(map) = tree::object_mut(parameter)
                && tree::text(map, "in") == Some("path")
                && tree::text(map, "name") == Some(&written)
                && let Some(name) = map.get_mut("name")
            {
                name.value = Value::String(meant.to_owned());
            }
        }
    }
}

/// The first declaration of each path parameter, by the path up to it.
fn declarations(paths: &Map, cx: &Context<'_>) -> HashMap<String, Node> {
    let mut found = HashMap::new();
    for (path, item) in paths {
        for operation in operations(item) {
            for parameter in parameters(operation) {
                if let Some(identity) = identity_of(parameter, cx)
                    && identity.0 == "path"
                    && template(&path.text).any(|name| name == identity.1)
                {
                    found
                        .entry(prefix(&path.text, &identity.1).to_owned())
                        .or_insert_with(|| parameter.clone());
                }
            }
        }
    }
    found
}

fn missing<'p>(path: &'p str, operation: &Node, cx: &Context<'_>) -> Vec<&'p str> {
    template(path)
        .filter(|name| {
            !parameters(operation).iter().any(|parameter| {
                identity_of(parameter, cx).is_some_and(|one| one.0 == "path" && one.1 == *name)
            })
        })
        .collect()
}

/// Path parameters, written out here, that the path does not name; with the places of their names.
fn unused<'n>(path: &str, operation: &'n Node) -> Vec<(&'n str, crate::source::Origin)> {
    parameters(operation)
        .iter()
        .filter_map(|parameter| {
            let map = parameter.as_object()?;
            let name = map.get("name")?;
            let text = name.as_str()?;
            let unused =
                tree::text(map, "in") == Some("path") && template(path).all(|one| one != text);
            unused.then_some((text, name.origin))
        })
        .collect()
}

/// The path up to a parameter, that included.
fn prefix<'p>(path: &'p str, name: &str) -> &'p str {
    let end = path
        .find(&format!("{{{name}}}"))
        .map(|at| at + name.len() + 2);
    end.map_or(path, |end| &path[..end])
}

/// The names between braces.
fn template(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
}

fn operations(item: &Node) -> impl Iterator<Item = &Node> {
    item.as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| METHODS.contains(&key.text.as_ref()))
        .map(|(_, operation)| operation)
}

fn parameters(operation: &Node) -> &[Node] {
    operation
        .get("parameters")
        .and_then(Node::as_array)
        .unwrap_or_default()
}

fn parameters_mut(operation: &mut Node) -> &mut [Node] {
    match tree::object_mut(operation).and_then(|map| map.get_mut("parameters")) {
        Some(Node {
            value: Value::Array(items),
            ..
        }) => items,
        _ => &mut [],
    }
}

fn add(operation: &mut Node, parameter: Node) {
    let origin = parameter.origin;
    let Some(map) = tree::object_mut(operation) else {
        return;
    };
    match map.get_mut("parameters").map(|node| &mut node.value) {
        Some(Value::Array(items)) => items.push(parameter),
        Some(_) => {}
        None => tree::put(map, "parameters", Value::Array(vec![parameter]), origin),
    }
}
