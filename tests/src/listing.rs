//! Joins files into one string.
//!
//! Input: files by path. Output: one string with a line `// === path` before each file.

use std::collections::BTreeMap;

use oasmith_core::render::HEADER;

/// Joins the files that satisfy a predicate, without the header of generated files.
pub fn listing(files: &BTreeMap<String, String>, include: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (path, file) in files.iter().filter(|(path, _)| include(path)) {
        let body = file.strip_prefix(HEADER).unwrap_or(file);
        text.push_str(&format!("// === {path}\n{}\n\n", body.trim_end()));
    }
    text.trim_end().to_owned()
}

/// Returns whether a file contains types or operations of the document, unlike files that every crate has.
pub fn is_specific(path: &str) -> bool {
    let below = |folder: &str| path.starts_with(folder) && !path.ends_with("/mod.rs");
    below("src/types/") || below("src/api/")
}
