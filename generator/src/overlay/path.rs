//! The way from the root of a tree to one node.
//!
//! In: steps. Out: the node there, and the path as people write it.

use std::fmt;

use crate::document::{Node, Value};

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// To the member of this name.
    Name(Box<str>),
    /// To the item of this number, from 0.
    Index(usize),
}

/// Steps from the root to a node. Orders items of an array by number and what is inside of a node behind the node.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// The node at the end of the path.
    pub fn node<'n>(&self, root: &'n Node) -> Option<&'n Node> {
        self.0.iter().try_fold(root, |node, step| step.child(node))
    }

    /// The node at the end of the path, to be changed.
    pub fn node_mut<'n>(&self, root: &'n mut Node) -> Option<&'n mut Node> {
        self.0
            .iter()
            .try_fold(root, |node, step| match (&mut node.value, step) {
                (Value::Object(map), Step::Name(name)) => map.get_mut(&**name),
                (Value::Array(items), Step::Index(index)) => items.get_mut(*index),
                _ => None,
            })
    }
}

impl Step {
    /// The child this step leads to.
    pub fn child<'n>(&self, node: &'n Node) -> Option<&'n Node> {
        match (&node.value, self) {
            (Value::Object(map), Step::Name(name)) => map.get(&**name),
            (Value::Array(items), Step::Index(index)) => items.get(*index),
            _ => None,
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        self.0.iter().try_for_each(|step| step.fmt(f))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Name(name) if is_shorthand(name) => write!(f, ".{name}"),
            Step::Name(name) => {
                write!(f, "['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
            }
        }
    }
}

fn is_shorthand(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || !letter.is_ascii())
}
