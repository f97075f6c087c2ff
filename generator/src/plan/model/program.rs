//! Example programs of the crate, which the commands of the generator run.

/// An example program of the crate, from `templates/examples`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// The name of the example, and of its folder.
    pub name: &'static str,
    /// The feature of the crate that it requires.
    pub feature: &'static str,
}
