//! Generation is deterministic, and does not depend on the order of schemas and paths.

use std::collections::BTreeMap;

use oasmith_core::Sources;
use oasmith_core::document::{Node, Value, write_yaml};
use oasmith_core::source::SourceFile;
use oasmith_tests::repository::tree;

use crate::{generate, output, sources};

#[test]
fn generating_twice_writes_the_same_files() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let again = generate(sources).output.expect("the document is valid");
    assert_same(&output.files, &again.files);
}

/// Reverses the order of schemas and paths: every type and method stays the same.
#[test]
fn names_do_not_depend_on_the_order_of_the_document() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let mut root = tree(sources.clone());
    reverse(&mut root, &["components", "schemas"]);
    reverse(&mut root, &["paths"]);
    let reversed = Sources {
        document: SourceFile::new("reversed.yaml", write_yaml(&root)),
        overlays: Vec::new(),
        ..sources
    };
    let reversed = generate(reversed)
        .output
        .expect("the reversed document is valid");
    let types = |files: &BTreeMap<String, String>| -> BTreeMap<String, String> {
        let types = files
            .iter()
            .filter(|(path, _)| path.starts_with("src/types/"));
        types
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect()
    };
    assert_same(&types(&output.files), &types(&reversed.files));
    let calls = |operations: &[oasmith_core::inspect::OperationView]| -> BTreeMap<String, String> {
        operations
            .iter()
            .map(|view| (view.operation_id.clone(), view.rust.clone()))
            .collect()
    };
    assert_same(
        &calls(&output.inspection.operations),
        &calls(&reversed.inspection.operations),
    );
}

fn reverse(root: &mut Node, path: &[&str]) {
    let mut node = root;
    for name in path {
        let Value::Object(map) = &mut node.value else {
            return;
        };
        let Some(next) = map.get_mut(*name) else {
            return;
        };
        node = next;
    }
    if let Value::Object(map) = &mut node.value {
        map.reverse();
    }
}

#[track_caller]
fn assert_same(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) {
    let differences: Vec<&String> = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    assert!(
        differences.is_empty(),
        "{} differ: {differences:?}",
        differences.len()
    );
}
