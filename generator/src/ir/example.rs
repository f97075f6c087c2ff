//! The contents of the examples of operations, from documentation files.

use std::collections::BTreeMap;

use crate::source::Origin;

/// The contents of examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleNotes {
    /// Values, by the name of a property or parameter, or by operation and name: `createSpeech.voice`.
    pub values: BTreeMap<String, ExampleNote>,
    /// The optional properties and parameters that the example of an operation sets, by operation.
    pub optional: BTreeMap<String, Vec<ExampleNote>>,
    /// How an example uses the response, by operation: Rust code that follows the name of the variable and is printed, or
    /// statements that use the variable `response` (`item` for each item of a list).
    pub results: BTreeMap<String, ExampleNote>,
}

/// An entry of a documentation file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleNote {
    /// The string in the file.
    pub text: String,
    /// The location of the entry.
    pub origin: Origin,
}
