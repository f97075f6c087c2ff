//! Examples that know a service: which of them a crate gets.
//!
//! In: the templates, and the features that are planned. Out: [`ExampleItem`]s. An example says in a line of its own
//! what it needs (`//! Needs the feature` or `features`, and their names in backticks); where the document gives no such
//! feature it is left out. Must not know what an example does.

use std::collections::BTreeMap;

use super::model::Feature;

/// An example that knows the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleItem {
    /// Its name.
    pub name: String,
    /// The template it is copied from.
    pub from: String,
    /// The features it needs.
    pub features: Vec<String>,
}

/// How the line starts that names the features.
const NEEDS: &str = "//! Needs the feature";

/// The examples in a folder of templates that know the service.
pub fn examples(
    templates: &BTreeMap<String, String>,
    folder: Option<&str>,
    features: &[Feature],
) -> Vec<ExampleItem> {
    let Some(folder) = folder else {
        return Vec::new();
    };
    let prefix = format!("{folder}/examples/");
    let mut items = Vec::new();
    for (from, text) in templates {
        let Some(name) = from
            .strip_prefix(&prefix)
            .and_then(|file| file.strip_suffix(".rs"))
        else {
            continue;
        };
        let needed = needed(text);
        let has = |name: &String| features.iter().any(|feature| feature.name == *name);
        if needed.iter().all(has) {
            items.push(ExampleItem {
                name: name.to_owned(),
                from: from.clone(),
                features: needed,
            });
        }
    }
    items
}

/// The names in backticks of the line that says what is needed.
fn needed(text: &str) -> Vec<String> {
    let line = text.lines().find(|line| line.starts_with(NEEDS));
    let names = line
        .into_iter()
        .flat_map(|line| line.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}
