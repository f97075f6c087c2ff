//! Paths from the root of a tree to a node.
//!
//! Input: path elements. Output: the node at the path, and the path in JSONPath notation.

use std::fmt;

use crate::document::{Node, Value};

/// A path from the root to a node. Paths are ordered by array index, and a node precedes its descendants.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodePath(pub Vec<PathElement>);

/// One step of a path, to a child of a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathElement {
    /// To the field with this name.
    Name(Box<str>),
    /// To the item at this index.
    Index(usize),
}

impl NodePath {
    /// Returns the node at the path.
    pub fn node<'n>(&self, root: &'n Node) -> Option<&'n Node> {
        let mut elements = self.0.iter();
        elements.try_fold(root, |node, element| element.child(node))
    }

    /// Returns the node at the path, mutably.
    pub fn node_mut<'n>(&self, root: &'n mut Node) -> Option<&'n mut Node> {
        let mut elements = self.0.iter();
        elements.try_fold(root, |node, element| match (&mut node.value, element) {
            (Value::Object(map), PathElement::Name(name)) => map.get_mut(&**name),
            (Value::Array(items), PathElement::Index(index)) => items.get_mut(*index),
            _ => None,
        })
    }
}

impl PathElement {
    /// Returns the child of a node that this element leads to.
    pub fn child<'n>(&self, node: &'n Node) -> Option<&'n Node> {
        match (&node.value, self) {
            (Value::Object(map), PathElement::Name(name)) => map.get(&**name),
            (Value::Array(items), PathElement::Index(index)) => items.get(*index),
            _ => None,
        }
    }
}

impl fmt::Display for NodePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        self.0.iter().try_for_each(|element| element.fmt(f))
    }
}

impl fmt::Display for PathElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PathElement::Index(index) => write!(f, "[{index}]"),
            PathElement::Name(name) if is_shorthand(name) => write!(f, ".{name}"),
            PathElement::Name(name) => {
                write!(f, "['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
            }
        }
    }
}

/// Whether a name may follow a dot in a JSONPath.
fn is_shorthand(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|character| {
            character.is_ascii_alphanumeric() || character == '_' || !character.is_ascii()
        })
}
