//! Parameters of an operation.

use serde_json::Value;

use super::ParameterSample;
use super::lookup::{entries, is_true, resolved};
use super::sampler::Sampler;
use crate::document::Node;
use crate::path_template::placeholders;

/// Headers that parameters do not set.
const DETERMINED: [&str; 3] = ["accept", "authorization", "content-type"];

/// Returns the required parameters with values, or `None` if one of them needs an infinite value.
pub fn required(root: &Node, path: &str, operation: &Node) -> Option<Vec<ParameterSample>> {
    let sampler = Sampler::with_items(root);
    let placeholder = |name: &str| format!("{{{name}}}");
    let required = declared(root, operation).filter(|parameter| {
        let text = |key: &str| parameter.get(key).and_then(Node::as_str);
        match (text("in"), text("name")) {
            // A path parameter that is not in the path is not sent.
            (Some("path"), Some(name)) => path.contains(&placeholder(name)),
            // The media types and the security of the operation determine these headers.
            (Some("header"), Some(name))
                if DETERMINED.iter().any(|it| it.eq_ignore_ascii_case(name)) =>
            {
                false
            }
            _ => is_true(parameter, "required"),
        }
    });
    let samples: Option<Vec<ParameterSample>> = required
        .map(|parameter| {
            let string = |key: &str| parameter.get(key).and_then(Node::as_str);
            let content = || entries(parameter.get("content")).next()?.1.get("schema");
            let schema = parameter.get("schema").or_else(content);
            Some(ParameterSample {
                name: string("name")?.to_owned(),
                location: match string("x-style") {
                    Some("query-string") => "querystring".to_owned(),
                    _ => string("in")?.to_owned(),
                },
                value: match schema {
                    Some(schema) => sampler.value(schema)?,
                    None => Value::from("sample"),
                },
            })
        })
        .collect();
    let mut samples = samples?;
    // A path parameter that is not declared is a string.
    let template = path.split('?').next().unwrap_or_default();
    for name in placeholders(template) {
        let is_declared = |it: &ParameterSample| it.location == "path" && it.name == name;
        if !samples.iter().any(is_declared) {
            samples.push(ParameterSample {
                name: name.to_owned(),
                location: "path".to_owned(),
                value: Value::from("sample"),
            });
        }
    }
    Some(samples)
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
