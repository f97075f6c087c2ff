//! Rule: path parameters that are declared, but not as the path template requires.
//!
//! Input: `paths`, whose path items are normalized. Output: two mistakes are corrected with a warning, because the intent
//! is clear: all operations of a path declare its parameter by another name, or an operation lacks a parameter that an
//! operation on a path with the same prefix declares. The next stage reports all other mistakes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::path_item::key_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::grammar::{self, operations_mut};
use crate::path_template::placeholders;
use crate::source::Origin;

/// Corrects the parameters of all paths.
pub(super) fn repair(paths: &mut Map, cx: &mut Context<'_>) {
    for (path, item) in paths.iter_mut() {
        rename(&path.text, item, cx);
    }
    if paths.iter().all(|(path, item)| {
        operations(item).all(|operation| missing(&path.text, operation, cx).is_empty())
    }) {
        return;
    }
    let texts: Vec<String> = paths.keys().map(|path| path.text.to_string()).collect();
    let declared = declarations(&texts, paths, cx);
    for (path, item) in paths.iter_mut() {
        let item = tree::object_mut(item).into_iter();
        for (method, operation) in item.flat_map(operations_mut) {
            for name in missing(&path.text, operation, cx) {
                let Some(parameter) = declared.get(prefix(&path.text, name)) else {
                    continue;
                };
                cx.diagnostics.push(
                    Diagnostic::warning(
                        Code::IrregularDocument,
                        format!(
                            "`{}` has the parameter `{name}`, which this operation does not declare",
                            path.text
                        ),
                        method.origin,
                    )
                    .related("the declaration that is used instead", parameter.origin)
                    .help("declare it for this operation as well"),
                );
                add(operation, parameter.clone());
            }
        }
    }
}

/// Renames a parameter to its name in the path template, if at least two operations lack the parameter of the template
/// and all of those that declare another one declare it by the same name.
fn rename(path: &str, item: &mut Node, cx: &mut Context<'_>) {
    let mut in_template: Option<&str> = None;
    let mut declared: Option<String> = None;
    let mut origins = Vec::new();
    let mut count = 0;
    for operation in operations(item) {
        count += 1;
        let &[missing] = missing(path, operation, cx).as_slice() else {
            return;
        };
        if *in_template.get_or_insert(missing) != missing {
            return;
        }
        match unused(path, operation).as_slice() {
            [] => {}
            [unused] if declared.as_deref().is_none_or(|name| name == unused.name) => {
                declared = Some(unused.name.to_owned());
                origins.push(unused.origin);
            }
            _ => return,
        }
    }
    let (Some(in_template), Some(declared), [first, others @ ..]) =
        (in_template, declared, origins.as_slice())
    else {
        return;
    };
    if count < 2 {
        return;
    }
    let mut warning = Diagnostic::warning(
        Code::IrregularDocument,
        format!(
            "`{path}` has the parameter `{in_template}`, but its operations declare `{declared}`"
        ),
        *first,
    )
    .help(format!("read as `{in_template}`"));
    for origin in others {
        warning = warning.related("and here", *origin);
    }
    cx.diagnostics.push(warning);
    let item = tree::object_mut(item).into_iter();
    for (_, operation) in item.flat_map(operations_mut) {
        for parameter in parameters_mut(operation) {
            if let Some(map) = tree::object_mut(parameter)
                && tree::text(map, "in") == Some("path")
                && tree::text(map, "name") == Some(&declared)
                && let Some(name) = map.get_mut("name")
            {
                name.value = Value::String(in_template.to_owned());
            }
        }
    }
}

/// The first declaration of each path parameter by the prefix of the path up to it. `texts` are the paths.
fn declarations<'p>(texts: &'p [String], paths: &Map, cx: &Context<'_>) -> HashMap<&'p str, Node> {
    let mut declarations = HashMap::new();
    for (path, item) in texts.iter().zip(paths.values()) {
        let names: HashSet<&str> = placeholders(path).collect();
        for operation in operations(item) {
            for parameter in parameters(operation) {
                if let Some(name) = path_parameter(parameter, cx)
                    && names.contains(name.as_ref())
                {
                    declarations
                        .entry(prefix(path, &name))
                        .or_insert_with(|| parameter.clone());
                }
            }
        }
    }
    declarations
}

/// The parameters of a path template that an operation does not declare.
fn missing<'p>(path: &'p str, operation: &Node, cx: &Context<'_>) -> Vec<&'p str> {
    let declared = parameters(operation).iter();
    let declared: HashSet<Cow<'_, str>> = declared
        .filter_map(|parameter| path_parameter(parameter, cx))
        .collect();
    placeholders(path)
        .filter(|name| !declared.contains(*name))
        .collect()
}

/// The name of a parameter, or of the component it refers to, if it is a path parameter.
fn path_parameter<'c>(parameter: &Node, cx: &'c Context<'_>) -> Option<Cow<'c, str>> {
    match key_of(parameter, cx)? {
        Cow::Borrowed(key) => (key.location == "path").then_some(Cow::Borrowed(key.name.as_str())),
        Cow::Owned(key) => (key.location == "path").then_some(Cow::Owned(key.name)),
    }
}

/// A path parameter that the path template does not contain.
struct Unused<'n> {
    name: &'n str,
    origin: Origin,
}

/// The path parameters of an operation, except references, that the path template does not contain.
fn unused<'n>(path: &str, operation: &'n Node) -> Vec<Unused<'n>> {
    let names: HashSet<&str> = placeholders(path).collect();
    parameters(operation)
        .iter()
        .filter_map(|parameter| {
            let map = parameter.as_object()?;
            let name = map.get("name")?;
            let origin = name.origin;
            let name = name.as_str()?;
            let is_unused = tree::text(map, "in") == Some("path") && !names.contains(name);
            is_unused.then_some(Unused { name, origin })
        })
        .collect()
}

/// The path up to and including a parameter.
fn prefix<'p>(path: &'p str, name: &str) -> &'p str {
    let end = path
        .find(&format!("{{{name}}}"))
        .map(|at| at + name.len() + 2);
    end.map_or(path, |end| &path[..end])
}

fn operations(item: &Node) -> impl Iterator<Item = &Node> {
    grammar::operations(item).map(|(_, operation)| operation)
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
