//! Reduces an OpenAPI document to its interface facts.
//!
//! Input: the tree of a published document, of any version. Output: the same document without prose, examples and
//! sample code. It is still valid, and equivalent for every program that sends requests or receives responses. This
//! module knows where OpenAPI has prose, but not the meaning of documents.
//!
//! - Names that authors choose (properties, schemas, paths, enum values, defaults) are never mistaken for keywords.
//! - An `x-` extension is documentation if any occurrence in the document contains prose or samples: only the
//!   properties `group` and `name` of its objects are facts. Other extensions are kept entirely.
//! - The `description` of a response is required; it is kept, but empty.

mod extension;

use std::collections::BTreeSet;

use crate::document::{Map, Node, Value};
use crate::grammar::{Field, ObjectKind, field};

/// Whether to keep descriptions and summaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {
    /// Removes them.
    Drop,
    /// Keeps them; examples and samples are removed in either case.
    Keep,
}

/// Reduces a document to its interface facts.
pub fn reduce(document: &Node, prose: Prose) -> Node {
    let mut documentation = BTreeSet::new();
    visit_extensions(document, ObjectKind::Document, &mut |name, value| {
        if extension::is_documentation(name, value) {
            documentation.insert(name);
        }
    });
    Reducer {
        prose,
        documentation,
    }
    .object(document, ObjectKind::Document)
}

/// The role of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Part of the interface, with these contents.
    Fact(Field),
    /// Text for readers.
    Prose,
    /// An example, sample code, or a comment.
    Sample,
    /// An `x-` extension.
    Extension,
}

fn role(kind: ObjectKind, name: &str) -> Role {
    match (field(kind, name), name) {
        (Field::Extension, _) => Role::Extension,
        (Field::Prose, _) | (Field::Unknown, "description" | "summary") => Role::Prose,
        (Field::Sample, _) | (Field::Unknown, "example" | "examples" | "$comment") => Role::Sample,
        (contents, _) => Role::Fact(contents),
    }
}

/// The kind of the objects in a field, and whether the field is a map of them. Returns `None` if it contains no
/// objects.
fn nested(contents: Field) -> Option<(ObjectKind, bool)> {
    match contents {
        Field::One(kind) | Field::Many(kind) | Field::OneOrMany(kind) => Some((kind, false)),
        Field::Map(kind) => Some((kind, true)),
        Field::Definitions => Some((ObjectKind::Schema, true)),
        _ => None,
    }
}

/// Calls `visit` with the name and value of each extension.
fn visit_extensions<'n>(
    node: &'n Node,
    kind: ObjectKind,
    visit: &mut dyn FnMut(&'n str, &'n Node),
) {
    if let Value::Array(items) = &node.value {
        items
            .iter()
            .for_each(|item| visit_extensions(item, kind, visit));
    }
    for (key, value) in node.as_object().into_iter().flatten() {
        match role(kind, &key.text) {
            Role::Extension => visit(&key.text, value),
            Role::Prose | Role::Sample => {}
            Role::Fact(contents) => match nested(contents) {
                Some((kind, false)) => visit_extensions(value, kind, visit),
                Some((kind, true)) => {
                    let objects = value.as_object().into_iter().flat_map(Map::values);
                    objects.for_each(|object| visit_extensions(object, kind, visit));
                }
                None => {}
            },
        }
    }
}

struct Reducer<'n> {
    prose: Prose,
    /// The names of the extensions that are documentation.
    documentation: BTreeSet<&'n str>,
}

impl Reducer<'_> {
    /// Reduces an object, or each object of an array.
    fn object(&self, node: &Node, kind: ObjectKind) -> Node {
        let value = match &node.value {
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.object(item, kind)).collect())
            }
            Value::Object(map) => Value::Object(self.fields(map, kind)),
            Value::String(_)
                if kind == ObjectKind::ScopeDescription && self.prose == Prose::Drop =>
            {
                Value::String(String::new())
            }
            other => other.clone(),
        };
        Node::new(value, node.origin)
    }

    fn fields(&self, map: &Map, kind: ObjectKind) -> Map {
        let mut out = Map::with_capacity(map.len());
        for (key, node) in map {
            let kept = match role(kind, &key.text) {
                Role::Fact(contents) => Some(self.fact(node, contents)),
                Role::Extension if self.documentation.contains(&*key.text) => {
                    extension::facts(node)
                }
                Role::Extension => Some(node.clone()),
                Role::Prose if self.prose == Prose::Keep => Some(node.clone()),
                Role::Prose if is_required(kind, &key.text, map) => {
                    Some(Node::new(Value::String(String::new()), node.origin))
                }
                Role::Prose | Role::Sample => None,
            };
            if let Some(node) = kept {
                out.insert(key.clone(), node);
            }
        }
        out
    }

    fn fact(&self, node: &Node, contents: Field) -> Node {
        match (nested(contents), &node.value) {
            (Some((kind, true)), Value::Object(map)) => {
                let objects = map.iter();
                let objects = objects.map(|(key, node)| (key.clone(), self.object(node, kind)));
                Node::new(Value::Object(objects.collect()), node.origin)
            }
            (Some((kind, false)), _) => self.object(node, kind),
            _ => node.clone(),
        }
    }
}

