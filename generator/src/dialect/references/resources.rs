//! Resolves references to other files and to schemas with an `$id`.
//!
//! Input: the document, with other files under `x-files`. Output: each reference whose target is in one of these files, or
//! below a schema with an `$id`, is a pointer into the tree. All other references are unchanged. The base of a reference is
//! the URI of the innermost resource around it: a file, or a schema with an `$id`
//! ([JSON Schema, 8.2](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2)).

use std::collections::BTreeMap;

use fluent_uri::{Uri, UriRef};

use crate::dialect::data::Keys;
use crate::dialect::tree;
use crate::document::{Map, Node, Value, from_fragment, push_pointer};

/// The root field with the trees of other files, by their path relative to the document.
pub const FILES: &str = "x-files";

/// The root field with the URI of the document.
pub const SELF: &str = "$self";

/// The URI of the document, if it has no `$self`. Other files are relative to it.
const DOCUMENT: &str = "file:///openapi";

/// Rewrites references to other resources.
pub(super) fn resolve(root: &mut Node) {
    let resources = Resources::of(root);
    if resources.0.len() == 1 {
        return;
    }
    let mut rewrites = Vec::new();
    let base = document_uri(root);
    let mut walk = Walk {
        root,
        resources: &resources,
        rewrites: &mut rewrites,
    };
    walk.node(root, Keys::Fields, &base, &mut String::new());
    for Rewrite { pointer, target } in rewrites {
        if let Some(node) = root.at_pointer_mut(&pointer) {
            node.value = Value::String(target);
        }
    }
}

/// Removes the trees of other files, and the URI of the document.
pub(super) fn remove_files(root: &mut Node) {
    if let Some(map) = tree::object_mut(root) {
        map.shift_remove(FILES);
        map.shift_remove(SELF);
    }
}

/// The pointer of each resource, by its URI.
struct Resources(BTreeMap<String, String>);

impl Resources {
    fn of(root: &Node) -> Self {
        let base = document_uri(root);
        let mut resources = Self(BTreeMap::from([(base.to_string(), String::new())]));
        resources.collect(root, &base, &mut String::new());
        resources
    }

    /// Adds the resources below a node.
    fn collect(&mut self, node: &Node, base: &Uri<String>, pointer: &mut String) {
        each_child(node, base, pointer, &mut |_, child, inner, pointer| {
            if inner != base {
                let first = self.0.entry(inner.to_string());
                first.or_insert_with(|| pointer.clone());
            }
            self.collect(child, inner, pointer);
        });
    }
}

fn document_uri(root: &Node) -> Uri<String> {
    let own = root.get(SELF).and_then(Node::as_str);
    let default = || Uri::parse(DOCUMENT.to_owned()).expect("a valid URI");
    own.and_then(|own| resolved(&default(), own))
        .map_or_else(default, |(uri, _)| uri)
}

/// Returns the URI that a reference resolves to, and its fragment.
fn resolved(base: &Uri<String>, reference: &str) -> Option<(Uri<String>, String)> {
    let mut uri = UriRef::parse(reference).ok()?.resolve_against(base).ok()?;
    let fragment = uri.fragment().map(|it| it.as_str().to_owned());
    uri.set_fragment(None);
    Some((uri, fragment.unwrap_or_default()))
}

/// A callback that receives the key of a child, the child, the base URI of its references, and its pointer.
type Visit<'v> = &'v mut dyn FnMut(&str, &Node, &Uri<String>, &mut String);

/// Visits the children of a node.
fn each_child(node: &Node, base: &Uri<String>, pointer: &mut String, visit: Visit<'_>) {
    let is_files = pointer.strip_prefix('/') == Some(FILES);
    let mut child = |key: &str, child: &Node| {
        let own = if is_files { Some(key) } else { id(child) };
        let inner = own.and_then(|own| resolved(base, own));
        let inner = inner.as_ref().map_or(base, |(inner, _)| inner);
        let length = pointer.len();
        push_pointer(pointer, key);
        visit(key, child, inner, pointer);
        pointer.truncate(length);
    };
    match &node.value {
        Value::Object(map) => map.iter().for_each(|(key, node)| child(&key.text, node)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, node)| child(&index.to_string(), node));
        }
        _ => {}
    }
}

/// The `$id` of a schema. In older drafts, an `$id` that is only a fragment is an anchor.
fn id(node: &Node) -> Option<&str> {
    let id = tree::text(node.as_object()?, "$id")?;
    (!id.starts_with('#')).then_some(id)
}

/// A replacement of the string at a pointer with the target.
struct Rewrite {
    pointer: String,
    target: String,
}

struct Walk<'n, 'w> {
    root: &'n Node,
    resources: &'w Resources,
    rewrites: &'w mut Vec<Rewrite>,
}

impl Walk<'_, '_> {
    /// Rewrites the references in a node, except those in data.
    fn node(&mut self, node: &Node, keys: Keys, base: &Uri<String>, pointer: &mut String) {
        if let Value::Object(map) = &node.value {
            self.references(map, base, pointer);
        }
        each_child(node, base, pointer, &mut |key, child, base, pointer| {
            if !keys.is_data(key) {
                self.node(child, keys.of(key), base, pointer);
            }
        });
    }

    fn references(&mut self, map: &Map, base: &Uri<String>, pointer: &str) {
        for keyword in ["$ref", "$dynamicRef"] {
            if let Some(written) = tree::text(map, keyword) {
                self.reference(written, base, format!("{pointer}/{keyword}"));
            }
        }
        let mapping = map.get("discriminator").and_then(|it| it.get("mapping"));
        for (key, target) in mapping.and_then(Node::as_object).into_iter().flatten() {
            if let Some(written) = target.as_str()
                && written.contains(['#', '/', '.'])
            {
                let mut pointer = format!("{pointer}/discriminator/mapping");
                push_pointer(&mut pointer, &key.text);
                self.reference(written, base, pointer);
            }
        }
    }

    /// Rewrites a reference whose target is in a resource other than the document.
    fn reference(&mut self, written: &str, base: &Uri<String>, pointer: String) {
        let Some((uri, fragment)) = resolved(base, written) else {
            return;
        };
        let Some(resource) = self.resources.0.get(uri.as_str()) else {
            return;
        };
        if resource.is_empty() && written.starts_with('#') {
            return;
        }
        let target = match fragment.is_empty() || fragment.starts_with('/') {
            true => format!("#{}{fragment}", encoded(resource)),
            false => format!("#{fragment}"),
        };
        let exists = from_fragment(&target).is_none_or(|at| self.root.at_pointer(&at).is_some());
        if exists {
            self.rewrites.push(Rewrite { pointer, target });
        }
    }
}

/// Encodes a pointer for the fragment of a URI.
fn encoded(pointer: &str) -> String {
    pointer.replace('%', "%25").replace(' ', "%20")
}
