//! Removes the operations that the configuration does not select, and the components that nothing else needs.
//!
//! Input: the document with its overlays applied. Output: a smaller document. The stage is independent of schemas and
//! Rust.

mod components;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{Key, Node, Value};
use crate::grammar::{http_method, is_method, operations};
use crate::nearest::nearest;
use crate::plan::Config;
use crate::plan::config::Select;

/// The properties of an operation by which it is selected.
struct Operation<'a> {
    path: &'a str,
    id: &'a str,
    /// The method and the path.
    name: String,
    tags: Vec<&'a str>,
}

/// Applies the selection of the configuration, if there is one.
pub fn select(root: &mut Node, config: &Config, severity: Severity, diagnostics: &mut Diagnostics) {
    let select = &config.select;
    if select.is_empty() {
        return;
    }
    report_stale(root, config, severity, diagnostics);
    if let Some(paths) = field_mut(root, "paths") {
        let Value::Object(paths) = &mut paths.value else {
            return;
        };
        paths.retain(|path, item| retain_operations(path.as_str(), item, select));
    }
    components::retain_reachable(root);
}

/// Removes operations of a path that are not selected. Returns whether any operation is left.
fn retain_operations(path: &str, item: &mut Node, select: &Select) -> bool {
    let Value::Object(fields) = &mut item.value else {
        return true;
    };
    let is_kept =
        |key: &Key, node: &Node| is_selected(&operation(path, key.as_str(), node), select);
    fields.retain(|key, node| !is_method(key.as_str()) || is_kept(key, node));
    if let Some(additional) = fields.get_mut("additionalOperations")
        && let Value::Object(additional) = &mut additional.value
    {
        additional.retain(|key, node| is_kept(key, node));
    }
    let has_operation = operations(item).next().is_some();
    has_operation || (item.get("$ref").is_some() && is_at(path, &select.paths))
}

fn operation<'a>(path: &'a str, method: &str, node: &'a Node) -> Operation<'a> {
    let tags = node.get("tags").and_then(Node::as_array);
    let id = node.get("operationId").and_then(Node::as_str);
    Operation {
        path,
        id: id.unwrap_or_default(),
        name: format!("{} {path}", http_method(method)),
        tags: tags
            .into_iter()
            .flatten()
            .filter_map(Node::as_str)
            .collect(),
    }
}

fn is_selected(operation: &Operation<'_>, select: &Select) -> bool {
    let has_tag = |tags: &[String]| {
        tags.iter()
            .any(|tag| operation.tags.contains(&tag.as_str()))
    };
    let is_named = |names: &[String]| {
        names
            .iter()
            .any(|name| name == operation.id || *name == operation.name)
    };
    let included = has_tag(&select.tags)
        || is_at(operation.path, &select.paths)
        || is_named(&select.operations);
    let excluded = has_tag(&select.exclude_tags)
        || is_at(operation.path, &select.exclude_paths)
        || is_named(&select.exclude_operations);
    (included || !select.selects_any()) && !excluded
}

/// Whether a path is one of these, or below one.
fn is_at(path: &str, prefixes: &[String]) -> bool {
    prefixes.iter().any(|prefix| {
        let rest = path.strip_prefix(prefix.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Reports entries that match no operation, with the most similar name that exists.
fn report_stale(root: &Node, config: &Config, severity: Severity, diagnostics: &mut Diagnostics) {
    let (mut tags, mut paths, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let items = root.get("paths").and_then(Node::as_object);
    for (path, item) in items.into_iter().flatten() {
        paths.insert(path.as_str().to_owned());
        for (method, node) in operations(item) {
            let operation = operation(path.as_str(), method.as_str(), node);
            tags.extend(operation.tags.iter().map(|tag| (*tag).to_owned()));
            names.extend([operation.id.to_owned(), operation.name]);
        }
    }
    let select = &config.select;
    let lists = [
        ("tags", "tag", &select.tags, &tags),
        ("exclude-tags", "tag", &select.exclude_tags, &tags),
        ("paths", "path", &select.paths, &paths),
        ("exclude-paths", "path", &select.exclude_paths, &paths),
        ("operations", "operation", &select.operations, &names),
        (
            "exclude-operations",
            "operation",
            &select.exclude_operations,
            &names,
        ),
    ];
    for (key, noun, entries, known) in lists {
        for entry in entries {
            let exists = match noun {
                "path" => known
                    .iter()
                    .any(|path| is_at(path, std::slice::from_ref(entry))),
                _ => known.contains(entry),
            };
            if exists {
                continue;
            }
            let message =
                format!("`{key}` selects the {noun} `{entry}`, which the document does not have");
            let diagnostic = match config.location("select", key) {
                Some(origin) => Diagnostic {
                    severity,
                    ..Diagnostic::error(Code::StalePin, message, origin)
                },
                None => Diagnostic::without_origin(Code::StalePin, severity, message),
            };
            diagnostics.push(match nearest(entry, known.iter().map(String::as_str)) {
                Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
                None => diagnostic,
            });
        }
    }
}

fn field_mut<'a>(node: &'a mut Node, name: &str) -> Option<&'a mut Node> {
    match &mut node.value {
        Value::Object(fields) => fields.get_mut(name),
        _ => None,
    }
}
