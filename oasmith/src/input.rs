//! Reads the inputs of the generator.
//!
//! Input: paths, URLs and standard input. Output: [`Input`]. Does not interpret any file.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use oasmith_core::source::SourceFile;
use oasmith_core::{Options, Sources};

use crate::project::Project;
use crate::referenced;

/// The input of a command that reads a document.
#[derive(Clone, Debug)]
pub struct Input {
    /// The files.
    pub sources: Sources,
    /// The options of the run.
    pub options: Options,
}

/// The files to read.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// The document: a path, a URL, or `-` for standard input.
    pub spec: PathBuf,
    /// Overlays, in the order in which they apply.
    pub overlays: Vec<PathBuf>,
    /// The supplement.
    pub supplement: Option<PathBuf>,
    /// Documentation files.
    pub docs: Vec<PathBuf>,
}

impl Paths {
    /// Returns the paths that a configuration names.
    pub fn of(project: &Project) -> Result<Self> {
        Ok(Self::with_spec(project, &project.spec()?))
    }

    /// Returns the paths that a configuration names, with another document.
    pub fn with_spec(project: &Project, spec: &Path) -> Self {
        Self {
            spec: spec.to_path_buf(),
            overlays: project.overlays(),
            supplement: project.supplement(),
            docs: project.docs(),
        }
    }

    /// Reads the files. `templates` are not read from disk.
    pub fn read(&self, config: Option<SourceFile>) -> Result<Sources> {
        let document = document(&self.spec)?;
        let files = match is_local(&self.spec) {
            true => referenced::files(&self.spec, &document)?,
            false => Default::default(),
        };
        let all = |paths: &[PathBuf]| -> Result<Vec<SourceFile>> {
            paths.iter().map(|path| user_file(path)).collect()
        };
        Ok(Sources {
            document,
            files,
            supplement: self.supplement.as_deref().map(user_file).transpose()?,
            overlays: all(&self.overlays)?,
            docs: all(&self.docs)?,
            config,
            ..Sources::default()
        })
    }
}

/// Reads a document from a file, a URL or standard input.
pub fn document(spec: &Path) -> Result<SourceFile> {
    if spec == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        read.context("cannot read standard input")?;
        let name = "standard input";
        return Ok(SourceFile::new(name, utf8(bytes, name)?));
    }
    match url(spec) {
        Some(url) => Ok(SourceFile::new(url, utf8(download(url)?, url)?)),
        None => user_file(spec),
    }
}

fn is_local(spec: &Path) -> bool {
    spec != Path::new("-") && url(spec).is_none()
}

fn url(spec: &Path) -> Option<&str> {
    let text = spec.to_str()?;
    (text.starts_with("http://") || text.starts_with("https://")).then_some(text)
}

#[cfg(feature = "fetch")]
fn download(url: &str) -> Result<Vec<u8>> {
    crate::fetch::get(url)
}

#[cfg(not(feature = "fetch"))]
fn download(url: &str) -> Result<Vec<u8>> {
    bail!("cannot fetch {url}: this program was built without the feature `fetch`")
}

/// Reads a file under the path given by the user.
pub fn user_file(path: &Path) -> Result<SourceFile> {
    let name = path.display().to_string();
    let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    let text = utf8(bytes, &name)?;
    Ok(SourceFile::new(name, text))
}

/// Decodes UTF-8 and strips a byte order mark.
pub fn utf8(bytes: Vec<u8>, name: &str) -> Result<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text)),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
            bail!(
                "{name} is not valid UTF-8: invalid byte {:#04x} in line {line}",
                error.as_bytes()[valid.len()]
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::utf8;

    #[test]
    fn an_invalid_byte_is_reported_with_its_line() {
        let message = utf8(b"a: 1\nb: \xff\n".to_vec(), "x.yaml")
            .expect_err("0xff is not UTF-8")
            .to_string();
        assert_eq!(
            message,
            "x.yaml is not valid UTF-8: invalid byte 0xff in line 2"
        );
        assert_eq!(
            utf8(b"\xef\xbb\xbfa: 1".to_vec(), "x.yaml").expect("valid UTF-8"),
            "a: 1"
        );
    }
}
