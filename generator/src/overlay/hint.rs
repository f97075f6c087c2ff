//! Why a query selects nothing, and what it may have meant.
//!
//! In: the query and the tree. Out: a few words, the last node that exists on the way, and a guess.

use super::query::Query;
use super::shorthand::Segment;
use crate::document::{Node, Value};
use crate::nearest::nearest;
use crate::source::Origin;

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
    let (path, node, why, guess) = match query.walk(root) {
        Ok((path, node)) => {
            let tail = query.tail_text().trim();
            let why = format!("`{path}` exists, and `{tail}` selects nothing in it");
            (path, node, why, None)
        }
        Err((path, node, segment)) => {
            let why = format!("`{path}` exists, and {}", missing(node, segment));
            let guess = similar(node, segment).map(|name| {
                let mut path = path.clone();
                path.0.push(super::Step::Name(name.into()));
                path.to_string()
            });
            (path, node, why, guess)
        }
    };
    let exists = (!path.0.is_empty()).then(|| (format!("`{path}` is here"), node.origin));
    Hint { why, exists, guess }
}

fn missing(node: &Node, segment: &Segment) -> String {
    match (&node.value, segment) {
        (Value::Object(_), Segment::Name(name)) => format!("has no member `{name}`"),
        (Value::Array(items), Segment::Index(index)) => format!("has {} items, but no `[{index}]`", items.len()),
        (other, Segment::Name(name)) => format!("is {}, which has no member `{name}`", other.kind()),
        (other, Segment::Index(index)) => format!("is {}, which has no item `[{index}]`", other.kind()),
    }
}

fn similar<'n>(node: &'n Node, segment: &Segment) -> Option<&'n str> {
    let (Value::Object(map), Segment::Name(name)) = (&node.value, segment) else {
        return None;
    };
    nearest(name, map.keys().map(|key| &*key.text))
}
