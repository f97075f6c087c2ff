//! A document given on the command line: a file, or a revision of one in git.
//!
//! Input: a path or `REVISION:PATH`. Output: the sources of a run, and a name for reports.

use std::path::{Component, Path};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use oasmith::compare::document::date_in;
use oasmith_core::Sources;
use oasmith_core::source::SourceFile;

use super::provenance::Provenance;
use crate::input;
use crate::repository::{Repository, paths};

/// Reads a document together with the overlays and the configuration of this repository, or alone if `bare`.
pub fn sources(path: &Path, bare: bool, repository: &Repository) -> Result<Sources> {
    let document = match git_object(path) {
        Some(object) => read_from_git(&object, repository)?,
        None => SourceFile::new(shown(path), input::user_file(path)?.text),
    };
    match bare {
        true => Ok(Sources {
            document,
            ..Sources::default()
        }),
        false => Ok(Sources {
            supplement: supplement(path, repository)?,
            ..input::embedded(repository, document)?
        }),
    }
}

/// Reads the supplement next to a document of this repository, from the same revision. Earlier revisions have none.
fn supplement(path: &Path, repository: &Repository) -> Result<Option<SourceFile>> {
    if let Some(object) = git_object(path) {
        let Some((revision, paths::DOCUMENT)) = object.split_once(':') else {
            return Ok(None);
        };
        let object = format!("{revision}:{}", paths::SUPPLEMENT);
        return Ok(read_from_git(&object, repository).ok());
    }
    if !path.ends_with(paths::DOCUMENT) {
        return Ok(None);
    }
    let path = path.with_file_name("supplement.yaml");
    path.exists().then(|| input::user_file(&path)).transpose()
}

/// Returns the name of a document in reports: without its folder, since reports are read on other machines.
pub fn name(path: &Path) -> String {
    if let Some(object) = git_object(path) {
        return object;
    }
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Returns the path of a document as locations show it: relative to the working directory if it is inside, and otherwise
/// the name of the file and its folder, since reports are read on other machines.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let inside = path.strip_prefix(&here).ok();
    let shown = match inside.or_else(|| path.is_relative().then_some(path)) {
        Some(inside) => inside.to_path_buf(),
        None => {
            let mut last: Vec<_> = path.components().rev().take(2).collect();
            last.reverse();
            let is_root =
                |part: &Component| matches!(part, Component::RootDir | Component::Prefix(_));
            last.into_iter().filter(|part| !is_root(part)).collect()
        }
    };
    shown.to_string_lossy().replace('\\', "/")
}

/// Returns the date of a document, from its name or from the provenance next to it.
pub fn date(path: &Path, repository: &Repository) -> Option<String> {
    if let Some(date) = date_in(&name(path)) {
        return Some(date);
    }
    let provenance = match git_object(path) {
        Some(object) => {
            let (revision, _) = object
                .split_once(':')
                .filter(|(_, it)| *it == paths::DOCUMENT)?;
            let object = format!("{revision}:{}", paths::PROVENANCE);
            read_from_git(&object, repository).ok()?.text
        }
        None => {
            let is_own = path.file_name() == Path::new(paths::DOCUMENT).file_name();
            let path = is_own.then(|| path.with_file_name("provenance.toml"))?;
            std::fs::read_to_string(path).ok()?
        }
    };
    let provenance: Provenance = toml::from_str(&provenance).ok()?;
    date_in(&provenance.source)
}

/// Parses `REVISION:PATH`, git's notation for a file of a commit, unless a file with that name exists.
fn git_object(path: &Path) -> Option<String> {
    let text = path.to_str().filter(|_| !path.exists())?;
    let (revision, file) = text.split_once(':')?;
    // `C:\file` does not name a revision, and a leading `-` would be an option of git.
    (revision.len() > 1 && !file.is_empty() && !revision.starts_with('-')).then(|| text.to_owned())
}

fn read_from_git(object: &str, repository: &Repository) -> Result<SourceFile> {
    let output = Command::new("git")
        .args(["show", "--end-of-options", object])
        .current_dir(repository.root())
        .output()
        .context("cannot start git")?;
    ensure!(
        output.status.success(),
        "git cannot show {object}: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(SourceFile::new(object, input::utf8(output.stdout, object)?))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{git_object, name, shown};

    #[test]
    fn a_revision_and_a_path_name_a_file_in_git() {
        let object = |text: &str| git_object(Path::new(text));
        assert_eq!(
            object("HEAD~1:spec/a.yaml").as_deref(),
            Some("HEAD~1:spec/a.yaml")
        );
        for path in ["a.yaml", "C:\\a.yaml", "HEAD:", "--output=x:a"] {
            assert_eq!(object(path), None, "{path}");
        }
        assert_eq!(name(Path::new("folder/a.yaml")), "a.yaml");
    }

    #[test]
    fn locations_show_no_folders_of_the_machine() {
        let here = std::env::current_dir().expect("a working directory");
        assert_eq!(shown(&here.join("spec/a.yaml")), "spec/a.yaml");
        assert_eq!(shown(Path::new("../a.yaml")), "../a.yaml");
        assert_eq!(shown(Path::new("/x/y/z/a.yaml")), "z/a.yaml");
        assert_eq!(shown(Path::new("/a.yaml")), "a.yaml");
    }
}
