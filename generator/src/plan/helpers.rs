//! Which hand-written helpers of a service the crate gets, and when they are compiled.
//!
//! In: the manifest of an extension (a folder of templates that know a service), and the types and operations that are
//! planned. Out: [`HelperItem`]s. A helper whose needs a document does not meet is left out whole, so that one folder
//! serves many revisions of a document. Must not know what a helper does.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::examples::ExampleNeeds;
use super::model::{
    Feature, HelperItem, ItemKind, MemberKind, Resource, TypeItem, TypeModule, UnionItem,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

/// A folder of templates that know a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extension {
    /// The folder, below the templates.
    pub folder: String,
    /// What each helper needs, by its name: a module of the folder.
    pub helpers: BTreeMap<String, Needs>,
    /// What each example needs, by its name: a file in `examples/`.
    pub examples: BTreeMap<String, ExampleNeeds>,
    /// The files of the folder, by their paths inside it.
    pub files: Vec<String>,
}

/// What must be there for a helper to compile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Needs {
    /// A JSONPath on the document with its overlays applied: where it selects nothing, the helper is not for that document
    /// and nobody is told that it is left out.
    pub applies_if: Option<String>,
    /// `Type`, `Type.field` or `Type::Variant`, as they are called in Rust.
    pub types: Vec<String>,
    /// Operations by their `operationId`.
    pub operations: Vec<String>,
    /// Cargo features that must be on in any case.
    pub features: Vec<String>,
}

impl Extension {
    /// The name of an extension's manifest in its folder.
    pub const MANIFEST: &'static str = "helpers.toml";

    /// Reads the manifest of an extension.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn read(folder: &str, manifest: &str, files: Vec<String>) -> Result<Self, String> {
        let Manifest { examples, helpers } =
            toml::from_str(manifest).map_err(|error| error.message().to_owned())?;
        let lacks_module = |name: &&String| !files.iter().any(|file| module_of(file) == *name);
        let lacks_example = |name: &&String| !files.contains(&Self::example(name));
        let lacking = helpers.keys().find(lacks_module);
        if let Some(name) = lacking.or_else(|| examples.keys().find(lacks_example)) {
            return Err(format!("it lists `{name}`, for which there is no file"));
        }
        for (name, needs) in &examples {
            let unknown = |needed: &&String| !helpers.contains_key(*needed);
            if let Some(needed) = needs.helpers.iter().find(unknown) {
                return Err(format!(
                    "its example `{name}` needs `{needed}`, which is none of its helpers"
                ));
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            helpers,
            examples,
            files,
        })
    }

    /// Where an example stands: in the folder of the extension as in the crate.
    pub fn example(name: &str) -> String {
        format!("examples/{name}.rs")
    }
}

/// The form of the manifest: a table for each helper, and `examples`, a table with one for each example.
#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    examples: BTreeMap<String, ExampleNeeds>,
    #[serde(flatten)]
    helpers: BTreeMap<String, Needs>,
}

/// The module at the top of the folder that a file belongs to.
fn module_of(file: &str) -> &str {
    let top = file.split('/').next().unwrap_or(file);
    top.strip_suffix(".rs").unwrap_or(top)
}

/// The helpers whose needs are met, by name. `severity` is that of leaving one out.
pub fn helpers(
    extension: &Extension,
    modules: &[TypeModule],
    resources: &[Resource],
    features: &[Feature],
    severity: Severity,
    found: &mut Diagnostics,
) -> Vec<HelperItem> {
    let stock = Stock::of(modules, resources, features);
    let mut items = Vec::new();
    for (name, needs) in &extension.helpers {
        match stock.compiled_by(needs) {
            Ok(compiled_by) => items.push(HelperItem {
                name: name.clone(),
                compiled_by,
                files: files(extension, name),
            }),
            Err(missing) => {
                let message =
                    format!("the helper `{name}` is left out: the document gives no {missing}");
                let help = format!(
                    "if it was renamed, follow it in `{}/{}` and in the helper's file",
                    extension.folder,
                    Extension::MANIFEST
                );
                found
                    .push(Diagnostic::placeless(Code::HelperLeftOut, severity, message).help(help));
            }
        }
    }
    items
}

