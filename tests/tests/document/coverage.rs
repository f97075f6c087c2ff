//! Every operation, schema, property and enum value of the document is somewhere in the crate.

use std::collections::BTreeSet;

use oasmith::document::Node;
use oasmith_tests::repository::tree;

use crate::crate_text::{literal, types};
use crate::raw::{below, items, members, resolved, text};
use crate::{output, sources};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Names of members and listed strings in a schema and the inline schemas inside it.
#[derive(Default)]
struct Contents {
    properties: BTreeSet<String>,
    values: BTreeSet<String>,
}

impl Contents {
    fn of(schema: &Node) -> Self {
        let mut contents = Self::default();
        contents.add(schema);
        contents
    }

    fn add(&mut self, schema: &Node) {
        if schema.get("$ref").is_some() {
            return;
        }
        for (name, property) in schema.get("properties").into_iter().flat_map(members) {
            self.properties.insert(name.to_owned());
            self.add(property);
        }
        let listed = schema.get("enum").into_iter().flat_map(items);
        self.values.extend(
            listed
                .chain(schema.get("const"))
                .filter_map(text)
                .map(str::to_owned),
        );
        for keyword in ["items", "additionalProperties"] {
            schema
                .get(keyword)
                .into_iter()
                .for_each(|inner| self.add(inner));
        }
        for keyword in ["anyOf", "oneOf", "allOf", "prefixItems"] {
            schema
                .get(keyword)
                .into_iter()
                .flat_map(items)
                .for_each(|branch| self.add(branch));
        }
    }

    /// What a text does not mention.
    fn missing(&self, at: &str, text: &str) -> Vec<String> {
        let lacks = |kind: &'static str| {
            move |name: &&String| {
                (!text.contains(&literal(name))).then(|| format!("{at}: the {kind} {name:?}"))
            }
        };
        let properties = self
            .properties
            .iter()
            .filter_map(|name| lacks("property")(&name));
        let values = self.values.iter().filter_map(|name| lacks("value")(&name));
        properties.chain(values).collect()
    }
}

#[track_caller]
fn assert_none(what: &str, missing: &[String]) {
    assert!(
        missing.is_empty(),
        "{} {what}:\n  {}",
        missing.len(),
        missing.join("\n  ")
    );
}

#[test]
fn every_schema_property_and_value_is_there() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let tree = tree(sources);
    let types = types(output);
    let mut missing = Vec::new();
    let mut schemas = 0;
    for (name, schema) in below(&tree, &["components", "schemas"])
        .into_iter()
        .flat_map(members)
    {
        schemas += 1;
        let view = output
            .inspection
            .schemas
            .iter()
            .find(|view| view.name == name);
        let Some((_, text)) = view.and_then(|view| types.get(view.rust.as_str())) else {
            missing.push(format!("the schema {name:?}"));
            continue;
        };
        missing.extend(Contents::of(schema).missing(name, text));
    }
    assert!(schemas > 1000, "only {schemas} schemas");
    assert_eq!(schemas, output.inspection.schemas.len());
    assert_none("parts of the document are nowhere", &missing);
}

#[test]
fn every_operation_is_there_with_all_it_sends_and_receives() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let tree = tree(sources);
    let mut missing = Vec::new();
    let mut operations = 0;
    for (path, item) in tree.get("paths").into_iter().flat_map(members) {
        for (method, operation) in members(item).filter(|(method, _)| METHODS.contains(method)) {
            operations += 1;
            let id = operation
                .get("operationId")
                .and_then(text)
                .unwrap_or_default();
            let view = output
                .inspection
                .operations
                .iter()
                .find(|view| view.operation_id == id);
            if !view
                .is_some_and(|view| view.method.eq_ignore_ascii_case(method) && view.path == path)
            {
                missing.push(format!("the operation {id:?}, {method} {path}"));
                continue;
            }
            let template = path.split('?').next().unwrap_or(path);
            let row = format!(
                "={}{}{}",
                literal(id),
                method.to_uppercase(),
                literal(template)
            );
            let has_it =
                |text: &&String| text.split_whitespace().collect::<String>().contains(&row);
            let api = output
                .files
                .iter()
                .filter(|(path, _)| path.starts_with("src/api/"));
            let Some(calls) = api.map(|(_, text)| text).find(has_it) else {
                missing.push(format!("the data of the operation {id:?}"));
                continue;
            };
            let mentions = |text: &&String| {
                text.contains(&format!(" of `{id}`")) || text.contains(&format!(" that `{id}`"))
            };
            let own_types = output.files.values().filter(mentions);
            let all: String = own_types.chain([calls]).map(String::as_str).collect();
            missing.extend(operation_contents(&tree, item, operation).missing(id, &all));
        }
    }
    assert!(operations > 200, "only {operations} operations");
    assert_eq!(operations, output.inspection.operations.len());
    assert_none("parts of operations are nowhere", &missing);
}

/// What an operation sends and receives on success, as far as it is written inside of it.
fn operation_contents(tree: &Node, item: &Node, operation: &Node) -> Contents {
    let mut contents = Contents::default();
    let parameters = [item, operation]
        .into_iter()
        .filter_map(|node| node.get("parameters"))
        .flat_map(items);
    for parameter in parameters.map(|parameter| resolved(tree, parameter)) {
        contents
            .properties
            .extend(parameter.get("name").and_then(text).map(str::to_owned));
        parameter
            .get("schema")
            .into_iter()
            .for_each(|schema| contents.add(schema));
    }
    let body = operation
        .get("requestBody")
        .map(|body| resolved(tree, body));
    let replies = operation.get("responses").into_iter().flat_map(members);
    let success = replies
        .filter(|(status, _)| status.starts_with('2'))
        .map(|(_, reply)| resolved(tree, reply));
    for carrier in body.into_iter().chain(success) {
        for (_, media) in carrier.get("content").into_iter().flat_map(members) {
            media
                .get("schema")
                .into_iter()
                .for_each(|schema| contents.add(schema));
        }
    }
    contents
}

#[test]
fn every_webhook_and_channel_is_there() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let tree = tree(sources);
    let names = |key: &str| -> BTreeSet<String> {
        tree.get(key)
            .into_iter()
            .flat_map(members)
            .map(|(name, _)| name.to_owned())
            .collect()
    };
    let webhooks = output
        .inspection
        .webhooks
        .iter()
        .map(|webhook| webhook.name.clone())
        .collect();
    assert_eq!(names("webhooks"), webhooks);
    let channels = output
        .inspection
        .channels
        .iter()
        .map(|channel| channel.name.clone())
        .collect();
    assert_eq!(names("x-channels"), channels);
}
