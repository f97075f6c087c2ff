//! The OpenAPI documents in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Returns the named OpenAPI documents and those in or below the named folders, in the given order.
pub fn all(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in paths {
        match path.is_file() {
            true => all.push(path.clone()),
            false => all.extend(documents(path)?),
        }
    }
    Ok(all)
}

/// Returns the documents in a folder and below it, in path order.
fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
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

/// Returns a sample of documents, evenly spread over the order of their sizes, so that it has small and large ones.
pub fn sample(documents: &[PathBuf], count: usize) -> Vec<PathBuf> {
    let size = |path: &PathBuf| fs::metadata(path).map_or(u64::MAX, |file| file.len());
    let mut sorted: Vec<&PathBuf> = documents.iter().collect();
    sorted.sort_by_key(|path| size(path));
    let count = count.min(sorted.len());
    (0..count)
        .filter_map(|index| sorted.get(index * sorted.len() / count))
        .map(|path| (*path).clone())
        .collect()
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
    use super::{documents, sample};

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
    }

    #[test]
    fn a_sample_has_documents_of_all_sizes() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths: Vec<_> = (0..6)
            .map(|index| folder.path().join(format!("{index}.yaml")))
            .collect();
        for (index, path) in paths.iter().enumerate() {
            std::fs::write(path, "x".repeat(10 - index)).expect("a file");
        }
        let names = |count: usize| -> Vec<_> {
            let found = sample(&paths, count);
            found
                .iter()
                .filter_map(|path| path.file_stem()?.to_str().map(str::to_owned))
                .collect()
        };
        assert_eq!(names(3), ["5", "3", "1"]);
        assert_eq!(names(7).len(), 6);
        assert!(names(0).is_empty());
    }
}
