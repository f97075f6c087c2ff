//! From a pointer into the typed document to the place in a source text.
//!
//! In: the normalized tree. Out: [`Origin`]s.

use crate::document::{Node, Value, parse_pointer};
use crate::source::Origin;

/// The index from places of the typed document back to origins. A pointer follows the document as it is serialized:
/// `/components/schemas/A/properties/b`.
#[derive(Debug)]
pub struct Origins {
    root: Node,
}

impl Origins {
    pub(super) fn new(root: Node) -> Self {
        Self { root }
    }

    /// Where the value at a pointer was written; for a place that was never written, that of what is around it.
    pub fn origin(&self, pointer: &str) -> Origin {
        self.walk(pointer).0
    }

    /// Where the name of the member at a pointer was written.
    pub fn key(&self, pointer: &str) -> Origin {
        let (value, key) = self.walk(pointer);
        key.unwrap_or(value)
    }

    /// The origins of the value and, if it was reached and is a member, of its name.
    fn walk(&self, pointer: &str) -> (Origin, Option<Origin>) {
        let mut node = &self.root;
        let mut name = None;
        for part in parse_pointer(pointer).unwrap_or_default() {
            let below = match &node.value {
                Value::Object(map) => map
                    .get_key_value(part.as_ref())
                    .map(|(key, below)| (Some(key.origin), below)),
                Value::Array(items) => part
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| Some((None, items.get(index)?))),
                _ => None,
            };
            let Some((key, below)) = below else {
                return (node.origin, None);
            };
            (name, node) = (key, below);
        }
        (node.origin, name)
    }
}
