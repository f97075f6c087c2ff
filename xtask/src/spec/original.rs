//! Obtains a newer document as published.
//!
//! Input: a URL or a file. Output: its bytes and their source. Does not interpret them.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::fetch::{self, Fetched, Request};
use super::provenance::{Provenance, sha256};
use crate::cli::UpdateArgs;
use crate::repository::Repository;

/// A document as published.
#[derive(Debug)]
pub struct Original {
    /// The URL, or the file name without its folder.
    pub source: String,
    /// The name in diagnostics: the URL or path as given.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// The entity tag sent by the server.
    pub etag: Option<String>,
}

/// Reads or downloads the document given on the command line. Returns `None` if the server reports that it is the one
/// recorded in `known`.
pub fn get(
    args: &UpdateArgs,
    known: Option<&Provenance>,
    repository: &Repository,
) -> Result<Option<Original>> {
    let original = read_or_download(args, known, repository)?;
    if let (Some(original), Some(expected)) = (&original, &args.sha256) {
        let sum = sha256(&original.bytes);
        ensure!(
            sum.eq_ignore_ascii_case(expected.trim()),
            "{} has SHA-256 {sum}, expected {expected}; nothing was changed",
            original.name
        );
    }
    Ok(original)
}

fn read_or_download(
    args: &UpdateArgs,
    known: Option<&Provenance>,
    repository: &Repository,
) -> Result<Option<Original>> {
    let limit = args.limit_mb.saturating_mul(1_000_000);
    if !is_url(&args.from) {
        return read(Path::new(&args.from), limit).map(Some);
    }
    let source = without_credentials(&args.from);
    let etag = known
        .filter(|known| known.source == source)
        .and_then(|known| known.etag.as_deref());
    let request = Request {
        url: &args.from,
        limit,
        timeout: args.timeout,
        etag,
    };
    Ok(match fetch::fetch(&request, repository)? {
        Fetched::Unchanged => None,
        Fetched::Document { bytes, etag } => Some(Original {
            source,
            name: args.from.clone(),
            bytes,
            etag,
        }),
    })
}

fn is_url(from: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        from.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })
}

/// Strips user and password from a URL, which is recorded in a committed file.
fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("//") else {
        return url.to_owned();
    };
    let authority = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..authority].rfind('@') {
        Some(at) => format!("{scheme}//{}", &rest[at + 1..]),
        None => url.to_owned(),
    }
}

/// Reads a file of up to `limit` bytes.
fn read(path: &Path, limit: u64) -> Result<Original> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read {name}"))?;
    ensure!(
        bytes.len() as u64 <= limit,
        "{name} is larger than the limit of {} MB (--limit-mb)",
        limit / 1_000_000
    );
    let Some(source) = path.file_name().and_then(|file| file.to_str()) else {
        bail!("file name of {name} is not UTF-8")
    };
    Ok(Original {
        source: source.to_owned(),
        name,
        bytes,
        etag: None,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_url, read, without_credentials};

    #[test]
    fn only_http_urls_are_downloaded() {
        assert!(is_url("https://example.com/a.yaml") && is_url("HTTP://example.com"));
        assert!(!is_url("a.yaml") && !is_url("./http:/x") && !is_url("é"));
    }

    #[test]
    fn credentials_are_stripped_from_urls() {
        let public = without_credentials("https://me:secret@example.com/a@b.yaml");
        assert_eq!(public, "https://example.com/a@b.yaml");
        assert_eq!(without_credentials(&public), public);
    }

    #[test]
    fn a_file_is_limited_in_size_and_recorded_without_its_folder() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("openapi.yaml");
        std::fs::write(&path, "12345").expect("file written");
        assert_eq!(read(&path, 5).expect("file read").source, "openapi.yaml");
        assert!(
            read(&path, 4)
                .expect_err("too large")
                .to_string()
                .contains("larger than the limit")
        );
        assert!(
            read(&folder.path().join("none.yaml"), 4)
                .expect_err("missing file")
                .to_string()
                .contains("none.yaml")
        );
    }
}
