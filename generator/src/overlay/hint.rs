//! Explains why a query selects nothing.
//!
//! Input: the query and the tree. Output: the reason with what was found instead, the deepest node on the way that
//! exists, and a similar query that selects something.

use super::path::{NodePath, PathElement};
use super::query::{DeadEnd, Query};
use super::shorthand::Segment;
use crate::document::{Node, Value};
use crate::nearest::nearest;
use crate::source::Origin;

/// How many names or values a message lists; for larger objects and arrays it states the size.
const LISTED: usize = 6;

/// Why a query selects nothing.
pub(super) struct Hint {
    /// The reason, with what was found instead.
    pub(super) reason: String,
    /// A label for the deepest node that exists, and its location; `None` for the root.
    pub(super) deepest: Option<(String, Origin)>,
    /// A similar query that selects something.
    pub(super) suggestion: Option<String>,
}

impl Query {
    /// Explains why the query selects nothing in a tree, as in "`$.paths` has no field `/a`; found `/b`".
    pub fn explain(&self, root: &Node) -> String {
        explain(self, root).reason
    }
}

/// Explains why a query selects nothing.
pub(super) fn explain(query: &Query, root: &Node) -> Hint {
    match query.follow_head(root) {
        Ok((path, node)) => Hint {
            reason: format!(
                "`{path}` has no match for `{}`; found {}",
                query.tail_text().trim(),
                contents(node)
            ),
            deepest: label(&path, root),
            suggestion: None,
        },
        Err(end) => Hint {
            reason: missing(&end),
            deepest: label(&end.path, root),
            suggestion: suggestion(query, &end),
        },
    }
}

/// A label for a node, placed at its name, or at the item itself in an array; `None` for the root.
fn label(path: &NodePath, root: &Node) -> Option<(String, Origin)> {
    let (last, parents) = path.0.split_last()?;
    let parent = NodePath(parents.to_vec());
    let parent = parent.node(root)?;
    let at = match last {
        PathElement::Name(name) => parent.field(name)?.0.origin,
        PathElement::Index(_) => last.child(parent)?.origin,
    };
    Some((format!("`{path}` is here"), at))
}

fn missing(DeadEnd { path, node, next }: &DeadEnd<'_, '_>) -> String {
    match (&node.value, next) {
        (Value::Object(_), Segment::Name(name)) => {
            format!("`{path}` has no field `{name}`; found {}", contents(node))
        }
        (Value::Array(_), Segment::Index(index)) => {
            format!("`{path}` has no item `[{index}]`; found {}", contents(node))
        }
        (other, Segment::Name(name)) => {
            format!("`{path}` is {}, which has no field `{name}`", other.kind())
        }
        (other, Segment::Index(index)) => {
            format!(
                "`{path}` is {}, which has no item `[{index}]`",
                other.kind()
            )
        }
    }
}

/// The contents of a node in a few words.
fn contents(node: &Node) -> String {
    match &node.value {
        Value::Object(map) if map.is_empty() => "an empty object".to_owned(),
        Value::Object(map) if map.len() <= LISTED => list(map.keys().map(|key| &*key.text)),
        Value::Object(map) => format!("{} other fields", map.len()),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        Value::Array(items) => {
            let strings: Option<Vec<&str>> = items.iter().map(Node::as_str).collect();
            match strings.filter(|strings| strings.len() <= LISTED) {
                Some(strings) => list(strings.into_iter()),
                None if items.len() == 1 => "an array of 1 item".to_owned(),
                None => format!("an array of {} items", items.len()),
            }
        }
        other => other.kind().to_owned(),
    }
}

fn list<'s>(strings: impl Iterator<Item = &'s str>) -> String {
    let quoted: Vec<String> = strings.map(|string| format!("`{string}`")).collect();
    quoted.join(", ")
}

/// Returns the query with the missing name replaced with the most similar one, up to the last node that exists.
fn suggestion(query: &Query, end: &DeadEnd<'_, '_>) -> Option<String> {
    let (Value::Object(map), Segment::Name(name)) = (&end.node.value, end.next) else {
        return None;
    };
    let similar = nearest(name, map.keys().map(|key| &*key.text))?;
    let mut node = map.get(similar)?;
    let mut path = end.path.clone();
    path.0.push(PathElement::Name(similar.into()));
    let rest = query.head().get(path.0.len()..).unwrap_or_default();
    for segment in rest {
        let element = match segment {
            Segment::Name(name) => PathElement::Name(name.clone()),
            Segment::Index(index) => PathElement::Index(usize::try_from(*index).ok()?),
        };
        let Some(child) = element.child(node) else {
            return Some(path.to_string());
        };
        node = child;
        path.0.push(element);
    }
    Some(format!("{path}{}", query.tail_text()))
}
