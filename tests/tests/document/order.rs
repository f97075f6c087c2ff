//! The same document gives the same bytes, in whatever order its schemas stand.

use std::collections::BTreeMap;

use oasmith::Sources;
use oasmith::document::{Node, Value, write_yaml};
use oasmith::source::SourceFile;
use oasmith_tests::repository::tree;

use crate::{generate, output, sources};

#[test]
fn generating_again_gives_the_same_bytes() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let again = generate(sources).output.expect("it was generated before");
    assert_same(&output.files, &again.files);
}

/// Schemas and paths in the opposite order: no type is called otherwise, changed or moved.
#[test]
fn the_order_of_schemas_and_paths_changes_no_name() {
    let (Some(output), Some(sources)) = (output(), sources()) else {
        return;
    };
    let mut root = tree(sources.clone());
    reverse(&mut root, &["components", "schemas"]);
    reverse(&mut root, &["paths"]);
    let turned = Sources {
        document: SourceFile::new("turned.yaml", write_yaml(&root)),
        overlays: Vec::new(),
        ..sources
    };
    let turned = generate(turned).output.expect("the order is of no matter");
    let types = |files: &BTreeMap<String, String>| -> BTreeMap<String, String> {
        let types = files
            .iter()
            .filter(|(path, _)| path.starts_with("src/types/"));
        types
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect()
    };
    assert_same(&types(&output.files), &types(&turned.files));
    let calls = |operations: &[oasmith::inspect::OperationView]| -> BTreeMap<String, String> {
        operations
            .iter()
            .map(|view| (view.operation_id.clone(), view.rust.clone()))
            .collect()
    };
    assert_same(
        &calls(&output.inspection.operations),
        &calls(&turned.inspection.operations),
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
    let differ: Vec<&String> = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    assert!(differ.is_empty(), "{} differ: {differ:?}", differ.len());
}
