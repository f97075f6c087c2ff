//! Maps pointers into the typed document to origins.
//!
//! Input: the normalized tree. Output: [`Origin`]s.

use crate::document::{Node, Value, parse_pointer};
use crate::source::Origin;

/// The origins of all parts of the typed document, by pointers into its serialized form, such as
/// `/components/schemas/A/properties/b`.
#[derive(Debug)]
pub struct Origins {
    root: Node,
}

impl Origins {
    pub(super) fn new(root: Node) -> Self {
        Self { root }
    }

    /// Returns the origin of the value at a pointer, or of the innermost existing value that would contain it.
    pub fn origin(&self, pointer: &str) -> Origin {
        self.walk(pointer).0
    }

    /// Returns the origin of the key of the field at a pointer.
    pub fn key(&self, pointer: &str) -> Origin {
        let (value, key) = self.walk(pointer);
        key.unwrap_or(value)
    }

    /// Returns the origins of the value and, if it exists and is a field, of its key.
    fn walk(&self, pointer: &str) -> (Origin, Option<Origin>) {
        let mut node = &self.root;
        let mut key_origin = None;
        for token in parse_pointer(pointer).unwrap_or_default() {
            let child = match &node.value {
                Value::Object(map) => map
                    .get_key_value(token.as_ref())
                    .map(|(key, child)| (Some(key.origin), child)),
                Value::Array(items) => token
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| Some((None, items.get(index)?))),
                _ => None,
            };
            let Some((key, child)) = child else {
                return (node.origin, None);
            };
            (key_origin, node) = (key, child);
        }
        (node.origin, key_origin)
    }
}
