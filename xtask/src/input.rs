//! Reads the inputs of the generator.
//!
//! Input: paths from the command line or in the repository. Output: [`Sources`]. Does not interpret any file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use oasmith::input::{Input, Paths};
pub use oasmith::input::{user_file, utf8};
use oasmith_core::diagnostic::Strictness;
use oasmith_core::source::SourceFile;
use oasmith_core::{FRONT_PAGE, Sources};

use crate::cli::SourceArgs;
use crate::pipeline;
use crate::repository::{GENERATED_PACKAGE, Repository, paths};

/// Reads the sources named on the command line, or those of the repository.
pub fn read(args: &SourceArgs) -> Result<Input> {
    let repository = Repository::find()?;
    Ok(Input {
        sources: sources(args, &repository)?,
        options: pipeline::options(GENERATED_PACKAGE, Strictness::from(args.spec.is_none())),
    })
}

/// Reads the sources named on the command line, or those of the repository.
pub fn sources(args: &SourceArgs, repository: &Repository) -> Result<Sources> {
    let Some(document) = &args.spec else {
        return supplemented(repository, repository_file(repository, paths::DOCUMENT)?);
    };
    let input = Paths {
        spec: document.clone(),
        overlays: args.overlays.clone(),
        supplement: args.supplement.clone(),
        docs: args.docs.clone(),
    };
    let config = args.config.as_deref().map(user_file).transpose()?;
    Ok(Sources {
        templates: templates(&repository.path(paths::TEMPLATES))?,
        catalog: args.catalog.as_deref().map(user_file).transpose()?,
        ..input.read(config)?
    })
}

/// Combines the document of the repository, in its current or a newer form, with its supplement and all other inputs.
pub fn supplemented(repository: &Repository, document: SourceFile) -> Result<Sources> {
    let exists = repository.path(paths::SUPPLEMENT).exists();
    let supplement = exists.then(|| repository_file(repository, paths::SUPPLEMENT));
    Ok(Sources {
        supplement: supplement.transpose()?,
        ..embedded(repository, document)?
    })
}

/// Combines a document with the overlays, the configuration and the templates of the repository.
pub fn embedded(repository: &Repository, document: SourceFile) -> Result<Sources> {
    let config = repository
        .path(paths::CONFIG)
        .exists()
        .then(|| repository_file(repository, paths::CONFIG));
    let overlays = overlay_names(repository)?.into_iter();
    Ok(Sources {
        document,
        files: BTreeMap::new(),
        supplement: None,
        overlays: overlays
            .map(|name| repository_file(repository, &name))
            .collect::<Result<_>>()?,
        docs: files_of(repository, paths::DOCS)?
            .iter()
            .map(|name| repository_file(repository, name))
            .collect::<Result<_>>()?,
        catalog: catalog(repository)?,
        config: config.transpose()?,
        signatures: signatures(repository)?,
        templates: templates(&repository.path(paths::TEMPLATES))?,
        package: package_files(repository)?,
    })
}

/// Reads the catalog, if there is one.
fn catalog(repository: &Repository) -> Result<Option<SourceFile>> {
    let exists = repository.path(paths::CATALOG).exists();
    exists
        .then(|| repository_file(repository, paths::CATALOG))
        .transpose()
}

/// Reads the files of the package that are written unchanged: the front page, the readme and the licenses.
fn package_files(repository: &Repository) -> Result<BTreeMap<String, String>> {
    let front_page = (FRONT_PAGE.to_owned(), paths::FRONT_PAGE.to_owned());
    let readme = ("README.md".to_owned(), paths::PACKAGE_README.to_owned());
    let licenses = paths::LICENSES.map(|name| (name.to_owned(), name.to_owned()));
    let files = [front_page, readme].into_iter().chain(licenses);
    let existing = files.filter(|(_, path)| repository.path(path).exists());
    existing
        .map(|(name, path)| Ok((name, text(&repository.path(&path), &path)?)))
        .collect()
}

/// Reads the recorded order of constructor arguments, if there is one.
fn signatures(repository: &Repository) -> Result<Option<SourceFile>> {
    let exists = repository.path(paths::SIGNATURES).exists();
    exists
        .then(|| repository_file(repository, paths::SIGNATURES))
        .transpose()
}

/// Reads a file of the repository under its path from the repository root.
pub fn repository_file(repository: &Repository, relative: &str) -> Result<SourceFile> {
    let text = text(&repository.path(relative), relative)?;
    Ok(SourceFile::new(relative, text))
}

/// Returns the paths of the repository's overlays, from the repository root, in name order.
pub fn overlay_names(repository: &Repository) -> Result<Vec<String>> {
    files_of(repository, paths::OVERLAYS)
}

/// Returns the paths of the YAML and JSON files in a folder, from the repository root, in name order.
fn files_of(repository: &Repository, folder: &str) -> Result<Vec<String>> {
    let path = repository.path(folder);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(&path).with_context(|| format!("cannot read {folder}"))? {
        let name = entry
            .with_context(|| format!("cannot read {folder}"))?
            .file_name();
        let Some(name) = name.to_str() else {
            bail!("{folder}: file name {name:?} is not UTF-8")
        };
        let is_listed = [".yaml", ".yml", ".json"]
            .iter()
            .any(|extension| name.ends_with(extension));
        if is_listed && !name.starts_with('.') {
            names.push(format!("{folder}/{name}"));
        }
    }
    names.sort();
    Ok(names)
}

/// Reads the files below `templates/`, keyed by their `/`-separated path. Build output and hidden files are skipped.
fn templates(root: &Path) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
        {
            let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
            let path: PathBuf = entry.path();
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                bail!("file name of {} is not UTF-8", path.display())
            };
            if name.starts_with('.') || name == "target" || name == "Cargo.lock" {
                continue;
            }
            let relative = format!("{prefix}{name}");
            if path.is_dir() {
                folders.push((path, format!("{relative}/")));
            } else {
                let text = text(&path, &format!("{}/{relative}", paths::TEMPLATES))?;
                texts.insert(relative, text);
            }
        }
    }
    Ok(texts)
}

/// Reads a file as UTF-8. Errors show it under `name`.
fn text(path: &Path, name: &str) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    utf8(bytes, name)
}

#[cfg(test)]
mod tests {
    use super::templates;

    #[test]
    fn templates_are_read_without_build_output() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for path in [
            "runtime/src/lib.rs",
            "runtime/target/x.rs",
            "runtime/.hidden",
            "openai/a.rs",
        ] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folder created");
            std::fs::write(path, "text").expect("file written");
        }
        let texts = templates(folder.path()).expect("templates read");
        assert_eq!(
            texts.keys().collect::<Vec<_>>(),
            ["openai/a.rs", "runtime/src/lib.rs"]
        );
    }
}
