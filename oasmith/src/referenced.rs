//! Reads the files that a document refers to.
//!
//! Input: the path of a document, and its text. Output: the files by their path relative to the folder of the document. Only
//! files in this folder and below it are read; the generator reports references to any others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::Result;
use oasmith_core::referenced_files;
use oasmith_core::source::SourceFile;

use crate::input::user_file;

/// Reads all files that a document refers to, directly or through others.
pub fn files(document: &Path, text: &SourceFile) -> Result<BTreeMap<String, SourceFile>> {
    let folder = document.parent().unwrap_or(Path::new(""));
    let own = document.file_name().map(PathBuf::from).unwrap_or_default();
    let mut files = BTreeMap::new();
    let mut pending = vec![(own.clone(), text.clone())];
    while let Some((path, file)) = pending.pop() {
        let base = path.parent().unwrap_or(Path::new(""));
        for reference in referenced_files(file) {
            let Some(target) = normalized(&base.join(decoded(&reference))) else {
                continue;
            };
            let name = slashes(&target);
            if target == own || files.contains_key(&name) || !is_inside(folder, &target) {
                continue;
            }
            let file = user_file(&folder.join(&target))?;
            files.insert(name, file.clone());
            pending.push((target, file));
        }
    }
    Ok(files)
}

/// Resolves `.` and `..`. Returns `None` if the path leaves the folder or is absolute.
fn normalized(path: &Path) -> Option<PathBuf> {
    let mut normalized = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => normalized.push(name),
            Component::ParentDir if normalized.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(normalized)
}

/// Whether a file exists in a folder. A symbolic link must not lead out of the folder.
fn is_inside(folder: &Path, target: &Path) -> bool {
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    match (
        fs::canonicalize(folder),
        fs::canonicalize(folder.join(target)),
    ) {
        (Ok(folder), Ok(file)) => file.starts_with(folder) && file.is_file(),
        _ => false,
    }
}

fn slashes(path: &Path) -> String {
    let names = path.components();
    let names = names.map(|name| name.as_os_str().to_string_lossy().into_owned());
    names.collect::<Vec<_>>().join("/")
}

/// Decodes spaces, the only character that file names in references commonly encode.
fn decoded(reference: &str) -> String {
    reference.replace("%20", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_in_the_folder_are_read_and_others_are_not() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        };
        write("secret.yaml", "a: 1");
        write(
            "api/openapi.yaml",
            "a: {$ref: 'parts/a.yaml#/A'}\nb: {$ref: '../secret.yaml'}\nc: {$ref: missing.yaml}\n",
        );
        write(
            "api/parts/a.yaml",
            "A: {$ref: '../b.yaml#/B'}\nself: {$ref: '#/A'}\n",
        );
        write(
            "api/b.yaml",
            "B: {$ref: 'parts/a.yaml#/A'}\nroot: {$ref: 'openapi.yaml#/a'}\n",
        );
        let document = folder.path().join("api/openapi.yaml");
        let text = user_file(&document).expect("the document");
        let files = files(&document, &text).expect("readable files");
        assert_eq!(files.keys().collect::<Vec<_>>(), ["b.yaml", "parts/a.yaml"]);
    }
}
