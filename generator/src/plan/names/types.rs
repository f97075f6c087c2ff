//! Names of types.

use super::case::{camel, spelled_camel};
use super::identifier::with_leading_letter;
use super::length::limited;
use super::statuses::status_name;
use crate::ir::{PathSegment, SchemaPath, SchemaRoot};
use crate::plan::reserved_names::TYPES;

/// The longest name of an inline type that consists of all steps that lead to it.
const LONGEST: usize = 60;

/// Last words of schema names that do not describe inline types of the schema.
const GENERIC: &[&str] = &["Object", "Param", "Request", "Resource", "Response"];

/// The name of a type: its root and the steps that lead to it. If that is too long, steps between the root and the last
/// property are left out. If it is still too long, a generic last word of the root is left out. A component keeps its
/// name.
pub fn type_name(path: &SchemaPath) -> String {
    let root = root_name(&path.root);
    let full = joined(&root, &path.segments);
    if full.len() <= LONGEST || path.segments.is_empty() {
        return unreserved(full);
    }
    let tails: Vec<&[PathSegment]> = tails(&path.segments).collect();
    let generic = GENERIC.iter().find_map(|word| root.strip_suffix(word));
    let roots = [root.as_str()].into_iter().chain(generic);
    let short = roots.flat_map(|root| tails.iter().map(move |tail| joined(root, tail)));
    let short: Vec<String> = short.collect();
    let fitting = short.iter().find(|name| name.len() <= LONGEST);
    let shortest = fitting.or(short.iter().min_by_key(|name| name.len()));
    unreserved(shortest.cloned().unwrap_or(full))
}

/// The last steps, from a property on: first from the last property that is not inside a variant, then from the last
/// property.
fn tails(steps: &[PathSegment]) -> impl Iterator<Item = &[PathSegment]> {
    let is_property = |at: &usize| matches!(steps[*at], PathSegment::Property(_));
    let is_in_variant = |at: usize| at > 0 && matches!(steps[at - 1], PathSegment::Branch(_));
    let properties = (0..steps.len()).rev().filter(is_property);
    let properties: Vec<usize> = properties.collect();
    let outer = properties.iter().copied().find(|at| !is_in_variant(*at));
    let last = properties.first().copied();
    outer.into_iter().chain(last).map(|at| &steps[at..])
}

fn joined(root: &str, steps: &[PathSegment]) -> String {
    let steps = steps.iter().map(|step| match step {
        PathSegment::Property(property) => camel(property),
        PathSegment::Items => "Item".to_owned(),
        PathSegment::AdditionalProperties => "Value".to_owned(),
        PathSegment::Branch(name) => camel(name),
    });
    [root.to_owned()].into_iter().chain(steps).collect()
}

/// The name of a type among several that share [`type_name`]. Characters and segments are spelled out.
pub fn spelled_type_name(path: &SchemaPath) -> String {
    let mut name = match &path.root {
        SchemaRoot::Component(component) => spelled_camel(component),
        root => root_name(root),
    };
    for segment in &path.segments {
        name.push_str(&match segment {
            PathSegment::Property(property) => format!("Property{}", spelled_camel(property)),
            PathSegment::Items => "Item".to_owned(),
            PathSegment::AdditionalProperties => "Value".to_owned(),
            PathSegment::Branch(name) => format!("Variant{}", spelled_camel(name)),
        });
    }
    unreserved(name)
}

fn root_name(root: &SchemaRoot) -> String {
    match root {
        SchemaRoot::Component(name) => camel(name),
        SchemaRoot::RequestBody(id) => format!("{}Request", camel(id)),
        SchemaRoot::Form(id) => format!("{}Form", camel(id)),
        SchemaRoot::Response(id) => format!("{}Response", camel(id)),
        SchemaRoot::StatusResponse {
            operation: id,
            statuses,
        } => format!("{}{}Response", camel(id), status_name(*statuses)),
        SchemaRoot::SharedResponse(name) => {
            let name = camel(name);
            format!("{}Response", name.strip_suffix("Response").unwrap_or(&name))
        }
        SchemaRoot::Event(id) => format!("{}Event", camel(id)),
        SchemaRoot::Parameter {
            operation: id,
            name: param,
        } => format!("{}{}", camel(id), camel(param)),
        SchemaRoot::Webhook(name) => format!("{}Webhook", camel(name)),
        SchemaRoot::AllWebhooks => "WebhookEvent".to_owned(),
    }
}

fn unreserved(name: String) -> String {
    let name = limited(with_leading_letter(name, "Type"));
    match TYPES.contains(&name.as_str()) {
        true => format!("{name}Type"),
        false => name,
    }
}
