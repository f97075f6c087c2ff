//! The hand-written files of the repository.
//!
//! Output: [`File`]s in path order, without build output, hidden folders and generated files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::code;

/// A text file.
pub struct File {
    /// The `/`-separated path from the repository root.
    pub path: String,
    /// The content.
    pub text: String,
}

impl File {
    /// Reads a file of the repository.
    pub fn read(path: &str) -> Self {
        let text =
            fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self {
            path: path.to_owned(),
            text,
        }
    }

    /// Returns the Rust code, without comments, string literals and an inline test module.
    pub fn code(&self) -> String {
        code::without_tests(&code::without_prose(&self.text))
    }

    /// Returns the comments and string literals of a Rust file.
    pub fn prose(&self) -> String {
        code::prose(&self.text)
    }

    /// Returns whether the file contains only tests.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        ["tests.rs", "testing.rs"].contains(&name) || self.path.contains("/tests/")
    }
}

/// Returns the repository root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the repository exists")
}

/// Reads the files below a folder with one of these extensions, in path order.
pub fn under(folder: &str, extensions: &[&str]) -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root().join(folder), folder, &mut paths);
    paths.sort();
    let selected = paths
        .into_iter()
        .filter(|path| extensions.iter().any(|extension| path.ends_with(extension)));
    selected.map(|path| File::read(&path)).collect()
}

/// Reads the Rust files of the hand-written crates.
pub fn rust() -> Vec<File> {
    [
        "generator",
        "macros",
        "oasmith",
        "templates",
        "tests",
        "xtask",
    ]
    .into_iter()
    .flat_map(|folder| under(folder, &[".rs"]))
    .collect()
}

fn collect(folder: &Path, name: &str, paths: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let file = entry.file_name().to_string_lossy().into_owned();
        if file.starts_with('.') || file == "target" {
            continue;
        }
        let path = if name.is_empty() {
            file
        } else {
            format!("{name}/{file}")
        };
        if entry.path().is_dir() {
            collect(&entry.path(), &path, paths);
        } else {
            paths.push(path);
        }
    }
}
