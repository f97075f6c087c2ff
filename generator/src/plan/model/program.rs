//! Programs of the crate for the commands of the generator.

/// A program: an example of the crate that the generator has in `templates/examples`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// The name of the example, and of its folder.
    pub name: &'static str,
    /// The feature of the crate that compiles it.
    pub feature: &'static str,
}
