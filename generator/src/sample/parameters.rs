//! Parameters of an operation.

use super::ParameterSample;
use super::lookup::{entries, is_true, resolved};
use super::sampler::Sampler;
use crate::document::Node;

/// Returns the required parameters with values; none if one of them needs an infinite value.
pub fn required(root: &Node, operation: &Node) -> Option<Vec<ParameterSample>> {
    let sampler = Sampler::with_items(root);
    let required = declared(root, operation).filter(|parameter| is_true(parameter, "required"));
    required
        .map(|parameter| {
            let string = |key: &str| parameter.get(key).and_then(Node::as_str);
            let content = || entries(parameter.get("content")).next()?.1.get("schema");
            let schema = parameter.get("schema").or_else(content);
            Some(ParameterSample {
                name: string("name")?.to_owned(),
                location: string("in")?.to_owned(),
                value: sampler.value(schema?)?,
            })
        })
        .collect()
}

/// Returns the names of optional query parameters.
pub fn optional_query(root: &Node, operation: &Node) -> Vec<String> {
    let optional = declared(root, operation).filter(|parameter| {
        let location = parameter.get("in").and_then(Node::as_str);
        location == Some("query") && !is_true(parameter, "required")
    });
    let name = |parameter: &Node| Some(parameter.get("name")?.as_str()?.to_owned());
    optional.filter_map(name).collect()
}

/// Iterates over the parameters. In the normalized tree, an operation includes those of its path item.
fn declared<'n>(root: &'n Node, operation: &'n Node) -> impl Iterator<Item = &'n Node> {
    let parameters = operation.get("parameters").and_then(Node::as_array);
    let parameters = parameters.unwrap_or_default().iter();
    parameters.filter_map(move |parameter| resolved(root, parameter))
}
