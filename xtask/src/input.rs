//! Reads what the generator is called with.
//!
//! In: paths of the command line or of the repository. Out: [`Sources`] and what they are for. Looks into no file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use oasmith::Sources;
use oasmith::source::SourceFile;

use crate::cli::SourceArgs;
use crate::repository::{Repository, paths};

/// The sources the command line names, or those of the repository.
pub fn sources(args: &SourceArgs, repository: &Repository) -> Result<Sources> {
    let Some(document) = &args.spec else {
        return embedded(repository, file(repository, paths::DOCUMENT)?);
    };
    Ok(Sources {
        document: named(document)?,
        overlays: args
            .overlays
            .iter()
            .map(|path| named(path))
            .collect::<Result<_>>()?,
        config: args.config.as_deref().map(named).transpose()?,
        templates: templates(&repository.path(paths::TEMPLATES))?,
    })
}

/// A document with the overlays, the configuration and the templates of the repository.
pub fn embedded(repository: &Repository, document: SourceFile) -> Result<Sources> {
    let config = repository
        .path(paths::CONFIG)
        .exists()
        .then(|| file(repository, paths::CONFIG));
    Ok(Sources {
        document,
        overlays: overlays(repository)?,
        config: config.transpose()?,
        templates: templates(&repository.path(paths::TEMPLATES))?,
    })
}

/// A file of the user's, under the name the user gave it.
pub fn named(path: &Path) -> Result<SourceFile> {
    Ok(SourceFile::new(
        path.display().to_string(),
        text(path, &path.display().to_string())?,
    ))
}

/// A file of the repository, under its name from the top folder.
pub fn file(repository: &Repository, relative: &str) -> Result<SourceFile> {
    Ok(SourceFile::new(
        relative,
        text(&repository.path(relative), relative)?,
    ))
}

/// The repository's overlays in name order.
fn overlays(repository: &Repository) -> Result<Vec<SourceFile>> {
    let names = overlay_names(repository)?;
    names.iter().map(|name| file(repository, name)).collect()
}

/// Where the repository's overlays are, from the top folder, in name order.
pub fn overlay_names(repository: &Repository) -> Result<Vec<String>> {
    let folder = repository.path(paths::OVERLAYS);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", paths::OVERLAYS))?
    {
        let name = entry
            .with_context(|| format!("cannot read {}", paths::OVERLAYS))?
            .file_name();
        let Some(name) = name.to_str() else {
            bail!("{}: the name of {name:?} is not UTF-8", paths::OVERLAYS)
        };
        if [".yaml", ".yml", ".json"]
            .iter()
            .any(|ending| name.ends_with(ending))
            && !name.starts_with('.')
        {
            names.push(format!("{}/{name}", paths::OVERLAYS));
        }
    }
    names.sort();
    Ok(names)
}

/// The texts under `templates/`, by their path from there with `/`; build output and hidden files left out.
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
                bail!("the name of {} is not UTF-8", path.display())
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

/// The text of a file, or an error that names it as the user knows it.
fn text(path: &Path, name: &str) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    utf8(bytes, name)
}

/// Bytes as text, without a byte order mark.
pub fn utf8(bytes: Vec<u8>, name: &str) -> Result<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text)),
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            bail!(
                "{name} is not UTF-8 text: line {line} holds the byte {:#04x}",
                error.as_bytes()[before.len()]
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{templates, utf8};

    #[test]
    fn a_byte_that_is_not_utf8_is_named_with_its_line() {
        let message = utf8(b"a: 1\nb: \xff\n".to_vec(), "x.yaml")
            .expect_err("0xff is not UTF-8")
            .to_string();
        assert_eq!(
            message,
            "x.yaml is not UTF-8 text: line 2 holds the byte 0xff"
        );
        assert_eq!(
            utf8(b"\xef\xbb\xbfa: 1".to_vec(), "x.yaml").expect("text"),
            "a: 1"
        );
    }

    #[test]
    fn templates_are_read_without_build_output() {
        let folder = tempfile::tempdir().expect("a folder");
        for path in [
            "runtime/src/lib.rs",
            "runtime/target/x.rs",
            "runtime/.hidden",
            "openai/a.rs",
        ] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, "text").expect("written");
        }
        let texts = templates(folder.path()).expect("read");
        assert_eq!(
            texts.keys().collect::<Vec<_>>(),
            ["openai/a.rs", "runtime/src/lib.rs"]
        );
    }
}
