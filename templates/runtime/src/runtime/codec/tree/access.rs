//! Access to the children of a tree node: the items of a list, the entries of an object, and a
//! repeated view of the same node.

#[cfg(feature = "unions")]
use std::borrow::Cow;
#[cfg(feature = "unions")]
use std::slice;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess};
use serde_json::{Map, Value, map};

#[cfg(feature = "unions")]
use crate::runtime::codec::tree::buffered::Buffered;
use crate::runtime::codec::tree::error::TreeError;
use crate::runtime::codec::tree::{Node, unrepresentable};

/// The items of a list.
pub(crate) struct TreeItems<'t> {
    list: Node<'t>,
    items: &'t [Value],
    next: usize,
}

impl<'t> TreeItems<'t> {
    pub(crate) fn new(list: Node<'t>, items: &'t [Value]) -> Self {
        Self {
            list,
            items,
            next: 0,
        }
    }
}

impl<'t> SeqAccess<'t> for TreeItems<'t> {
    type Error = TreeError;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, TreeError> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        let at = self.next;
        self.next += 1;
        let node = self.list.item(item);
        seed.deserialize(node)
            .map(Some)
            .map_err(|error| error.inside(at))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

/// The entries of an object.
pub(crate) struct TreeEntries<'t> {
    rest: Remaining<'t>,
    /// Kept after its value has been read, so that it can be read again.
    current: Option<(&'t str, Node<'t>)>,
}

enum Remaining<'t> {
    /// Iterates over the entries of an object in the tree.
    Tree(Node<'t>, map::Iter<'t>),
    /// Iterates over the entries that were read while looking for the tag, and the tag.
    #[cfg(feature = "unions")]
    Buffered {
        head: slice::Iter<'t, (Cow<'t, str>, Buffered<'t>)>,
        tag: Option<(&'t str, Node<'t>)>,
        contain: bool,
    },
}

impl<'t> Remaining<'t> {
    fn next(&mut self) -> Option<(&'t str, Node<'t>)> {
        match self {
            Self::Tree(object, entries) => {
                let (key, value) = entries.next()?;
                Some((key, object.property(value)))
            }
            #[cfg(feature = "unions")]
            Self::Buffered { head, tag, contain } => match head.next() {
                Some((key, value)) => Some((key, value.node(*contain))),
                None => tag.take(),
            },
        }
    }
}

impl<'t> TreeEntries<'t> {
    pub(crate) fn new(node: Node<'t>, object: &'t Map<String, Value>) -> Self {
        Self {
            rest: Remaining::Tree(node, object.iter()),
            current: None,
        }
    }

    /// Iterates over the entries that were read while looking for the tag, and the tag.
    #[cfg(feature = "unions")]
    pub(crate) fn buffered(
        head: &'t [(Cow<'t, str>, Buffered<'t>)],
        tag: Option<(&'t str, Node<'t>)>,
        contain: bool,
    ) -> Self {
        let head = head.iter();
        Self {
            rest: Remaining::Buffered { head, tag, contain },
            current: None,
        }
    }
}

impl<'t> MapAccess<'t> for TreeEntries<'t> {
    type Error = TreeError;

    fn next_key_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, TreeError> {
        self.current = self.rest.next();
        match self.current {
            Some((key, _)) => seed
                .deserialize(BorrowedStrDeserializer::new(key))
                .map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, TreeError> {
        let Some((key, node)) = self.current else {
            return Err(TreeError::custom("a value was requested before its key"));
        };
        seed.deserialize(node).map_err(|error| error.inside(key))
    }
}

/// A node, followed by its JSON.
pub(crate) struct Twice<'t> {
    node: Node<'t>,
    may_keep: bool,
    tried: bool,
}

impl<'t> Twice<'t> {
    pub(crate) fn new(node: Node<'t>, may_keep: bool) -> Self {
        Self {
            node,
            may_keep,
            tried: false,
        }
    }
}

impl<'t> SeqAccess<'t> for Twice<'t> {
    type Error = TreeError;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, TreeError> {
        let is_trial = !self.tried;
        if !is_trial && !self.may_keep {
            return Ok(None);
        }
        self.tried = true;
        if let Some(text) = self.node.text_instead().filter(|_| is_trial) {
            return Err(unrepresentable(text));
        }
        seed.deserialize(self.node.again(is_trial)).map(Some)
    }
}
