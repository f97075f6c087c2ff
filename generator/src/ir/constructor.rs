//! Named constructors of unions.

use super::DefId;

/// The constructors of one union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constructors {
    /// The union.
    pub union: DefId,
    /// Whether a constructor returns the record, which has setters, instead of the union.
    pub adjustable: bool,
    /// The index of the constructor that converts a plain string into the union.
    pub from_string: Option<usize>,
    /// All constructors, in document order.
    pub list: Vec<Constructor>,
}

/// A constructor of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constructor {
    /// Its name in the document.
    pub name: String,
    /// The record it creates.
    pub record: DefId,
    /// Fields that it sets to a fixed value.
    pub presets: Vec<Preset>,
    /// Fields that it takes as arguments in addition to the required ones.
    pub arguments: Vec<FieldPath>,
}

/// The wire names that lead to a field: through nested records to the field itself.
pub type FieldPath = Vec<String>;

/// A field with the value that a constructor gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The wire name of the field.
    pub field: String,
    /// Its value.
    pub value: PresetValue,
}

/// The value that a constructor gives to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PresetValue {
    /// A string.
    String(String),
    /// A record with only its constants set.
    Record(DefId),
}
