//! A generated crate as a module of another crate.
//!
//! Input: the files of the crate, and the path of the module. Output: its modules, in which `crate::` is the path of the
//! module and no feature is needed, and the dependencies that the other crate needs. Examples in the documentation
//! become `ignore` blocks, since they would not compile there.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// Features of the runtime that are not compiled in a module.
const DISABLED: &[&str] = &["blocking", "schemars", "sigv4", "tower"];

/// Returns the files of the module: `mod.rs` and those below it.
pub fn modules(files: &BTreeMap<String, String>, path: &str) -> BTreeMap<String, String> {
    let features = features(files);
    let library = library(files);
    let sources = files.iter().filter_map(|(name, text)| {
        let name = name.strip_prefix("src/")?;
        let text = text.replace(&format!("{library}::"), &format!("{path}::"));
        let text = text.replace("/// ```no_run\n", "/// ```ignore\n");
        let text = resolved(&relocated(&text, path), &features);
        match name {
            "lib.rs" => Some(("mod.rs".to_owned(), included(&text))),
            name => Some((name.to_owned(), text)),
        }
    });
    sources.collect()
}

/// Returns the dependencies of the enabled features.
pub fn dependencies(files: &BTreeMap<String, String>) -> String {
    let manifest = manifest(files);
    let disabled: Vec<&str> = DISABLED
        .iter()
        .filter_map(|name| manifest.get("features")?.get(*name)?.as_array())
        .flatten()
        .filter_map(Value::as_str)
        .filter_map(|entry| entry.strip_prefix("dep:"))
        .collect();
    let is_kept = |name: &str, value: &Value| {
        let is_optional = value.get("optional").and_then(Value::as_bool) == Some(true);
        !(is_optional && disabled.contains(&name))
    };
    let section = |table: &Table| -> Table {
        let entries = table.iter().filter(|(name, value)| is_kept(name, value));
        let entries = entries.map(|(name, value)| {
            let mut value = value.clone();
            if let Some(table) = value.as_table_mut() {
                table.remove("optional");
            }
            (name.clone(), value)
        });
        entries.collect()
    };
    let mut text = String::new();
    let mut print = |name: &str, table: &Table| {
        text.push_str(&format!("[{name}]\n"));
        for (key, value) in section(table) {
            text.push_str(&format!("{key} = {value}\n"));
        }
        text.push('\n');
    };
    if let Some(table) = manifest.get("dependencies").and_then(Value::as_table) {
        print("dependencies", table);
    }
    let targets = manifest.get("target").and_then(Value::as_table);
    for (target, table) in targets.into_iter().flatten() {
        if let Some(table) = table.get("dependencies").and_then(Value::as_table) {
            print(&format!("target.'{target}'.dependencies"), table);
        }
    }
    text.trim_end().to_owned() + "\n"
}

fn manifest(files: &BTreeMap<String, String>) -> Table {
    let text = files.get("Cargo.toml").map_or("", String::as_str);
    toml::from_str(text).unwrap_or_default()
}

fn library(files: &BTreeMap<String, String>) -> String {
    let manifest = manifest(files);
    let name = manifest.get("package").and_then(|it| it.get("name"));
    name.and_then(Value::as_str)
        .unwrap_or_default()
        .replace('-', "_")
}

/// Returns each feature, and whether it is enabled.
fn features(files: &BTreeMap<String, String>) -> Vec<(String, bool)> {
    let manifest = manifest(files);
    let features = manifest.get("features").and_then(Value::as_table);
    let names = features.into_iter().flat_map(Table::keys);
    names
        .map(|name| (name.clone(), !DISABLED.contains(&name.as_str())))
        .collect()
}

/// Replaces `crate::` with the path of the module.
fn relocated(text: &str, path: &str) -> String {
    let path = path.strip_prefix("crate::").unwrap_or(path);
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("crate::") {
        let is_word = rest[..at]
            .chars()
            .next_back()
            .is_some_and(|before| before.is_alphanumeric() || before == '_');
        let end = at + "crate::".len();
        result.push_str(&rest[..end]);
        if !is_word {
            result.push_str(path);
            result.push_str("::");
        }
        rest = &rest[end..];
    }
    result + rest
}

/// Replaces conditions on features with their values.
fn resolved(text: &str, features: &[(String, bool)]) -> String {
    let mut text = text.to_owned();
    for (name, enabled) in features {
        let value = if *enabled { "all()" } else { "any()" };
        text = text.replace(&format!("feature = \"{name}\""), value);
    }
    text
}

/// Returns the root without inner attributes and documentation, which an included file cannot have.
fn included(text: &str) -> String {
    let mut result = String::new();
    for line in text.lines() {
        if line.starts_with("//!") || line.starts_with("#![") {
            continue;
        }
        if line.starts_with("mod ") || line.starts_with("pub mod ") {
            result.push_str("#[allow(deprecated, dead_code, clippy::large_enum_variant)]\n");
        }
        result.push_str(line);
        result.push('\n');
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{included, relocated, resolved};

    #[test]
    fn paths_of_the_crate_become_paths_of_the_module() {
        let code = "use crate::types; $crate::x!(); pub(crate) fn f() {} use my_crate::y;";
        assert_eq!(
            relocated(code, "crate::api::pets"),
            "use crate::api::pets::types; $crate::api::pets::x!(); pub(crate) fn f() {} use my_crate::y;"
        );
    }

    #[test]
    fn conditions_on_features_become_constants() {
        let features = [("client".to_owned(), true), ("tower".to_owned(), false)];
        let code = "#[cfg(all(feature = \"client\", not(feature = \"tower\")))]";
        assert_eq!(resolved(code, &features), "#[cfg(all(all(), not(any())))]");
    }

    #[test]
    fn an_included_file_has_no_inner_attributes() {
        let code = "//! Doc.\n#![allow(x)]\npub mod types;\n";
        assert!(included(code).ends_with(")]\npub mod types;\n"));
        assert!(!included(code).contains('!'));
    }
}
