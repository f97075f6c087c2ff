//! The manifest of an extension.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A folder of templates for a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extension {
    /// The folder, below the templates.
    pub folder: String,
    /// The needs of each helper. Its name is that of a module in the folder.
    pub helpers: BTreeMap<String, HelperNeeds>,
    /// The needs of each example. Its name is that of a file in `examples/`.
    pub examples: BTreeMap<String, ExampleNeeds>,
    /// The documentation of each module that exports items of helpers, by its name.
    pub modules: BTreeMap<String, String>,
    /// Cargo features that helpers need and the runtime does not have, with what they enable.
    pub features: BTreeMap<String, Vec<String>>,
    /// Optional dependencies of these features.
    pub dependencies: toml::Table,
    /// The paths of the files, relative to the folder.
    pub files: Vec<String>,
}

/// What a helper needs in order to compile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HelperNeeds {
    /// A JSONPath on the document with its overlays applied. If it selects nothing, the helper is left out without a
    /// diagnostic.
    pub applies_if: Option<String>,
    /// Types, fields and variants by their Rust names: `Type`, `Type.field` or `Type::Variant`.
    pub types: Vec<String>,
    /// Operations by their `operationId`.
    pub operations: Vec<String>,
    /// Cargo features.
    pub features: Vec<String>,
    /// Other helpers. If one of them is left out, so is this one.
    pub helpers: Vec<String>,
    /// The file in the folder of the helper into which the catalog is written. Without a catalog, the helper is left out.
    pub catalog: Option<String>,
    /// The module at the root of the crate that exports the helper's items. `None` if the helper only adds methods.
    pub module: Option<String>,
    /// The type among its items that accumulates the events of a stream, with which streams are replayed.
    pub accumulator: Option<String>,
}

/// What an example needs in order to compile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleNeeds {
    /// Whether only strict runs write the example, because other revisions of the document may lack types that it uses.
    pub only_strict: bool,
    /// Helpers by name.
    pub helpers: Vec<String>,
    /// Cargo features.
    pub features: Vec<String>,
}

/// The file format: a table for each helper, `examples` with a table for each example, `modules` with the documentation
/// of each module that exports items of helpers, and `features` and `dependencies` as in the manifest of a package.
#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    examples: BTreeMap<String, ExampleNeeds>,
    #[serde(default)]
    modules: BTreeMap<String, String>,
    #[serde(default)]
    features: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    dependencies: toml::Table,
    #[serde(flatten)]
    helpers: BTreeMap<String, HelperNeeds>,
}

impl Extension {
    /// The name of the manifest in its folder.
    pub const MANIFEST: &'static str = "helpers.toml";

    /// Parses a manifest. `files` are the paths of the files in the folder.
    ///
    /// # Errors
    /// Returns a sentence that describes the mistake.
    pub fn read(folder: &str, manifest: &str, files: Vec<String>) -> Result<Self, String> {
        let Manifest {
            examples,
            modules,
            features,
            dependencies,
            helpers,
        } = toml::from_str(manifest).map_err(|error| error.message().to_owned())?;
        let mut exports = helpers.values().filter_map(|needs| needs.module.as_ref());
        if let Some(module) = exports.find(|module| !modules.contains_key(*module)) {
            return Err(format!(
                "it exports items from `{module}`, which `modules` does not describe"
            ));
        }
        let lacks_module = |name: &&String| !files.iter().any(|file| module_of(file) == *name);
        let lacks_example = |name: &&String| !files.contains(&Self::example(name));
        let lacking = helpers.keys().find(lacks_module);
        if let Some(name) = lacking.or_else(|| examples.keys().find(lacks_example)) {
            return Err(format!("it lists `{name}`, but has no file for it"));
        }
        let mut needed = helpers.values().flat_map(|needs| &needs.helpers);
        if let Some(helper) = needed.find(|helper| !helpers.contains_key(*helper)) {
            return Err(format!("a helper needs the unknown helper `{helper}`"));
        }
        for (name, needs) in &examples {
            let is_unknown = |helper: &&String| !helpers.contains_key(*helper);
            if let Some(helper) = needs.helpers.iter().find(is_unknown) {
                return Err(format!(
                    "its example `{name}` needs the unknown helper `{helper}`"
                ));
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            helpers,
            examples,
            modules,
            features,
            dependencies,
            files,
        })
    }

    /// The path of an example, in the folder and in the crate.
    pub(super) fn example(name: &str) -> String {
        format!("examples/{name}.rs")
    }
}

/// The module in the folder that a file belongs to.
pub(super) fn module_of(file: &str) -> &str {
    let top = file.split('/').next().unwrap_or(file);
    top.strip_suffix(".rs").unwrap_or(top)
}
