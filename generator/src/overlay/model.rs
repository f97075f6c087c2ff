//! An overlay document in memory.

use super::query::Query;
use crate::document::Node;
use crate::source::Origin;

/// An overlay document.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The version of the specification it is written for.
    pub version: Version,
    /// `info.title`
    pub title: String,
    /// The document that the overlay is made for, as a URI reference.
    pub extends: Option<String>,
    /// The actions, in the order they apply.
    pub actions: Vec<Action>,
    /// Where the overlay is written.
    pub origin: Origin,
}

/// A version of the Overlay Specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 1.0.x
    V1_0,
    /// 1.1.x
    V1_1,
}

/// A change to the nodes that a query selects.
#[derive(Clone, Debug)]
pub struct Action {
    /// Selects the nodes to change.
    pub target: Query,
    /// The reason for the change.
    pub description: Option<String>,
    /// The change.
    pub edit: Edit,
    /// The condition: the action is skipped if this query selects nothing.
    pub applies_if: Option<Query>,
    /// Where the action is written.
    pub origin: Origin,
}

/// What an action does to each node it selects.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Removes it from its object or array.
    Remove,
    /// Merges a value into it.
    Update(Node),
    /// Merges into it a copy of the one node that a query selects.
    Copy(Query),
    /// Nothing, for the given reason: "it neither updates nor removes".
    Nothing(&'static str),
}
