//! Interfaces of a `.d.ts` file.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use tree_sitter::{Node, Parser};

use super::Shape;

/// An exported interface.
#[derive(Debug)]
pub(super) struct Interface {
    /// Its name.
    pub(super) name: String,
    /// Its own properties.
    pub(super) properties: Shape,
    /// The names of interfaces that it extends.
    pub(super) extends: Vec<String>,
}

/// The exported interfaces of a file.
pub(super) fn interfaces(text: &str) -> Result<Vec<Interface>> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into())?;
    let tree = parser
        .parse(text, None)
        .context("the parser returned no tree")?;
    let mut found = Vec::new();
    for statement in named(tree.root_node()) {
        for declaration in named(statement) {
            if declaration.kind() == "interface_declaration" {
                let name = declaration.child_by_field_name("name");
                let body = declaration.child_by_field_name("body");
                if let (Some(name), Some(body)) = (name, body) {
                    found.push(Interface {
                        name: slice(name, text),
                        properties: properties(body, text),
                        extends: extended(declaration, text),
                    });
                }
            }
        }
    }
    Ok(found)
}

/// The last parts of the names in the `extends` clause.
fn extended(declaration: Node<'_>, text: &str) -> Vec<String> {
    let clauses = named(declaration)
        .into_iter()
        .filter(|it| it.kind() == "extends_type_clause");
    clauses
        .flat_map(named)
        .map(|it| slice(it, text))
        .map(|name| name.rsplit('.').next().unwrap_or_default().to_owned())
        .collect()
}

fn properties(body: Node<'_>, text: &str) -> Shape {
    let signatures = named(body)
        .into_iter()
        .filter(|it| it.kind() == "property_signature");
    let property = |node: Node<'_>| {
        let name = slice(node.child_by_field_name("name")?, text);
        let mut constants = BTreeSet::new();
        if let Some(annotation) = node.child_by_field_name("type") {
            collect(annotation, text, &mut constants);
        }
        Some((name.trim_matches(['\'', '"']).to_owned(), constants))
    };
    signatures.filter_map(property).collect()
}

/// The string constants of a type. Constants in nested object types belong to other properties.
fn collect(node: Node<'_>, text: &str, constants: &mut BTreeSet<String>) {
    match node.kind() {
        "object_type" => {}
        "string" => {
            constants.insert(slice(node, text).trim_matches(['\'', '"']).to_owned());
        }
        _ => named(node)
            .into_iter()
            .for_each(|child| collect(child, text, constants)),
    }
}

fn named(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}

fn slice(node: Node<'_>, text: &str) -> String {
    text.get(node.byte_range()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::interfaces;

    #[test]
    fn properties_have_the_constants_of_their_types() {
        let text = "export interface Parcel extends Base.Thing {\n  id: string;\n  state?: 'sent' | 'lost' | null;\n  \
                    'odd-name': Array<{ kind: 'inner' }>;\n}\n";
        let found = interfaces(text).expect("it parses");
        let shape = &found[0].properties;
        assert_eq!(found[0].name, "Parcel");
        assert_eq!(found[0].extends, ["Thing"]);
        let names: Vec<&String> = shape.keys().collect();
        assert_eq!(names, ["id", "odd-name", "state"]);
        let states: Vec<&String> = shape["state"].iter().collect();
        assert_eq!(states, ["lost", "sent"]);
        assert!(shape["odd-name"].is_empty());
    }
}
