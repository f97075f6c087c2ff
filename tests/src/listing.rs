//! Many files as one text.
//!
//! In: texts by path. Out: one text with a `// === path` line before each.

use std::collections::BTreeMap;

use oasmith::render::HEADER;

/// The files that a predicate picks, one after the other, without the line that says they are generated.
pub fn listing(files: &BTreeMap<String, String>, pick: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (path, file) in files.iter().filter(|(path, _)| pick(path)) {
        let body = file.strip_prefix(HEADER).unwrap_or(file);
        text.push_str(&format!("// === {path}\n{}\n\n", body.trim_end()));
    }
    text.trim_end().to_owned()
}

/// Whether a file holds types or operations of the document, rather than what every crate has.
pub fn is_own(path: &str) -> bool {
    let below = |folder: &str| path.starts_with(folder) && !path.ends_with("/mod.rs");
    below("src/types/") || below("src/api/")
}