/// The templates that make up a helper, each with its place in the crate.
fn files(extension: &Extension, name: &str) -> Vec<(String, String)> {
    let own = extension
        .files
        .iter()
        .filter(|file| module_of(file) == name);
    own.map(|file| {
        (
            format!("{}/{file}", extension.folder),
            format!("src/helpers/{file}"),
        )
    })
    .collect()
}

/// What a module of types is compiled by: any of these features, `types` among them; empty for what any feature
/// compiles.
pub fn compiled_by(module: &TypeModule, features: &[Feature]) -> Vec<String> {
    let everywhere = features
        .iter()
        .all(|feature| module.features.contains(&feature.name));
    if everywhere && !features.is_empty() {
        return Vec::new();
    }
    let own = module.features.iter().cloned();
    own.chain(["types".to_owned()]).collect()
}

/// What the crate has, by name.
struct Stock<'a> {
    types: BTreeMap<&'a str, (&'a TypeItem, BTreeSet<String>)>,
    operations: BTreeMap<&'a str, &'a str>,
}

impl<'a> Stock<'a> {
    fn of(modules: &'a [TypeModule], resources: &'a [Resource], features: &[Feature]) -> Self {
        let types = modules.iter().flat_map(|module| {
            let compiled: BTreeSet<String> = compiled_by(module, features).into_iter().collect();
            let item = move |item: &'a TypeItem| (item.ident.as_str(), (item, compiled.clone()));
            module.items.iter().map(item)
        });
        let operations = resources.iter().flat_map(|resource| {
            let feature = resource.feature.as_str();
            resource
                .operations
                .iter()
                .map(move |operation| (operation.id.as_str(), feature))
        });
        Self {
            types: types.collect(),
            operations: operations.collect(),
        }
    }

    /// Of each set one feature must be on; or what is missing.
    fn compiled_by(&self, needs: &Needs) -> Result<Vec<Vec<String>>, String> {
        let mut sets: BTreeSet<BTreeSet<String>> = BTreeSet::new();
        for need in &needs.types {
            sets.insert(self.type_features(need)?.clone());
        }
        for id in &needs.operations {
            let Some(feature) = self.operations.get(id.as_str()) else {
                return Err(format!("operation `{id}`"));
            };
            sets.insert(BTreeSet::from([(*feature).to_owned()]));
        }
        sets.extend(
            needs
                .features
                .iter()
                .map(|name| BTreeSet::from([name.clone()])),
        );
        // An empty set stands for what is always there; a larger set follows from a smaller one inside it.
        sets.remove(&BTreeSet::new());
        let follows = |set: &BTreeSet<String>| {
            sets.iter()
                .any(|other| other != set && other.is_subset(set))
        };
        let needed = sets.iter().filter(|set| !follows(set));
        Ok(needed.map(|set| set.iter().cloned().collect()).collect())
    }

    /// The features that compile a type, which must have the member that the need names.
    fn type_features(&self, need: &str) -> Result<&BTreeSet<String>, String> {
        let (name, variant, field) = match (need.split_once("::"), need.split_once('.')) {
            (Some((name, variant)), _) => (name, Some(variant), None),
            (None, Some((name, field))) => (name, None, Some(field)),
            (None, None) => (need, None, None),
        };
        let Some((item, features)) = self.types.get(name) else {
            return Err(format!("type `{name}`"));
        };
        let has_all = variant.is_none_or(|variant| has_variant(item, variant))
            && field.is_none_or(|field| has_field(item, field));
        match has_all {
            true => Ok(features),
            false => Err(format!("`{need}`")),
        }
    }
}

fn has_field(item: &TypeItem, name: &str) -> bool {
    let ItemKind::Record(record) = &item.kind else {
        return false;
    };
    record
        .members
        .iter()
        .any(|member| matches!(&member.kind, MemberKind::Field(field) if field.ident == name))
}

fn has_variant(item: &TypeItem, name: &str) -> bool {
    match &item.kind {
        ItemKind::Union(UnionItem { variants, .. }) => {
            variants.iter().any(|variant| variant.ident == name)
        }
        ItemKind::StringEnum(values) => values.iter().any(|value| value.ident == name),
        ItemKind::Record(_) | ItemKind::Alias(_) => false,
    }
}
