//! Every operation, schema, property and enum value of the document is part of the crate.

use std::collections::{BTreeMap, BTreeSet};

use oasmith_core::document::Node;
use oasmith_tests::repository::tree;

use crate::crate_text::{literal, types};
use crate::raw::{at_path, items, properties, resolved, string};
use crate::{output, sources};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The property names and enum values in a schema and its inline schemas.
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
        for (name, property) in schema.get("properties").into_iter().flat_map(properties) {
            self.properties.insert(name.to_owned());
            self.add(property);
        }
        let listed = schema.get("enum").into_iter().flat_map(items);
        self.values.extend(
            listed
                .chain(schema.get("const"))
                .filter_map(string)
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

    /// Returns what the code does not mention.
    fn missing(&self, owner: &str, code: &str) -> Vec<String> {
        let missing = |kind: &'static str| {
            move |name: &String| {
                (!code.contains(&literal(name))).then(|| format!("{owner}: {kind} {name:?}"))
            }
        };
        let properties = self.properties.iter().filter_map(missing("property"));
        let values = self.values.iter().filter_map(missing("value"));
        properties.chain(values).collect()
    }
}

/// Returns the code of a module and of the modules whose types it names, since branches of an `allOf` may share types.
/// An inline type may be an alias for an equal type in a third module, and so may the types inside it.
fn with_shared(code: &str, types: &BTreeMap<&str, &str>) -> String {
    let mut code = format!("{code}{}", modules_of("super::", code, types));
    for _ in 0..2 {
        code = format!("{code}{}", modules_of(" = super::", &code, types));
    }
    code
}

/// Returns the code of the modules of the types whose names follow a prefix.
fn modules_of(prefix: &str, code: &str, types: &BTreeMap<&str, &str>) -> String {
    let names = code.split(prefix).skip(1).filter_map(|rest| {
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
        types.get(&rest[..end]).copied()
    });
    names.collect()
}

#[track_caller]
fn assert_complete(what: &str, missing: &[String]) {
    assert!(
        missing.is_empty(),
        "{} {what}:\n  {}",
        missing.len(),
        missing.join("\n  ")
    );
}

#[test]
fn every_schema_property_and_value_is_generated() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let tree = tree(sources);
    let types = types(output);
    let mut missing = Vec::new();
    let mut schemas = 0;
    for (name, schema) in at_path(&tree, &["components", "schemas"])
        .into_iter()
        .flat_map(properties)
    {
        schemas += 1;
        let view = output
            .inspection
            .schemas
            .iter()
            .find(|view| view.name == name);
        let Some(code) = view.and_then(|view| types.get(view.rust.as_str())) else {
            missing.push(format!("schema {name:?}"));
            continue;
        };
        let code = with_shared(code, &types);
        missing.extend(Contents::of(schema).missing(name, &code));
    }
    assert!(schemas > 1000, "only {schemas} schemas");
    assert_eq!(schemas, output.inspection.schemas.len());
    assert_complete("parts of the document are missing from the crate", &missing);
}

#[test]
fn every_operation_is_generated_with_its_parameters_and_bodies() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let tree = tree(sources);
    let types = types(output);
    let mut missing = Vec::new();
    let mut operations = 0;
    for (path, item) in tree.get("paths").into_iter().flat_map(properties) {
        for (method, operation) in properties(item).filter(|(method, _)| METHODS.contains(method)) {
            operations += 1;
            let id = operation
                .get("operationId")
                .and_then(string)
                .unwrap_or_default();
            let view = output
                .inspection
                .operations
                .iter()
                .find(|view| view.operation_id == id);
            if !view
                .is_some_and(|view| view.method.eq_ignore_ascii_case(method) && view.path == path)
            {
                missing.push(format!("operation {id:?}, {method} {path}"));
                continue;
            }
            let template = path.split('?').next().unwrap_or(path);
            let row = format!(
                "={}{}{}",
                literal(id),
                method.to_uppercase(),
                literal(template)
            );
            let has_row =
                |text: &&String| text.split_whitespace().collect::<String>().contains(&row);
            let api = output
                .files
                .iter()
                .filter(|(path, _)| path.starts_with("src/api/"));
            let Some(calls) = api.map(|(_, text)| text).find(has_row) else {
                missing.push(format!("table of operation {id:?}"));
                continue;
            };
            let own_types = output
                .files
                .iter()
                .filter(|(path, _)| is_of_operation(path, id));
            let own_types = own_types.map(|(_, text)| text);
            let own_types: String = own_types.map(String::as_str).collect();
            let code = format!("{calls}{}", with_shared(&own_types, &types));
            missing.extend(operation_contents(&tree, item, operation).missing(id, &code));
        }
    }
    assert!(operations > 200, "only {operations} operations");
    assert_eq!(operations, output.inspection.operations.len());
    assert_complete("parts of operations are missing from the crate", &missing);
}

/// Returns whether a file contains the inline types of an operation, such as `src/types/list_files_operation.rs`.
fn is_of_operation(path: &str, id: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|letter| letter.to_ascii_lowercase()).collect()
    };
    let name = path.strip_prefix("src/types/");
    let name = name.and_then(|name| name.strip_suffix("_operation.rs"));
    name.is_some_and(|name| letters(name) == letters(id))
}

/// Returns the parameters of an operation and the inline schemas of its request and its successful responses.
fn operation_contents(tree: &Node, item: &Node, operation: &Node) -> Contents {
    let mut contents = Contents::default();
    let parameters = [item, operation]
        .into_iter()
        .filter_map(|node| node.get("parameters"))
        .flat_map(items);
    for parameter in parameters.map(|parameter| resolved(tree, parameter)) {
        contents
            .properties
            .extend(parameter.get("name").and_then(string).map(str::to_owned));
        parameter
            .get("schema")
            .into_iter()
            .for_each(|schema| contents.add(schema));
    }
    let body = operation
        .get("requestBody")
        .map(|body| resolved(tree, body));
    let responses = operation.get("responses").into_iter().flat_map(properties);
    let successful = responses
        .filter(|(status, _)| status.starts_with('2'))
        .map(|(_, response)| resolved(tree, response));
    for carrier in body.into_iter().chain(successful) {
        for (_, media) in carrier.get("content").into_iter().flat_map(properties) {
            media
                .get("schema")
                .into_iter()
                .for_each(|schema| contents.add(schema));
        }
    }
    contents
}

#[test]
fn every_webhook_and_channel_is_generated() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let tree = tree(sources);
    let names = |key: &str| -> BTreeSet<String> {
        tree.get(key)
            .into_iter()
            .flat_map(properties)
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
