//! The interface facts of an OpenAPI document.
//!
//! In: the tree of a published document. Out: the same document without prose, examples and sample code; still valid, and
//! the same to every program that sends or receives by it. Knows where OpenAPI has prose, and nothing of what else it
//! means. Works on the document as it was published, whatever its version.
//!
//! - Names that people give (properties, schemas, paths, enum values, defaults) are never taken for keywords.
//! - An `x-` extension of which any instance in the document has prose or samples is documentation: of its objects only
//!   the members `group` and `name` are facts. Other extensions are kept whole.
//! - A response must have a `description`: it stays, empty.

mod extension;
mod grammar;

use std::collections::BTreeSet;

use crate::document::{Map, Node, Value};
use grammar::{Kind, Member, member};

/// What becomes of descriptions and summaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {
    /// They go.
    Drop,
    /// They stay; examples and samples go all the same.
    Keep,
}

/// Reduces a document to its interface facts.
pub fn reduce(document: &Node, prose: Prose) -> Node {
    let mut documentation = BTreeSet::new();
    find_documentation(document, Kind::Document, &mut documentation);
    Reducer {
        prose,
        documentation,
    }
    .node(document, Kind::Document)
}

/// Collects the names of extensions that hold prose or samples.
fn find_documentation<'n>(node: &'n Node, kind: Kind, found: &mut BTreeSet<&'n str>) {
    match &node.value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| find_documentation(item, kind, found)),
        Value::Object(map) => {
            for (key, node) in map {
                match member(kind, &key.text) {
                    Member::Fact(kind) => find_documentation(node, kind, found),
                    Member::Extension if extension::is_documentation(&key.text, node) => {
                        found.insert(&key.text);
                    }
                    Member::Extension | Member::Prose | Member::Sample => {}
                }
            }
        }
        _ => {}
    }
}

struct Reducer<'n> {
    prose: Prose,
    documentation: BTreeSet<&'n str>,
}

impl Reducer<'_> {
    fn node(&self, node: &Node, kind: Kind) -> Node {
        let value = match &node.value {
            _ if kind == Kind::Verbatim => return node.clone(),
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.node(item, kind)).collect())
            }
            Value::Object(map) => Value::Object(self.members(map, kind)),
            Value::String(_) if kind == Kind::ScopeText && self.prose == Prose::Drop => {
                Value::String(String::new())
            }
            other => other.clone(),
        };
        Node::new(value, node.origin)
    }

    fn members(&self, map: &Map, kind: Kind) -> Map {
        let mut out = Map::with_capacity(map.len());
        for (key, node) in map {
            let kept = match member(kind, &key.text) {
                Member::Fact(kind) => Some(self.node(node, kind)),
                Member::Extension if self.documentation.contains(&*key.text) => {
                    extension::facts(node)
                }
                Member::Extension => Some(node.clone()),
                Member::Prose if self.prose == Prose::Keep => Some(node.clone()),
                Member::Prose if is_required(kind, &key.text, map) => {
                    Some(Node::new(Value::String(String::new()), node.origin))
                }
                Member::Prose | Member::Sample => None,
            };
            if let Some(node) = kept {
                out.insert(key.clone(), node);
            }
        }
        out
    }
}

/// Whether OpenAPI demands this member although it is prose.
fn is_required(kind: Kind, name: &str, map: &Map) -> bool {
    kind == Kind::Response && name == "description" && !map.contains_key("$ref")
}

#[cfg(test)]
mod tests {
    use super::{Prose, reduce};
    use crate::document::testing::node;
    use crate::document::write_yaml;

    /// What a piece of a document is reduced to.
    fn check(document: &str, facts: &str) {
        assert_eq!(
            write_yaml(&reduce(&node(document), Prose::Drop)),
            facts,
            "{document}"
        );
    }

    #[test]
    fn prose_and_samples_go() {
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
    fn names_that_people_give_stay() {
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
    fn prose_can_stay_while_samples_go() {
        let document = "info:\n  description: D\npaths:\n  /a:\n    get:\n      summary: S\n      responses:\n        \
            '200':\n          description: Fine.\n          content:\n            a/b:\n              example: 1\n";
        let kept = document.replace("\n              example: 1\n", " {}\n");
        assert_eq!(write_yaml(&reduce(&node(document), Prose::Keep)), kept);
    }
}
