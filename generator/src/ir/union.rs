//! Branches of unions and how they are discriminated.

use super::TypeRef;
use crate::source::Origin;

/// A branch of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Branch {
    /// Its name: tag value, component name, title or JSON type.
    pub name: String,
    /// Its value.
    pub kind: BranchKind,
    /// A sentence about it.
    pub prose: Option<String>,
    /// The location in the source.
    pub origin: Origin,
}

/// The value of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BranchKind {
    /// A value of a type.
    Type(TypeRef),
    /// Exactly this string.
    Literal(String),
}

/// How the object branches of a union are discriminated. Other JSON types need no tag.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Tagging {
    /// At most one branch is an object.
    ByJsonType,
    /// A property of the object names the branch.
    Internal {
        /// The property.
        property: String,
        /// Whether its values are numbers or booleans. The values of the arms are then JSON.
        literal: bool,
        /// The known values and their branches.
        arms: Vec<TagArm>,
        /// The branches that an object without the property may belong to.
        untagged: Vec<usize>,
        /// The branch of an object with any other value (`defaultMapping`).
        default: Option<usize>,
    },
    /// The required properties that are present, then the best fit.
    ByRequiredKeys,
}

/// A tag value and its branches. If there are several, the best fit is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TagArm {
    /// The value.
    pub value: String,
    /// Whether it is an alias of the value of these branches (`x-aliases`).
    pub alias: bool,
    /// Indexes of branches.
    pub branches: Vec<usize>,
}
