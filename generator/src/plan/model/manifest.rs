//! The `Cargo.toml` of the package.

/// The features and dependencies of the package.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// All Cargo features: those of the runtime, one per area, and those that enable several.
    pub features: toml::Table,
    /// Dependencies on all targets.
    pub dependencies: toml::Table,
    /// Dependencies on some targets, by target.
    pub target_dependencies: Vec<(String, toml::Table)>,
    /// Dependencies of the examples.
    pub dev_dependencies: toml::Table,
}
