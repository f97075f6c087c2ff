//! The files of the repository that people write.
//!
//! In: nothing. Out: [`File`]s in path order. Build output, hidden folders and what programs wrote are left out.

use std::fs;
use std::path::{Path, PathBuf};

use crate::code;

/// A text file.
pub struct File {
    /// Its path from the top of the repository, with `/`.
    pub path: String,
    /// All of it.
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

    /// Its Rust code: comments, the content of strings and an inline module of tests at the end are blank.
    pub fn code(&self) -> String {
        code::without_tests(&code::without_prose(&self.text))
    }

    /// Whether it is all tests.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        ["tests.rs", "testing.rs"].contains(&name) || self.path.contains("/tests/")
    }
}

/// The top folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the workspace is there")
}

/// Files under a folder with one of these endings, in path order.
pub fn under(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root().join(folder), folder, &mut paths);
    paths.sort();
    let chosen = paths
        .into_iter()
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)));
    chosen.map(|path| File::read(&path)).collect()
}

/// Rust files of the hand-written crates.
pub fn rust() -> Vec<File> {
    ["generator", "templates", "tests", "xtask"]
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
