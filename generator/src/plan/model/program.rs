//! Example programs of the crate, which the commands of the generator run.

/// An example program of the crate, from `templates/examples`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// The name of the example, and of its folder.
    pub name: &'static str,
    /// The feature of the crate that it requires.
    pub feature: &'static str,
}

/// What the table of calls of the program `conformance` contains, in addition to the operations. The lists of imports
/// are sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallTable {
    /// Items of the crate that it imports and exports to the other programs.
    pub items: Vec<&'static str>,
    /// Functions of the program that call an operation.
    pub functions: Vec<&'static str>,
    /// The names of the security schemes that a key can satisfy.
    pub schemes: Vec<String>,
}

/// The call in the first example and the README of a crate: of the operation that is easiest to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstCall {
    /// The `operationId`.
    pub id: String,
    /// How a program calls the group: `client.chat().completions()`.
    pub group: String,
    /// The method.
    pub method: String,
    /// Its arguments.
    pub arguments: Vec<String>,
}
