//! The list of files that a generation left in a directory which may also hold files of others.
//!
//! In: the list's text. Out: relative paths. Anything in it that could name a place outside is refused.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use anyhow::{Context as _, Result, ensure};

/// Name of the list in the directory.
pub const NAME: &str = ".oasmith-files";

const HEADER: &str = "# Files written by oasmith. The next run replaces them and removes those it no longer makes.\n";

/// The list in a directory, if it has one.
pub fn read(directory: &Path) -> Result<Option<BTreeSet<String>>> {
    let path = directory.join(NAME);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let mut files = BTreeSet::new();
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        ensure!(
            stays_inside(line),
            "{}: `{line}` is no path inside this directory",
            path.display()
        );
        files.insert(line.to_owned());
    }
    Ok(Some(files))
}

/// The text of a list.
pub fn text<'a>(files: impl IntoIterator<Item = &'a String>) -> String {
    let mut text = HEADER.to_owned();
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    text
}

/// Whether a path has only plain parts.
pub fn stays_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::{NAME, read, stays_inside, text};

    #[test]
    fn a_list_reads_back() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path()).expect("read"), None);
        let files = ["Cargo.toml".to_owned(), "src/lib.rs".to_owned()];
        std::fs::write(folder.path().join(NAME), text(&files)).expect("written");
        assert_eq!(
            read(folder.path()).expect("read"),
            Some(files.into_iter().collect())
        );
    }

    #[test]
    fn a_list_names_nothing_outside() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(NAME), "../precious\n").expect("written");
        assert!(
            read(folder.path())
                .expect_err("refused")
                .to_string()
                .contains("`../precious`")
        );
        assert!(
            !["", "/etc/x", "a/../../b", "./a/.."]
                .into_iter()
                .any(stays_inside)
        );
    }
}
