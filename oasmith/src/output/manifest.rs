//! The manifest: the list of generated files in a directory that may also contain unrelated files.
//!
//! Input: the text of the manifest. Output: relative paths. A path that may lead outside of the directory is an error.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use anyhow::{Context as _, Result, bail, ensure};

/// File name of the manifest.
pub const NAME: &str = ".oasmith-files";

const HEADER: &str = "# Files written by oasmith. The next run replaces them and removes those it no longer generates.\n";

/// Reads the manifest of a directory, if there is one.
pub fn read(directory: &Path) -> Result<Option<BTreeSet<String>>> {
    let path = directory.join(NAME);
    let text = match fs::symlink_metadata(&path) {
        Ok(kind) if kind.is_file() => fs::read_to_string(&path),
        Ok(_) => bail!("{} is not a regular file", path.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => Err(error),
    };
    let text = text.with_context(|| format!("cannot read {}", path.display()))?;
    let mut files = BTreeSet::new();
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        ensure!(
            stays_inside(line),
            "{}: `{line}` is not a path inside this directory",
            path.display()
        );
        files.insert(line.to_owned());
    }
    Ok(Some(files))
}

/// Returns the text of a manifest.
pub fn text<'a>(files: impl IntoIterator<Item = &'a String>) -> String {
    let mut text = HEADER.to_owned();
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    text
}

/// Returns whether a path consists of plain components only.
pub fn stays_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::{NAME, read, stays_inside, text};

    #[test]
    fn a_manifest_can_be_read_back() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(read(folder.path()).expect("manifest read"), None);
        let files = ["Cargo.toml".to_owned(), "src/lib.rs".to_owned()];
        std::fs::write(folder.path().join(NAME), text(&files)).expect("file written");
        assert_eq!(
            read(folder.path()).expect("manifest read"),
            Some(files.into_iter().collect())
        );
    }

    #[test]
    fn a_path_outside_of_the_directory_is_an_error() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join(NAME), "../unrelated\n").expect("file written");
        assert!(
            read(folder.path())
                .expect_err("an error")
                .to_string()
                .contains("`../unrelated`")
        );
        assert!(
            !["", "/etc/x", "a/../../b", "./a/.."]
                .into_iter()
                .any(stays_inside)
        );
    }
}
