//! An insertion into the document only adds lines to the generated code.
//!
//! Input: `spec/openai.yaml` with a property in the middle of 50 schemas, a value in the middle of ten enums, or one
//! more operation. Output: failures with the lines that changed unnecessarily.

use std::collections::{BTreeMap, BTreeSet};

use oasmith_core::diagnostic::Diagnostics;
use oasmith_core::document::{self, Key, Map, Node, Value, write_yaml};
use oasmith_core::source::{Origin, SourceFile, SourceId, SourceMap};
use oasmith_core::{Output, Sources};
use oasmith_tests::fixture::diagnostics;
use oasmith_tests::repository::tree;
use similar::{ChangeTag, TextDiff};

use crate::crate_text::{Table, tables};
use crate::raw::{at_path, items, properties, string};
use crate::{generate, output, sources, surface};

const SCHEMAS: usize = 50;
const ENUMS: usize = 10;

#[test]
fn a_property_is_a_field_a_setter_and_a_row() {
    let Some(before) = output() else { return };
    let chosen = spread(&built_records(before), SCHEMAS);
    let after = edited(|root| {
        for (at, schema) in chosen.iter().enumerate() {
            let properties = object(root, &["components", "schemas", schema, "properties"]);
            let (name, middle) = (property(at), properties.len() / 2);
            properties.shift_insert(middle, key(&name), parsed("{type: boolean}"));
        }
    });
    let added = additions(&type_files(before), &type_files(&after));
    let views = additions(&surface::texts(before), &surface::texts(&after));
    let with_setters = of_kind(before, "setters!");
    let mut expected = Vec::new();
    for at in 0..chosen.len() {
        let name = property(at);
        let holders = holders(&after, "record_table!", &name);
        assert!(!holders.is_empty(), "no struct has `{name}`");
        for holder in &holders {
            expected.push(format!("    pub {name}: Option<bool>,"));
            expected.push(format!("        optional {name} \"{name}\";"));
            if with_setters.contains(holder) {
                expected.push(format!("        with_{name}({name}: bool);"));
            }
        }
        let lines = views.iter().filter(|line| line.contains(&name)).count();
        assert_eq!(lines, holders.len(), "lines of snapshots for `{name}`");
    }
    assert!(
        views.iter().all(|line| line.contains("inserted_")),
        "{views:?}"
    );
    assert_same_lines(expected, added);
}

#[test]
fn a_value_of_an_enum_is_a_variant_and_a_row() {
    let Some(before) = output() else { return };
    let mut enums = string_enums(before);
    // A value of only one branch of an `allOf` changes the type of a property that both branches declare.
    let narrowed = enums_of_branches();
    enums.retain(|name| !narrowed.contains(&format!("#/components/schemas/{name}")));
    let chosen = spread(&enums, ENUMS);
    let after = edited(|root| {
        for schema in &chosen {
            let values = array(root, &["components", "schemas", schema, "enum"]);
            let value = parsed("{value: inserted}").get("value").cloned();
            values.insert(values.len() / 2, value.expect("a string"));
        }
    });
    let added = additions(&type_files(before), &type_files(&after));
    // An enum that repeats the values of another enum gets the value as well.
    let enums = holders(&after, "string_table!", "Inserted");
    assert!(enums.len() >= chosen.len(), "{enums:?}");
    let lines = ["    Inserted,", "        Inserted \"inserted\";"];
    let expected = lines.repeat(enums.len());
    assert_same_lines(expected.into_iter().map(str::to_owned).collect(), added);
    let views = additions(&surface::texts(before), &surface::texts(&after));
    assert_same_lines(vec!["    | \"inserted\"".to_owned(); enums.len()], views);
}

#[test]
fn an_operation_only_adds_lines() {
    let Some(before) = output() else { return };
    let after = edited(|root| {
        let paths = object(root, &["paths"]).iter();
        // A parameter with a declared type would also change the list of uses in the documentation of that type.
        let free: Vec<_> = paths
            .filter(|(path, item)| path.text.ends_with('}') && item.get("put").is_none())
            .filter(|(_, item)| has_only_path_parameters(item))
            .collect();
        let (path, item) = free[free.len() / 2];
        let path = path.text.to_string();
        let parameters = item
            .get("get")
            .and_then(|operation| operation.get("parameters"));
        let parameters = parameters.cloned();
        let mut operation =
            parsed("{operationId: insertedOperation, responses: {'204': {description: ''}}}");
        if let Some(parameters) = parameters {
            object(&mut operation, &[]).insert(key("parameters"), parameters);
        }
        object(root, &["paths", &path]).insert(key("put"), operation);
    });
    let added = additions(&before.files, &after.files);
    let has = |text: &str| added.iter().any(|line| line.contains(text));
    assert!(has("pub fn ") && has("operation_table! {") && has("\"insertedOperation\""));
    let views = additions(&surface::texts(before), &surface::texts(&after));
    assert_eq!(views.len(), 2, "{views:?}");
}

/// Returns whether the parameters of `get`, if there are any, are those of the path.
fn has_only_path_parameters(item: &Node) -> bool {
    let parameters = item.get("get").and_then(|it| it.get("parameters"));
    let is_in_path = |it: &Node| it.get("in").and_then(Node::as_str) == Some("path");
    parameters.is_some_and(|it| items(it).iter().all(is_in_path))
}

/// Returns the component schemas with several properties that are structs with setters.
fn built_records(output: &Output) -> Vec<String> {
    let with_setters = of_kind(output, "setters!");
    schemas(output, |schema, rust| {
        let properties = schema.get("properties").into_iter().flat_map(properties);
        properties.count() > 1 && with_setters.contains(rust)
    })
}

