//! Other files that the document refers to.
//!
//! Input: files by their path relative to the document. Output: the document with their trees in `x-files`, where `dialect`
//! finds them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::dialect::{FILES, SELF};
use crate::document::{self, Key, Map, Node, Value};
use crate::source::{SourceFile, SourceMap};

/// Returns the paths of the other files that a file refers to, relative to that file. URLs are not included.
pub fn referenced_files(file: SourceFile) -> BTreeSet<String> {
    let mut map = SourceMap::default();
    let id = map.add(file);
    let mut paths = BTreeSet::new();
    if let Some(root) = document::read(&map, id, &mut Diagnostics::default()) {
        collect(&root, &mut paths);
    }
    paths
}

fn collect(node: &Node, paths: &mut BTreeSet<String>) {
    let mapping = node.get("discriminator").and_then(|it| it.get("mapping"));
    let targets = mapping.and_then(Node::as_object).into_iter().flatten();
    let targets = targets.map(|(_, target)| target).chain(node.get("$ref"));
    paths.extend(targets.filter_map(Node::as_str).filter_map(path));
    node.value
        .children()
        .for_each(|child| collect(child, paths));
}

/// The path of a reference to another file: it has a fragment or a file extension, and no scheme or host.
fn path(reference: &str) -> Option<String> {
    let (path, fragment) = match reference.split_once('#') {
        Some((path, _)) => (path, true),
        None => (reference, false),
    };
    let is_url = path.contains("://") || path.starts_with("//");
    let is_file =
        fragment || path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
    (!path.is_empty() && !is_url && is_file).then(|| path.to_owned())
}

/// Adds the trees of the files to the document.
pub(super) fn attach(
    root: &mut Node,
    name: &str,
    files: BTreeMap<String, SourceFile>,
    map: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) {
    let mut trees = Map::default();
    for (path, file) in files {
        let id = map.add(file);
        if let Some(tree) = document::read(map, id, diagnostics) {
            trees.insert(Key::new(path, root.origin), tree);
        }
    }
    if let Value::Object(fields) = &mut root.value
        && !trees.is_empty()
    {
        let trees = Node::new(Value::Object(trees), root.origin);
        fields.insert(Key::new(FILES, root.origin), trees);
        // The other files refer to the document by its name.
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let name = Node::new(Value::String(name.to_owned()), root.origin);
        fields.entry(Key::new(SELF, root.origin)).or_insert(name);
    }
}
