//! Overlays: changes to a document that stand in files of their own.
//!
//! In: a [`Node`] tree and overlay documents of the OpenAPI Overlay Specification, 1.0 or 1.1. Out: the changed tree, and
//! what each action did. Nodes that come from an overlay keep their place in the overlay. Knows nothing of OpenAPI.
//!
//! Where 1.0 is silent or stricter than what people write, 1.1 is followed: arrays are concatenated, and a value that is
//! neither object nor array may be removed. An extension of ours, `x-applies-if`, holds a query; an action whose query
//! selects nothing is skipped, so that one overlay can serve many revisions of a document.

mod apply;
mod fields;
mod hint;
mod jsonpath;
mod merge;
mod needless;
mod path;
mod query;
mod read;
mod run;
mod shorthand;

pub use apply::{Applied, Outcome, Strictness, apply};
pub use path::{Path, Step};
pub use query::{BadQuery, Query};
pub use read::read;

use crate::document::Node;
use crate::source::Origin;

/// An overlay document.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The version of the specification it is written for.
    pub version: Version,
    /// `info.title`
    pub title: String,
    /// The document it is made for, if it says so: a URI reference.
    pub extends: Option<String>,
    /// The changes, in order.
    pub actions: Vec<Action>,
    /// The whole document.
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

/// One change.
#[derive(Clone, Debug)]
pub struct Action {
    /// What is changed.
    pub target: Query,
    /// Why.
    pub description: Option<String>,
    /// How.
    pub edit: Edit,
    /// Skip the action if this selects nothing.
    pub applies_if: Option<Query>,
    /// The action's object.
    pub origin: Origin,
}

/// What an action does to each node it selects.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Takes it out of its object or array.
    Remove,
    /// Merges a value into it.
    Update(Node),
    /// Merges into it the one node that this query selects.
    Copy(Query),
    /// Nothing: the action has no effect.
    Nothing,
}
