//! Example programs of the crate, which the commands of the generator run.

/// An example program of the crate, from `templates/examples`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// The name of the example, and of its folder.
    pub name: &'static str,
    /// The feature of the crate that it requires.
    pub feature: &'static str,
}

/// What the table of calls of the program `conformance` imports, each list sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallImports {
    /// Items of the crate, which the table exports to the other programs.
    pub items: Vec<&'static str>,
    /// Functions of the program that call an operation.
    pub functions: Vec<&'static str>,
}
