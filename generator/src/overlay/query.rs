//! JSONPath queries (RFC 9535) on a tree.
//!
//! Input: a query string and a tree. Output: the paths of the selected nodes.
//!
//! The engine is `serde_json_path`, which works on `serde_json` values. Leading names and indexes are followed on the
//! tree itself; only the value below them is copied for the engine, with only the fields that the next segment names,
//! and only down to the depth that the query examines. (`jsonpath-rust` can query other trees, but it requires
//! conversions and an equality that a tree with origins cannot provide. Both crates take the same time to build.)

use serde_json_path::{JsonPath, PathElement as JsonPathElement};

use super::cost::is_too_expensive;
use super::jsonpath::{self, QueryError};
use super::path::{NodePath, PathElement};
use super::shorthand::{self, Segment, bracket_hyphens, head};
use crate::document::{Key, Node, Value};
use crate::source::Origin;

/// A valid query.
#[derive(Clone, Debug)]
pub struct Query {
    /// The text, as written.
    pub text: String,
    /// Where it is written.
    pub origin: Origin,
    /// The leading names and indexes.
    head: Vec<Segment>,
    /// The remaining segments, as a query on the node that the head leads to.
    tail: Option<JsonPath>,
    tail_text: String,
    /// The names that the first segment of the tail lists; empty if it is another kind of segment.
    tail_names: Vec<Box<str>>,
    /// How many levels below the head the tail examines.
    tail_depth: usize,
    /// The query that was used instead, if the string deviates from RFC 9535.
    pub(super) corrected: Option<String>,
}

/// The last node that the leading names and indexes reach, before a segment that selects nothing.
pub(super) struct DeadEnd<'q, 'n> {
    /// The path of the last node.
    pub(super) path: NodePath,
    /// The last node.
    pub(super) node: &'n Node,
    /// The segment that selects nothing in it.
    pub(super) next: &'q Segment,
}

impl Query {
    /// Parses a query.
    ///
    /// # Errors
    /// Returns the reason and its position if the string is not a valid JSONPath.
    pub fn parse(text: &str, origin: Origin) -> Result<Self, QueryError> {
        let mut corrected = None;
        let mut entire = jsonpath::parse(text);
        if entire.is_err()
            && let Some(fixed) = bracket_hyphens(text)
            && let Ok(path) = jsonpath::parse(&fixed)
        {
            entire = Ok(path);
            corrected = Some(fixed);
        }
        let entire = entire?;

        let checked = corrected.as_deref().unwrap_or(text);
        let (segments, rest) = head(checked);
        let mut query = Self {
            text: text.to_owned(),
            origin,
            head: Vec::new(),
            tail: None,
            tail_text: rest.to_owned(),
            tail_names: Vec::new(),
            tail_depth: usize::MAX,
            corrected: corrected.clone(),
        };
        if rest.is_empty() {
            query.head = segments;
        } else if rest.contains('$') {
            // A filter that refers to the root must be evaluated on the entire document.
            query.tail_text = checked.get(1..).unwrap_or_default().to_owned();
            query.tail = Some(entire);
        } else {
            match jsonpath::parse(&format!("${rest}")) {
                Ok(tail) => {
                    (query.head, query.tail) = (segments, Some(tail));
                    query.tail_names = shorthand::names(rest).unwrap_or_default();
                    query.tail_depth = shorthand::depth(rest).unwrap_or(usize::MAX);
                }
                Err(_) => query.tail = Some(entire),
            }
        }
        Ok(query)
    }

    /// Whether the query can select at most one node.
    pub fn is_singular(&self) -> bool {
        self.tail.is_none()
    }

    /// Returns the paths of the selected nodes without duplicates, in the order of [`NodePath`].
    pub fn select(&self, root: &Node) -> Vec<NodePath> {
        let Ok((path, node)) = self.follow_head(root) else {
            return Vec::new();
        };
        let Some(tail) = &self.tail else {
            return vec![path];
        };
        let copy = self.copy(node);
        let mut paths: Vec<NodePath> = tail
            .query_located(&copy)
            .iter()
            .map(|selected| {
                let below = selected.location().iter().map(|element| match element {
                    JsonPathElement::Name(name) => PathElement::Name((*name).into()),
                    JsonPathElement::Index(index) => PathElement::Index(*index),
                });
                NodePath(path.0.iter().cloned().chain(below).collect())
            })
            .collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Whether the query may select or visit too many nodes to be run.
    pub(super) fn is_too_expensive(&self, root: &Node) -> bool {
        let (Ok((_, node)), Some(_)) = (self.follow_head(root), &self.tail) else {
            return false;
        };
        is_too_expensive(&self.tail_text, || (node.weight(), node.depth()))
    }

    /// Whether the query selects anything.
    pub fn matches(&self, root: &Node) -> bool {
        match (self.follow_head(root), &self.tail) {
            (Err(_), _) => false,
            (Ok(_), None) => true,
            (Ok((_, node)), Some(tail)) => !tail.query(&self.copy(node)).is_empty(),
        }
    }

    /// Copies the part of a value that the tail looks at: of an object, the fields that the tail names.
    fn copy(&self, node: &Node) -> serde_json::Value {
        match &node.value {
            Value::Object(map) if !self.tail_names.is_empty() => {
                let named = |key: &Key| self.tail_names.contains(&key.text);
                object(map.iter().filter(|(key, _)| named(key)), self.tail_depth)
            }
            _ => to_json(node, self.tail_depth),
        }
    }

    /// Follows the leading names and indexes.
    pub(super) fn follow_head<'n>(
        &self,
        root: &'n Node,
    ) -> Result<(NodePath, &'n Node), DeadEnd<'_, 'n>> {
        let mut path = NodePath::default();
        let mut node = root;
        for next in &self.head {
            let element = match (next, &node.value) {
                (Segment::Name(name), _) => Some(PathElement::Name(name.clone())),
                (Segment::Index(index), Value::Array(items)) => {
                    let index = if *index < 0 {
                        *index + items.len() as i64
                    } else {
                        *index
                    };
                    usize::try_from(index).ok().map(PathElement::Index)
                }
                (Segment::Index(_), _) => None,
            };
            match element.and_then(|element| Some((element.child(node)?, element))) {
                Some((child, element)) => {
                    node = child;
                    path.0.push(element);
                }
                None => return Err(DeadEnd { path, node, next }),
            }
        }
        Ok((path, node))
    }