/// Whether OpenAPI requires this field although it is prose.
fn is_required(kind: ObjectKind, name: &str, map: &Map) -> bool {
    kind == ObjectKind::Response && name == "description" && !map.contains_key("$ref")
}

#[cfg(test)]
mod tests {
    use super::{Prose, reduce};
    use crate::document::testing::node;
    use crate::document::write_yaml;

    /// Asserts the reduced form of a document.
    fn check(document: &str, facts: &str) {
        assert_eq!(
            write_yaml(&reduce(&node(document), Prose::Drop)),
            facts,
            "{document}"
        );
    }

    #[test]
    fn prose_and_samples_are_removed() {
        check(
            "info: {title: T, description: D, summary: S, contact: {name: N}}\n\
             tags: [{name: A, description: D, externalDocs: {url: u, description: D}}]\n\
             paths:\n  /a:\n    summary: S\n    get:\n      description: D\n      x-codeSamples: [{source: s}]\n      \
             parameters: [{name: description, in: query, description: D, example: 1, schema: {type: string, examples: [a]}}]\n      \
             responses:\n        default: {description: D, content: {a/b: {examples: {x: {value: 1}}, schema: {title: T}}}}\n\
             components:\n  examples: {e: {value: 1}}\n  securitySchemes: {o: {type: oauth2, description: D, \
             flows: {implicit: {authorizationUrl: u, scopes: {description: D}}}}}\n",
            "info:\n  title: T\n  contact:\n    name: 'N'\ntags:\n  - name: A\n    externalDocs:\n      url: u\n\
             paths:\n  /a:\n    get:\n      parameters:\n        - name: description\n          in: query\n          \
             schema:\n            type: string\n      responses:\n        default:\n          description: ''\n          \
             content:\n            a/b:\n              schema:\n                title: T\n\
             components:\n  securitySchemes:\n    o:\n      type: oauth2\n      flows:\n        implicit:\n          \
             authorizationUrl: u\n          scopes:\n            description: ''\n",
        );
    }

    #[test]
    fn names_chosen_by_authors_are_kept() {
        let schema = "components:\n  schemas:\n    description:\n      type: object\n      properties:\n        example:\n          \
            type: string\n          enum:\n            - description\n          default: summary\n        summary:\n          \
            $ref: '#/components/schemas/description'\n        x-note:\n          type: string\n      \
            patternProperties:\n        description: {}\n      $defs:\n        examples: {}\n      required:\n        - example\n      \
            discriminator:\n        propertyName: example\n        mapping:\n          description: a\n      \
            const:\n        description: kept\n      x-flag: true\n";
        check(schema, schema);
        let other = "paths:\n  description:\n    get:\n      callbacks:\n        summary:\n          example:\n            post: {}\n      \
            responses:\n        '200':\n          $ref: '#/components/responses/example'\n          headers:\n            example:\n              \
            schema: {}\n          links:\n            summary:\n              parameters:\n                description: x\n";
        check(other, other);
    }

    #[test]
    fn an_extension_with_samples_is_documentation_everywhere() {
        check(
            "paths:\n  /a: {get: {x-meta: {group: g, name: n, path: p, examples: [1]}, x-skip: [go]}}\n  \
             /b: {get: {x-meta: {group: h, beta: true}}}\n  /c: {get: {x-meta: {path: p}}}\n\
             x-meta: {groups: [{id: a}]}\nx-traits: {paged: {size: 10}}\n",
            "paths:\n  /a:\n    get:\n      x-meta:\n        group: g\n        name: 'n'\n      x-skip:\n        - go\n  \
             /b:\n    get:\n      x-meta:\n        group: h\n  /c:\n    get: {}\nx-traits:\n  paged:\n    size: 10\n",
        );
    }

    #[test]
    fn prose_can_be_kept() {
        let document = "info:\n  description: D\npaths:\n  /a:\n    get:\n      summary: S\n      responses:\n        \
            '200':\n          description: Fine.\n          content:\n            a/b:\n              example: 1\n";
        let kept = document.replace("\n              example: 1\n", " {}\n");
        assert_eq!(write_yaml(&reduce(&node(document), Prose::Keep)), kept);
    }
}