/// Returns the component schemas that are string enums.
fn string_enums(output: &Output) -> Vec<String> {
    let string_enums = of_kind(output, "string_table!");
    schemas(output, |schema, rust| {
        let values = schema.get("enum").map_or(0, |values| items(values).len());
        values > 1 && string_enums.contains(rust)
    })
}

/// Returns the references of properties in the branches of an `allOf`.
fn enums_of_branches() -> BTreeSet<String> {
    let root = tree(sources().expect("a document"));
    let schemas = at_path(&root, &["components", "schemas"]).into_iter();
    let schemas = schemas.flat_map(properties).map(|(_, schema)| schema);
    let branches = schemas.filter_map(|it| it.get("allOf")).flat_map(items);
    let fields = branches.filter_map(|it| it.get("properties"));
    let references = fields
        .flat_map(properties)
        .filter_map(|(_, field)| field.get("$ref").and_then(string));
    references.map(str::to_owned).collect()
}

/// Returns the component schemas that satisfy a condition on the schema and its type.
fn schemas(output: &Output, condition: impl Fn(&Node, &str) -> bool) -> Vec<String> {
    let root = tree(sources().expect("a document"));
    let rust: BTreeMap<&str, &str> = output
        .inspection
        .schemas
        .iter()
        .map(|view| (view.name.as_str(), view.rust.as_str()))
        .collect();
    let schemas = at_path(&root, &["components", "schemas"]).into_iter();
    let schemas = schemas.flat_map(properties).filter(|(name, schema)| {
        let rust = rust.get(name);
        rust.is_some_and(|rust| condition(schema, rust))
    });
    schemas.map(|(name, _)| name.to_owned()).collect()
}

/// Returns the types with a table of a kind.
fn of_kind(output: &Output, kind: &str) -> BTreeSet<String> {
    let files = type_files(output);
    let tables = files.values().flat_map(|text| tables(text, kind));
    tables.map(|table| table.type_name().to_owned()).collect()
}

/// Returns the types with a row of this name in a table of a kind.
fn holders(output: &Output, kind: &str, name: &str) -> Vec<String> {
    let files = type_files(output);
    let tables = files.values().flat_map(|text| tables(text, kind));
    let has_name = |table: &Table| {
        let mut rows = table.rows.iter();
        rows.any(|row| row.split(' ').any(|word| word == name))
    };
    tables
        .filter(has_name)
        .map(|table| table.type_name().to_owned())
        .collect()
}

/// Returns this many items, evenly spread.
fn spread(all: &[String], count: usize) -> Vec<String> {
    assert!(all.len() >= 2 * count, "only {} to choose from", all.len());
    (0..count)
        .map(|at| all[at * all.len() / count].clone())
        .collect()
}

fn property(at: usize) -> String {
    format!("inserted_{at}_property")
}

/// Generates from the document with overlays and an edit applied.
fn edited(edit: impl FnOnce(&mut Node)) -> Output {
    let sources = sources().expect("a document");
    let mut root = tree(sources.clone());
    edit(&mut root);
    let sources = Sources {
        document: SourceFile::new("edited.yaml", write_yaml(&root)),
        overlays: Vec::new(),
        ..sources
    };
    let run = generate(sources);
    let text = diagnostics(&run);
    run.output.unwrap_or_else(|| panic!("{text}"))
}

fn type_files(output: &Output) -> BTreeMap<String, String> {
    let files = output.files.iter();
    files
        .filter(|(path, _)| path.starts_with("src/types/"))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

/// Returns the lines added to files, and asserts that none was removed.
#[track_caller]
fn additions(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let mut added = Vec::new();
    for (path, text) in after {
        let old = before.get(path).map_or("", String::as_str);
        if old == text {
            continue;
        }
        for change in TextDiff::from_lines(old, text).iter_all_changes() {
            let line = change.value().trim_end().to_owned();
            match change.tag() {
                ChangeTag::Equal => {}
                ChangeTag::Insert => added.push(line),
                ChangeTag::Delete => panic!("{path} no longer has the line: {line}"),
            }
        }
    }
    let removed = before.keys().find(|path| !after.contains_key(*path));
    assert!(removed.is_none(), "{removed:?} was removed");
    added
}

#[track_caller]
fn assert_same_lines(mut expected: Vec<String>, mut added: Vec<String>) {
    expected.sort();
    added.sort();
    assert_eq!(added, expected);
}

fn object<'n>(root: &'n mut Node, path: &[&str]) -> &'n mut Map {
    match &mut at(root, path).value {
        Value::Object(map) => map,
        _ => panic!("{path:?} is not an object"),
    }
}

fn array<'n>(root: &'n mut Node, path: &[&str]) -> &'n mut Vec<Node> {
    match &mut at(root, path).value {
        Value::Array(items) => items,
        _ => panic!("{path:?} is not an array"),
    }
}

fn at<'n>(root: &'n mut Node, path: &[&str]) -> &'n mut Node {
    path.iter().fold(root, |node, name| match &mut node.value {
        Value::Object(map) => map.get_mut(*name).expect("the property exists"),
        _ => panic!("{path:?} contains a value that is not an object"),
    })
}

fn key(name: &str) -> Key {
    Key::new(name, Origin::start_of(SourceId(0)))
}

fn parsed(yaml: &str) -> Node {
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile::new("inserted.yaml", yaml));
    document::read(&sources, id, &mut Diagnostics::default()).expect("YAML")
}
