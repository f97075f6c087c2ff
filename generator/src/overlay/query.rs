//! JSONPath queries (RFC 9535) on a tree.
//!
//! In: the text of a query and a tree. Out: the paths of the nodes it selects. The language is `serde_json_path`'s, which
//! works on `serde_json` values: names and indexes at the beginning of a query are followed on the tree itself, and only
//! what lies below, of the members that are named next, is copied for the engine. (`jsonpath-rust` can query other trees, but asks of them conversions and an
//! equality that a tree with places cannot honestly give; both crates cost the same build time.)

use serde_json_path::{JsonPath, PathElement};

use super::jsonpath;
use super::path::{Path, Step};
use super::shorthand::{self, Segment, bracket_hyphens, head};
use crate::document::{Key, Node, Value};
use crate::source::Origin;

/// A query that was checked.
#[derive(Clone, Debug)]
pub struct Query {
    /// As it was written.
    pub text: String,
    /// Where it was written.
    pub origin: Origin,
    head: Vec<Segment>,
    tail: Option<JsonPath>,
    tail_text: String,
    /// The members that the tail looks at, where it begins with their names.
    members: Option<Vec<Box<str>>>,
    /// What it was taken for, if it is not quite RFC 9535.
    pub(super) read_as: Option<String>,
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadQuery {
    /// What is wrong.
    pub message: String,
    /// At which byte of the text.
    pub offset: usize,
}

impl Query {
    /// Checks a query.
    pub fn parse(text: &str, origin: Origin) -> Result<Self, BadQuery> {
        let mut read_as = None;
        let mut whole = jsonpath::parse(text);
        if whole.is_err()
            && let Some(fixed) = bracket_hyphens(text)
            && let Ok(path) = jsonpath::parse(&fixed)
        {
            whole = Ok(path);
            read_as = Some(fixed);
        }
        let whole = whole?;

        let checked = read_as.as_deref().unwrap_or(text);
        let (segments, rest) = head(checked);
        let mut query = Self {
            text: text.to_owned(),
            origin,
            head: Vec::new(),
            tail: None,
            tail_text: rest.to_owned(),
            members: None,
            read_as: read_as.clone(),
        };
        if rest.is_empty() {
            query.head = segments;
        } else if rest.contains('$') {
            // A filter that looks at the whole document.
            query.tail_text = checked.get(1..).unwrap_or_default().to_owned();
            query.tail = Some(whole);
        } else {
            match jsonpath::parse(&format!("${rest}")) {
                Ok(tail) => {
                    (query.head, query.tail) = (segments, Some(tail));
                    query.members = shorthand::names(rest);
                }
                Err(_) => query.tail = Some(whole),
            }
        }
        Ok(query)
    }

    /// Whether the query can select one node at most.
    pub fn is_singular(&self) -> bool {
        self.tail.is_none()
    }

    /// The nodes the query selects, each once, in the order of [`Path`].
    pub fn select(&self, root: &Node) -> Vec<Path> {
        let Ok((path, node)) = self.walk(root) else {
            return Vec::new();
        };
        let Some(tail) = &self.tail else {
            return vec![path];
        };
        let copy = self.copy(node);
        let mut paths: Vec<Path> = tail
            .query_located(&copy)
            .iter()
            .map(|found| {
                let below = found.location().iter().map(|element| match element {
                    PathElement::Name(name) => Step::Name((*name).into()),
                    PathElement::Index(index) => Step::Index(*index),
                });
                Path(path.0.iter().cloned().chain(below).collect())
            })
            .collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Whether the query selects anything.
    pub fn matches(&self, root: &Node) -> bool {
        match (self.walk(root), &self.tail) {
            (Err(_), _) => false,
            (Ok(_), None) => true,
            (Ok((_, node)), Some(tail)) => !tail.query(&self.copy(node)).is_empty(),
        }
    }

    /// What the tail is put to.
    fn copy(&self, node: &Node) -> serde_json::Value {
        let (Some(names), Value::Object(map)) = (&self.members, &node.value) else {
            return to_json(node);
        };
        let members = map.iter().filter(|(key, _)| names.contains(&key.text));
        object(members)
    }

    /// Follows the leading names and indexes; else gives how far they lead and the first that leads nowhere.
    pub(super) fn walk<'n>(
        &self,
        root: &'n Node,
    ) -> Result<(Path, &'n Node), (Path, &'n Node, &Segment)> {
        let mut path = Path::default();
        let mut node = root;
        for segment in &self.head {
            let step = match (segment, &node.value) {
                (Segment::Name(name), _) => Some(Step::Name(name.clone())),
                (Segment::Index(index), Value::Array(items)) => {
                    let index = if *index < 0 {
                        *index + items.len() as i64
                    } else {
                        *index
                    };
                    usize::try_from(index).ok().map(Step::Index)
                }
                (Segment::Index(_), _) => None,
            };
            match step.and_then(|step| Some((step.child(node)?, step))) {
                Some((child, step)) => {
                    node = child;
                    path.0.push(step);
                }
                None => return Err((path, node, segment)),
            }
        }
        Ok((path, node))
    }

    /// The leading names and indexes.
    pub(super) fn head(&self) -> &[Segment] {
        &self.head
    }

    /// The part of the text behind the leading names and indexes.
    pub(super) fn tail_text(&self) -> &str {
        &self.tail_text
    }
}

/// A copy without places. Numbers that fit no machine number become the nearest double.
fn to_json(node: &Node) -> serde_json::Value {
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
        Value::Array(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Object(map) => object(map.iter()),
    }
}

fn object<'n>(members: impl Iterator<Item = (&'n Key, &'n Node)>) -> serde_json::Value {
    let members = members.map(|(key, node)| (key.text.clone().into(), to_json(node)));
    serde_json::Value::Object(members.collect())
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
    fn selects_what_rfc_9535_says() {
        assert_eq!(select("$"), ["$"]);
        assert_eq!(select("$.a.b[0].k"), ["$.a.b[0].k"]);
        assert_eq!(select("$.a.b[-1]['k']"), ["$.a.b[2].k"]);
        assert_eq!(select("$.a.b[?@.k > 1]"), ["$.a.b[1]", "$.a.b[2]"]);
        assert_eq!(select("$.a.b[?@.k == $.limit].k"), ["$.a.b[1].k"]);
        assert_eq!(select("$..k"), ["$.a.b[0].k", "$.a.b[1].k", "$.a.b[2].k"]);
        assert_eq!(select("$.a['it\\'s']"), ["$.a['it\\'s']"]);
        assert_eq!(select("$['limit','list'][0]"), ["$.list[0]"]);
        assert_eq!(select("$['x','a'].b[?@.k == 1]"), ["$.a.b[0]"]);
        assert_eq!(select("$.list[0,0,2]"), ["$.list[0]", "$.list[2]"]);
        assert_eq!(select("$.list[?match(@, 'x') || @ == 3]"), ["$.list[2]"]);
        assert_eq!(
            select("$.a.b[?@.x-y]"),
            ["$.a.b[0]"],
            "hyphens are forgiven"
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
