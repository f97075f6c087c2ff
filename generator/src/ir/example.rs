//! What the examples of operations contain, from documentation files.

use std::collections::BTreeMap;

use crate::source::Origin;

/// The contents of examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleNotes {
    /// Values, by the name of a property or parameter, or by operation and name: `createSpeech.voice`.
    pub values: BTreeMap<String, ExampleNote>,
    /// The optional properties and parameters that the example of an operation sets, by operation.
    pub optional: BTreeMap<String, Vec<ExampleNote>>,
    /// What an example prints of the response, as Rust code after the name of its variable, by operation.
    pub results: BTreeMap<String, ExampleNote>,
}

/// A text of a documentation file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleNote {
    /// The text.
    pub text: String,
    /// The location of the entry.
    pub origin: Origin,
}
