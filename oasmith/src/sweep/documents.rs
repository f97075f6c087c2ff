//! The OpenAPI documents in a folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Returns the OpenAPI documents in a folder and below it, in path order.
pub fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut documents = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry
                .with_context(|| format!("cannot read {}", folder.display()))?
                .path();
            if path.is_dir() {
                folders.push(path);
            } else if is_document(&path) {
                documents.push(path);
            }
        }
    }
    documents.sort();
    Ok(documents)
}

/// Returns the documents with the smallest files.
pub fn smallest(documents: &[PathBuf], limit: usize) -> BTreeSet<PathBuf> {
    let size = |path: &PathBuf| fs::metadata(path).map_or(u64::MAX, |file| file.len());
    let mut sorted: Vec<&PathBuf> = documents.iter().collect();
    sorted.sort_by_key(|path| size(path));
    sorted.into_iter().take(limit).cloned().collect()
}

/// Whether a file has the field `openapi` or `swagger` at its root. The file may be invalid otherwise.
fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !extension.is_some_and(|extension| ["yaml", "yml", "json"].contains(&extension)) {
        return false;
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let is_version = |key: &str| {
        text.lines().any(|line| {
            line.starts_with(&format!("{key}:")) || line.starts_with(&format!("\"{key}\":"))
        }) || (text.trim_start().starts_with('{') && text.contains(&format!("\"{key}\"")))
    };
    is_version("openapi") || is_version("swagger")
}

#[cfg(test)]
mod tests {
    use super::{documents, smallest};

    #[test]
    fn only_openapi_documents_are_listed() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        write("b.yaml", "openapi: 3.1.0\ninfo: {}\npaths: {}\n");
        write("a/c.json", "{\"info\": 1, \"openapi\": \"3.0.0\"}");
        write("overlay.yaml", "overlay: 1.0.0\n");
        write("notes.md", "openapi: 3.1.0\n");
        let found = documents(folder.path()).expect("readable");
        let names: Vec<_> = found
            .iter()
            .filter_map(|path| path.file_name()?.to_str())
            .collect();
        assert_eq!(names, ["c.json", "b.yaml"]);
        let smallest = smallest(&found, 1);
        assert!(smallest.iter().all(|path| path.ends_with("a/c.json")));
    }
}
