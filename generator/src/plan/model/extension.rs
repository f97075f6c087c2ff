//! Hand-written helpers and examples for one service.

use super::FeatureGate;

/// A helper: a module of hand-written code for the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// The name of its module.
    pub name: String,
    /// The gates that must all be open for it to be compiled.
    pub gates: Vec<FeatureGate>,
    /// Its files.
    pub files: Vec<TemplateFile>,
    /// The module at the root of the crate that exports its items. `None` if it only adds methods.
    pub module: Option<String>,
    /// The type among its items that accumulates the events of a stream.
    pub accumulator: Option<String>,
    /// The Cargo features that it needs in addition to those of its types and operations.
    pub features: Vec<String>,
}

/// A module at the root of the crate that exports items of helpers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportModule {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub doc: String,
    /// The gates that must all be open for it to be compiled.
    pub gates: Vec<FeatureGate>,
    /// Whether it also exports the items of the runtime's module with that name, which it replaces.
    pub extends_runtime: bool,
    /// The helpers whose items it exports.
    pub helpers: Vec<ExportedHelper>,
}

/// A helper in a module that exports its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedHelper {
    /// The name of the helper.
    pub name: String,
    /// The gates of its items, in addition to those of the module.
    pub gates: Vec<FeatureGate>,
}

/// A hand-written example for the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: TemplateFile,
    /// The Cargo features that it requires.
    pub features: Vec<String>,
}

/// A file of the crate that is copied from a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFile {
    /// The path of the template, below `templates/`.
    pub template: String,
    /// The path of the file in the crate.
    pub path: String,
}
