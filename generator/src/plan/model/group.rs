//! Groups of operations: `client.chat().completions()`.

use super::{Channel, Operation};

/// A group of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The names of the groups from the client to this one, which are module names.
    pub path: Vec<String>,
    /// The name of the method that returns the group.
    pub accessor: String,
    /// The name of its struct.
    pub ident: String,
    /// A description of the group, and how a program calls it.
    pub about: Vec<String>,
    /// How a program calls it: `client.chat().completions()`.
    pub call: String,
    /// Documentation of the method that returns it.
    pub doc: Vec<String>,
    /// What its file imports.
    pub imports: Imports,
    /// The Cargo feature that compiles it.
    pub feature: String,
    /// Its subgroups.
    pub children: Vec<ChildGroup>,
    /// Its operations, in document order.
    pub operations: Vec<Operation>,
    /// Its WebSocket channel.
    pub channel: Option<Channel>,
}

/// A subgroup, as its parent refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildGroup {
    /// The name of the method that returns it, which is also the name of its module.
    pub accessor: String,
    /// The name of its struct.
    pub ident: String,
    /// Documentation of the method.
    pub doc: Vec<String>,
}

/// The imports of the file of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imports {
    /// Items of the runtime.
    pub runtime: Vec<&'static str>,
    /// The module of types.
    pub types: TypesImport,
}

/// Whether a file imports the module of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypesImport {
    /// It needs no types.
    Never,
    /// Only its channel needs types: the import has the gate of the channel.
    WithChannel,
    /// It always needs types.
    Always,
}
