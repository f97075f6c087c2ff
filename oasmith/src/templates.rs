//! The templates, as they were when this crate was compiled.

use std::collections::BTreeMap;

const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// Returns the text of each template by its path below `templates/`.
pub fn templates() -> BTreeMap<String, String> {
    let files = FILES.iter();
    files
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}
