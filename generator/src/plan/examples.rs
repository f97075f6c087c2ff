//! Which hand-written examples of a service the crate gets.
//!
//! In: the manifest of an extension, the helpers that came along, and the features that are planned. Out:
//! [`ExampleItem`]s. An example whose needs are not met is left out. Must not know what an example does.

use serde::Deserialize;

use super::helpers::Extension;
use super::model::{Feature, HelperItem};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

/// What must be there for an example to compile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExampleNeeds {
    /// Helpers, by their names.
    pub helpers: Vec<String>,
    /// Cargo features.
    pub features: Vec<String>,
}

/// An example that knows the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleItem {
    /// Its name.
    pub name: String,
    /// The template it is copied from, with its place in the crate.
    pub file: (String, String),
    /// The features it needs.
    pub features: Vec<String>,
}

/// The examples whose needs are met, by name. `severity` is that of leaving one out; that a helper was left out is
/// reported already.
pub fn examples(
    extension: &Extension,
    helpers: &[HelperItem],
    features: &[Feature],
    severity: Severity,
    found: &mut Diagnostics,
) -> Vec<ExampleItem> {
    let mut items = Vec::new();
    for (name, needs) in &extension.examples {
        let has_helper = |needed: &String| helpers.iter().any(|helper| helper.name == *needed);
        let has_feature = |needed: &String| features.iter().any(|feature| feature.name == *needed);
        if !needs.helpers.iter().all(has_helper) {
            continue;
        }
        if let Some(missing) = needs.features.iter().find(|needed| !has_feature(needed)) {
            let message =
                format!("the example `{name}` is left out: the crate has no feature `{missing}`");
            found.push(Diagnostic::placeless(
                Code::HelperLeftOut,
                severity,
                message,
            ));
            continue;
        }
        items.push(ExampleItem {
            name: name.clone(),
            file: (
                format!("{}/{}", extension.folder, Extension::example(name)),
                Extension::example(name),
            ),
            features: needs.features.clone(),
        });
    }
    items
}
