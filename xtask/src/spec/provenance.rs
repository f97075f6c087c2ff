//! `spec/provenance.toml`: the source of the embedded document.
//!
//! Input: a published document and its facts. Output: the text of the file. Contains no path of the local machine.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::cli::ProseArg;

const HEADER: &str = "# The source of openai.yaml. Written by `cargo xtask spec update`.\n\n";

/// The content of the file.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// URL or file name of the original.
    pub source: String,
    /// Date of the import (UTC).
    pub retrieved: toml::value::Datetime,
    /// SHA-256 of the original.
    pub sha256: String,
    /// Size of the original in bytes.
    pub bytes: u64,
    /// Entity tag of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `openapi` of the original.
    pub openapi: String,
    /// `info.version` of the original.
    pub version: String,
    /// `info.license` of the original.
    pub license: String,
    /// Whether descriptions and summaries were kept.
    pub prose: Prose,
    /// SHA-256 of the facts, which are never edited by hand: repairs belong in overlays.
    pub facts_sha256: String,
}

/// Whether descriptions and summaries are part of the facts.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Prose {
    /// They were kept.
    Keep,
    /// They were removed.
    #[default]
    Drop,
}

impl From<ProseArg> for Prose {
    fn from(arg: ProseArg) -> Self {
        match arg {
            ProseArg::Keep => Self::Keep,
            ProseArg::Drop => Self::Drop,
        }
    }
}

impl From<Prose> for oasmith_core::facts::Prose {
    fn from(prose: Prose) -> Self {
        match prose {
            Prose::Keep => Self::Keep,
            Prose::Drop => Self::Drop,
        }
    }
}

impl Provenance {
    /// Reads the file, which does not exist before the first update.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text)
                .map(Some)
                .with_context(|| format!("cannot read {}", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Returns the text of the file.
    pub fn text(&self) -> Result<String> {
        Ok(format!("{HEADER}{}", toml::to_string(self)?))
    }

    /// Returns whether both describe the same original, reduced in the same way.
    pub fn is_same_document(&self, other: &Self) -> bool {
        (&self.sha256, self.prose, &self.facts_sha256)
            == (&other.sha256, other.prose, &other.facts_sha256)
    }
}

/// Returns the SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Returns the current date (UTC).
pub fn today() -> toml::value::Datetime {
    let date = time::OffsetDateTime::now_utc().date();
    toml::value::Datetime {
        date: Some(toml::value::Date {
            year: date.year() as u16,
            month: u8::from(date.month()),
            day: date.day(),
        }),
        time: None,
        offset: None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use oasmith_core::diagnostic::Diagnostics;
    use oasmith_core::source::{SourceFile, SourceMap};
    use oasmith_core::{document, facts};

    use super::{Prose, Provenance, sha256, today};

    fn provenance() -> Provenance {
        Provenance {
            source: "https://example.com/openapi.yaml".into(),
            retrieved: "2026-08-21".parse().expect("a date"),
            sha256: sha256(b"abc"),
            bytes: 3,
            etag: Some("W/\"1\"".into()),
            openapi: "3.1.0".into(),
            version: "2.3.0".into(),
            license: "MIT".into(),
            prose: Prose::Drop,
            facts_sha256: sha256(b""),
        }
    }

    #[test]
    fn the_text_can_be_read_back() {
        let text = provenance().text().expect("valid TOML");
        assert!(text.contains("retrieved = 2026-08-21\n"), "{text}");
        assert!(
            text.contains(
                "sha256 = \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"\n"
            ),
            "{text}"
        );
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("provenance.toml");
        std::fs::write(&path, text).expect("file written");
        assert_eq!(
            Provenance::read(&path).expect("file read"),
            Some(provenance())
        );
    }

    #[test]
    fn the_facts_were_not_edited_by_hand() {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let facts = std::fs::read(spec.join("openai.yaml")).expect("the document exists");
        let provenance = Provenance::read(&spec.join("provenance.toml")).expect("readable");
        let provenance = provenance.expect("the document has a provenance");
        assert_eq!(
            sha256(&facts),
            provenance.facts_sha256,
            "spec/openai.yaml was edited by hand: repairs belong in spec/overlays/"
        );
    }

    #[test]
    fn the_facts_follow_from_the_original() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let known = Provenance::read(&root.join("spec/provenance.toml")).expect("readable");
        let known = known.expect("the document has a provenance");
        let original = root.join("../shared/upstream").join(&known.source);
        let Ok(text) = std::fs::read_to_string(&original) else {
            crate::terminal::note(&format!("skipped: no {}", original.display()));
            return;
        };
        assert_eq!(sha256(text.as_bytes()), known.sha256, "another document");
        let mut map = SourceMap::default();
        let id = map.add(SourceFile::new(known.source.as_str(), text));
        let node = document::read(&map, id, &mut Diagnostics::default()).expect("a document");
        let facts = document::write_yaml(&facts::reduce(&node, known.prose.into()));
        assert_eq!(sha256(facts.as_bytes()), known.facts_sha256);
    }

    #[test]
    fn the_same_content_on_another_day_is_the_same_document() {
        let later = Provenance {
            retrieved: today(),
            etag: None,
            ..provenance()
        };
        assert!(later.is_same_document(&provenance()));
        assert!(
            !Provenance {
                prose: Prose::Keep,
                ..provenance()
            }
            .is_same_document(&provenance())
        );
    }
}
