//! Operations, and the entries of other maps by name.

use super::Merge;
use super::tree::{is_empty, object_at, remove};
use crate::document::{Map, Node, from_fragment, push_pointer};

impl Merge<'_> {
    /// Adds the operations that the document lacks. Paths that differ only in the names of their parameters are equal.
    pub(super) fn operations(&mut self, document: &mut Node, supplement: &Node) {
        let Some(paths) = supplement.get("paths").and_then(Node::as_object) else {
            return;
        };
        for (path, item) in paths {
            let known = same_path(document, &path.text);
            for (method, operation) in item.as_object().into_iter().flatten() {
                let pointer = pointer(&["paths", &path.text, &method.text]);
                let existing = known.as_deref().unwrap_or(&path.text);
                let target = self::pointer(&["paths", existing, &method.text]);
                if document.at_pointer(&target).is_some() {
                    self.not_needed(pointer, operation);
                    continue;
                }
                self.replace(document, operation);
                let Some(paths) = object_at(document, "paths", item) else {
                    continue;
                };
                let empty = || Node::new(crate::document::Value::Object(Map::new()), item.origin);
                let entry = paths.entry(path.clone()).or_insert_with(empty);
                if let crate::document::Value::Object(map) = &mut entry.value {
                    map.insert(method.clone(), operation.clone());
                }
            }
        }
    }

    /// Removes the operation that another one replaces. It may already be gone.
    fn replace(&mut self, document: &mut Node, operation: &Node) {
        let Some(replaced) = operation.get("x-replaces") else {
            return;
        };
        let Some(target) = replaced.as_str().and_then(from_fragment) else {
            self.invalid(
                "`x-replaces` is not a reference such as `#/paths/~1a/get`",
                replaced,
            );
            return;
        };
        remove(document, &target);
        if let Some((item, _)) = target.rsplit_once('/')
            && document
                .at_pointer_mut(item)
                .is_some_and(|item| is_empty(item))
        {
            remove(document, item);
        }
    }

    /// Adds the entries of a map that the document lacks.
    pub(super) fn entries(&mut self, document: &mut Node, supplement: &Node, path: &[&str]) {
        let source = supplement
            .at_pointer(&pointer(path))
            .and_then(Node::as_object);
        for (name, entry) in source.into_iter().flatten() {
            let mut parts = path.to_vec();
            parts.push(&name.text);
            if document.at_pointer(&pointer(&parts)).is_some() {
                self.not_needed(pointer(&parts), entry);
                continue;
            }
            let mut owner = &mut *document;
            let Some((last, parents)) = path.split_last() else {
                return;
            };
            for parent in parents {
                let found = object_at(owner, parent, entry).is_some();
                match owner.at_pointer_mut(&pointer(&[parent])).filter(|_| found) {
                    Some(next) => owner = next,
                    None => return,
                }
            }
            if let Some(map) = object_at(owner, last, entry) {
                map.insert(name.clone(), entry.clone());
            }
        }
    }
}

/// The path of the document that is equal except for the names of its parameters.
fn same_path(document: &Node, path: &str) -> Option<String> {
    let paths = document.get("paths")?.as_object()?;
    let wanted = without_names(path);
    let mut keys = paths.keys().map(|key| &*key.text);
    keys.find(|key| without_names(key) == wanted)
        .map(str::to_owned)
}

fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str("{}");
        plain.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    plain
}

fn pointer(parts: &[&str]) -> String {
    let mut pointer = String::new();
    parts
        .iter()
        .for_each(|part| push_pointer(&mut pointer, part));
    pointer
}
