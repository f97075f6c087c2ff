//! Why a query selects nothing, and what it may have meant.
//!
//! In: the query and the tree. Out: a few words, the last node that exists on the way, and a guess.

use super::path::{Path, Step};
use super::query::Query;
use super::shorthand::Segment;
use crate::document::{Node, Value};
use crate::nearest::nearest;
use crate::source::Origin;

/// Of an object with so many members or fewer, all are named.
const FEW_NAMES: usize = 6;

/// What is known about a query that selects nothing.
pub(super) struct Hint {
    /// Why it selects nothing.
    pub(super) why: String,
    /// The nearest thing that exists, and words about it; none for the root.
    pub(super) exists: Option<(String, Origin)>,
    /// A query that would select something.
    pub(super) guess: Option<String>,
}

/// Finds out why a query selects nothing.
pub(super) fn explain(query: &Query, root: &Node) -> Hint {
    let (path, why, guess) = match query.walk(root) {
        Ok((path, _)) => {
            let tail = query.tail_text().trim();
            let why = format!("`{path}` exists, and `{tail}` selects nothing in it");
            (path, why, None)
        }
        Err((path, node, segment)) => {
            let why = format!("`{path}` exists, and {}", missing(node, segment));
            let guess = guess(query, &path, node, segment);
            (path, why, guess)
        }
    };
    let exists = place(&path, root).map(|at| (format!("`{path}` is here"), at));
    Hint { why, exists, guess }
}

/// Where the end of a path is written: its name, or an item of an array itself; none for the root.
fn place(path: &Path, root: &Node) -> Option<Origin> {
    let (last, parents) = path.0.split_last()?;
    let parent = Path(parents.to_vec());
    let parent = parent.node(root)?;
    match last {
        Step::Name(name) => parent.member(name).map(|(key, _)| key.origin),
        Step::Index(_) => last.child(parent).map(|node| node.origin),
    }
}

fn missing(node: &Node, segment: &Segment) -> String {
    match (&node.value, segment) {
        (Value::Object(map), Segment::Name(name)) if (1..=FEW_NAMES).contains(&map.len()) => {
            let names: Vec<String> = map.keys().map(|key| format!("`{}`", key.text)).collect();
            format!("has no member `{name}` but {}", names.join(", "))
        }
        (Value::Object(_), Segment::Name(name)) => format!("has no member `{name}`"),
        (Value::Array(items), Segment::Index(index)) => {
            format!("has {} items, but no `[{index}]`", items.len())
        }
        (other, Segment::Name(name)) => {
            format!("is {}, which has no member `{name}`", other.kind())
        }
        (other, Segment::Index(index)) => {
            format!("is {}, which has no item `[{index}]`", other.kind())
        }
    }
}

/// The query with the name that does not exist replaced by the most similar one, as far as that leads.
fn guess(query: &Query, path: &Path, node: &Node, segment: &Segment) -> Option<String> {
    let (Value::Object(map), Segment::Name(name)) = (&node.value, segment) else {
        return None;
    };
    let similar = nearest(name, map.keys().map(|key| &*key.text))?;
    let mut node = map.get(similar)?;
    let mut path = path.clone();
    path.0.push(Step::Name(similar.into()));
    let rest = query.head().get(path.0.len()..).unwrap_or_default();
    for segment in rest {
        let step = match segment {
            Segment::Name(name) => Step::Name(name.clone()),
            Segment::Index(index) => Step::Index(usize::try_from(*index).ok()?),
        };
        let Some(child) = step.child(node) else {
            return Some(path.to_string());
        };
        node = child;
        path.0.push(step);
    }
    Some(format!("{path}{}", query.tail_text()))
}