    /// The leading names and indexes.
    pub(super) fn head(&self) -> &[Segment] {
        &self.head
    }

    /// The text after the leading names and indexes.
    pub(super) fn tail_text(&self) -> &str {
        &self.tail_text
    }

    /// The names that the segment after the leading ones lists; empty if it is another kind of segment.
    pub(super) fn tail_names(&self) -> &[Box<str>] {
        &self.tail_names
    }
}

/// Copies a tree without origins, down to a depth. Objects and arrays at that depth keep their size but not their
/// contents, because functions such as `length` depend on the size. A number that no integer type can represent becomes
/// an `f64`.
fn to_json(node: &Node, depth: usize) -> serde_json::Value {
    use serde_json::Value as Json;
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::String(text) => Json::String(text.clone()),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => integer.into(),
            (None, Some(integer)) => integer.into(),
            (None, None) => number.as_f64().map_or(Json::Null, Json::from),
        },
        Value::Array(items) => Json::Array(items.iter().map(|item| child(item, depth)).collect()),
        Value::Object(map) => object(map.iter(), depth),
    }
}

fn object<'n>(
    fields: impl Iterator<Item = (&'n Key, &'n Node)>,
    depth: usize,
) -> serde_json::Value {
    let fields = fields.map(|(key, node)| (key.text.clone().into(), child(node, depth)));
    serde_json::Value::Object(fields.collect())
}

fn child(node: &Node, depth: usize) -> serde_json::Value {
    match depth.checked_sub(1) {
        Some(depth) => to_json(node, depth),
        None => serde_json::Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::Query;
    use crate::document::testing::node;
    use crate::source::{Origin, SourceId};

    fn select(query: &str) -> Vec<String> {
        let tree = node(
            "a:\n  b: [{k: 1, 'x-y': true}, {k: 2}, {k: 9223372036854776000}]\n  'it''s': 0\nlimit: 2\nlist: [1, 2, 3]\n",
        );
        let query = Query::parse(query, Origin::start_of(SourceId(0))).expect("a query");
        let paths = query.select(&tree);
        assert_eq!(query.matches(&tree), !paths.is_empty());
        paths.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn selects_nodes_by_rfc_9535() {
        assert_eq!(select("$"), ["$"]);
        assert_eq!(select("$.a.b[0].k"), ["$.a.b[0].k"]);
        assert_eq!(select("$.a.b[-1]['k']"), ["$.a.b[2].k"]);
        assert_eq!(select("$.a.b[?@.k > 1]"), ["$.a.b[1]", "$.a.b[2]"]);
        assert_eq!(select("$.a.b[?@.k == $.limit].k"), ["$.a.b[1].k"]);
        assert_eq!(select("$[?length(@.b) == 3]"), ["$.a"]);
        assert_eq!(select("$[?@[1] && @[1] == @[1]]"), ["$.list"]);
        assert_eq!(select("$..k"), ["$.a.b[0].k", "$.a.b[1].k", "$.a.b[2].k"]);
        assert_eq!(select("$.a['it\\'s']"), ["$.a['it\\'s']"]);
        assert_eq!(select("$['limit','list'][0]"), ["$.list[0]"]);
        assert_eq!(select("$['x','a'].b[?@.k == 1]"), ["$.a.b[0]"]);
        assert_eq!(select("$.list[0,0,2]"), ["$.list[0]", "$.list[2]"]);
        assert_eq!(select("$.list[?match(@, 'x') || @ == 3]"), ["$.list[2]"]);
        assert_eq!(
            select("$.a.b[?@.x-y]"),
            ["$.a.b[0]"],
            "hyphens are accepted"
        );
        for nothing in [
            "$.x",
            "$.a.b[3]",
            "$.a.b[-4]",
            "$.a.b.k",
            "$.a[0]",
            "$.list.x",
            "$.list[?@ > 5]",
            "$.x[*]",
        ] {
            assert!(select(nothing).is_empty(), "{nothing}");
        }
    }
}
