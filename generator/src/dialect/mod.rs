//! OpenAPI 3.1, 3.0 and the mixtures people publish, in one dialect: what the typed model of OpenAPI 3.0 can hold.
//!
//! In: the untyped document after the overlays. Out: the same document with fewer ways to say things, each node with the
//! origin of what it was made of. Must not know Rust, and asks nothing about what the API is for.
//!
//! What the next stages can rely on, for schemas:
//!
//! - A `$ref` stands alone and has the form `#/components/<section>/<name>`, unless its target does not exist here.
//! - Every other schema is one of: a `type` with keywords of that type; `anyOf` or `oneOf` with at least two branches,
//!   none of them `null` or nullable; `allOf`, whose members are not nullable; nothing about values (any JSON);
//!   `enum: [null]` (only `null`). Annotations may stand beside each.
//! - `allOf` with one member is an annotated reference.
//! - `null` is `nullable: true`, a constant is an `enum` of one value, exclusive limits are flags, limits of integers
//!   are integers of 64 bits (`x-limit-minimum`, `x-limit-maximum` hold others).
//! - No keyword of 3.1 is left. What cannot be said in the dialect is a warning.
//!
//! For the rest: path items are not references, and the parameters of a path stand in each of its operations.

mod grammar;
mod objects;
mod references;
mod schema;
mod tree;
mod version;
mod walk;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Diagnostics;
use crate::document::{Map, Node};

use grammar::Kind;

/// Brings a document into the one dialect. What is found goes to `found`; with errors among it, the result is not to be
/// used.
pub fn normalize(mut root: Node, found: &mut Diagnostics) -> Node {
    if !version::check(&mut root, found) {
        return root;
    }
    references::canonicalize(&mut root);
    references::path_items(&mut root);
    let mut cx = Context::of(&root, found);
    objects::normalize(&mut root, Kind::Document, &mut cx);
    root
}

/// What the rules know of the whole document.
struct Context<'f> {
    /// Where findings go.
    found: &'f mut Diagnostics,
    /// The names of all component schemas; asked, never listed.
    schemas: HashSet<Box<str>>,
    /// Location and name of each component parameter, by its component name; asked, never listed.
    parameters: HashMap<Box<str>, (String, String)>,
}

impl<'f> Context<'f> {
    fn of(root: &Node, found: &'f mut Diagnostics) -> Self {
        let section = |name: &str| {
            root.get("components")
                .and_then(|components| components.get(name))
                .and_then(Node::as_object)
        };
        let schemas = section("schemas")
            .into_iter()
            .flat_map(Map::keys)
            .map(|key| key.text.clone())
            .collect();
        let parameters = section("parameters")
            .into_iter()
            .flatten()
            .filter_map(|(key, node)| Some((key.text.clone(), objects::identity(node)?)))
            .collect();
        Self {
            found,
            schemas,
            parameters,
        }
    }
}

#[cfg(test)]
mod testing;
