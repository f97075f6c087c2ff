//! Rule: the parameters of a path belong to each of its operations.
//!
//! In: a path item whose parts are normal. Out: the same without `parameters`; its operations have them, first, unless
//! they declare one of the same name and location themselves.

use std::borrow::Cow;

use crate::dialect::Context;
use crate::dialect::grammar::METHODS;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::identity;

/// Moves the parameters down.
pub(super) fn hand_down_parameters(map: &mut Map, cx: &Context<'_>) {
    let Some((shared, origin)) = tree::take_array(map, "parameters") else {
        return;
    };
    for (key, operation) in map.iter_mut() {
        if !METHODS.contains(&key.text.as_ref()) {
            continue;
        }
        let Value::Object(operation) = &mut operation.value else {
            continue;
        };
        let own = match tree::take_array(operation, "parameters") {
            Some((own, _)) => own,
            None if operation.contains_key("parameters") => continue,
            None => Vec::new(),
        };
        let overridden = |parameter: &&Node| {
            let identity = identity_of(parameter, cx);
            identity.is_some() && own.iter().any(|own| identity_of(own, cx) == identity)
        };
        let mut all: Vec<Node> = shared
            .iter()
            .filter(|parameter| !overridden(parameter))
            .cloned()
            .collect();
        all.extend(own);
        tree::put(operation, "parameters", Value::Array(all), origin);
    }
}

/// Location and name of a parameter or of the component it refers to.
pub(super) fn identity_of<'c>(
    node: &Node,
    cx: &'c Context<'_>,
) -> Option<Cow<'c, (String, String)>> {
    match tree::bare_reference(node) {
        Some(target) => {
            let name = target.strip_prefix("#/components/parameters/")?;
            let name = name.replace("~1", "/").replace("~0", "~");
            cx.parameters.get(name.as_str()).map(Cow::Borrowed)
        }
        None => identity(node).map(Cow::Owned),
    }
}
