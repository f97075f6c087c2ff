//! Ways to make a value of a union that read well.

use super::DefId;

/// The constructors of one union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constructors {
    /// The union.
    pub union: DefId,
    /// Whether a constructor gives the case, which can then be adjusted, instead of the union.
    pub adjustable: bool,
    /// The constructor that a text alone turns into, by its index.
    pub from_text: Option<usize>,
    /// All of them, in the document's order.
    pub list: Vec<Constructor>,
}

/// A constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constructor {
    /// Its name in the document.
    pub name: String,
    /// The record it makes.
    pub record: DefId,
    /// Members with the value that each is given.
    pub set: Vec<(String, Given)>,
    /// Members it takes as arguments beside the required ones, each as the way to it: through records inside the record.
    pub arguments: Vec<Vec<String>>,
}

/// A value that a constructor gives to a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A text.
    Text(String),
    /// A record with nothing but its constants.
    Record(DefId),
}
