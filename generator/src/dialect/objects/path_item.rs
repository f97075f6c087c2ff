//! Rule: each operation has the parameters of its path.
//!
//! Input: a path item whose parts are normalized. Output: the path item without `parameters`. They precede the
//! parameters of each operation, except those that the operation overrides.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::{Context, ParameterKey};
use crate::dialect::tree;
use crate::document::{Map, Node, Value, unescape};
use crate::grammar::{is_method, operations_mut};

/// Moves the parameters of the path to its operations.
pub(super) fn move_parameters(map: &mut Map, cx: &Context<'_>) {
    let Some((shared, origin)) = tree::take_array(map, "parameters") else {
        return;
    };
    for (_, operation) in operations_mut(map) {
        let Value::Object(operation) = &mut operation.value else {
            continue;
        };
        let own = match tree::take_array(operation, "parameters") {
            Some((own, _)) => own,
            None if operation.contains_key("parameters") => continue,
            None => Vec::new(),
        };
        let is_overridden = |parameter: &&Node| {
            let key = key_of(parameter, cx);
            key.is_some() && own.iter().any(|own| key_of(own, cx) == key)
        };
        let mut all: Vec<Node> = shared
            .iter()
            .filter(|parameter| !is_overridden(parameter))
            .cloned()
            .collect();
        all.extend(own);
        tree::put(operation, "parameters", Value::Array(all), origin);
    }
}

/// Removes entries of `additionalOperations` whose names are not methods, or have a field of their own.
pub(super) fn remove_invalid_methods(operations: &mut Map, cx: &mut Context<'_>) {
    operations.retain(|method, _| {
        let name = method.as_str();
        let problem = match name {
            name if is_method(&name.to_ascii_lowercase()) => {
                format!(
                    "`additionalOperations` contains the method `{name}`, which has its own field"
                )
            }
            name if !is_token(name) => format!("`{name}` is not a valid HTTP method"),
            _ => return true,
        };
        cx.diagnostics.push(
            Diagnostic::warning(Code::IrregularDocument, problem, method.origin)
                .help("the operation is left out"),
        );
        false
    });
}

/// Whether a string is a `token` of RFC 9110.
fn is_token(text: &str) -> bool {
    let is_token = |it: char| it.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(it);
    !text.is_empty() && text.chars().all(is_token)
}

/// Returns the key of a parameter, or of the component it refers to.
pub(super) fn key_of<'c>(node: &Node, cx: &'c Context<'_>) -> Option<Cow<'c, ParameterKey>> {
    match tree::bare_reference(node) {
        Some(target) => {
            let name = target.strip_prefix("#/components/parameters/")?;
            cx.parameters.get(&*unescape(name)?).map(Cow::Borrowed)
        }
        None => ParameterKey::of(node).map(Cow::Owned),
    }
}
