//! `spec/provenance.toml`: where the embedded document is from.
//!
//! In: an original and what it was reduced to. Out: the file's text. Names no place on the machine it was made on.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::cli::ProseArg;

const HEADER: &str = "# Where openai.yaml is from. Written by `cargo xtask spec update`.\n\n";

/// The file's content.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// URL of the original, or the name of the file it was read from.
    pub source: String,
    /// The day it was taken over (UTC).
    pub retrieved: toml::value::Datetime,
    /// SHA-256 of the original's bytes.
    pub sha256: String,
    /// How many bytes the original has.
    pub bytes: u64,
    /// What the server calls this state of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `openapi` of the original.
    pub openapi: String,
    /// `info.version` of the original.
    pub version: String,
    /// `info.license` of the original.
    pub licence: String,
    /// Whether prose was kept.
    pub prose: Prose,
    /// SHA-256 of the facts: they are not edited by hand, repairs belong into overlays.
    pub facts_sha256: String,
}

/// What became of descriptions and summaries.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Prose {
    /// They are part of the facts.
    Keep,
    /// They were left out.
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

impl From<Prose> for oasmith::facts::Prose {
    fn from(prose: Prose) -> Self {
        match prose {
            Prose::Keep => Self::Keep,
            Prose::Drop => Self::Drop,
        }
    }
}

impl Provenance {
    /// Reads the file, which is not there before the first update.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text)
                .map(Some)
                .with_context(|| format!("cannot read {}", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// The file's text.
    pub fn text(&self) -> Result<String> {
        Ok(format!("{HEADER}{}", toml::to_string(self)?))
    }

    /// Whether this is about the same original, reduced the same way: then the older record of it stays.
    pub fn same_document(&self, other: &Self) -> bool {
        (&self.sha256, self.prose, &self.facts_sha256)
            == (&other.sha256, other.prose, &other.facts_sha256)
    }
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Today's date (UTC).
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

    use super::{Prose, Provenance, sha256, today};

    fn record() -> Provenance {
        Provenance {
            source: "https://example.com/openapi.yaml".into(),
            retrieved: "2026-08-21".parse().expect("a date"),
            sha256: sha256(b"abc"),
            bytes: 3,
            etag: Some("W/\"1\"".into()),
            openapi: "3.1.0".into(),
            version: "2.3.0".into(),
            licence: "MIT".into(),
            prose: Prose::Drop,
            facts_sha256: sha256(b""),
        }
    }

    #[test]
    fn the_text_reads_back() {
        let text = record().text().expect("text");
        assert!(text.contains("retrieved = 2026-08-21\n"), "{text}");
        assert!(
            text.contains(
                "sha256 = \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"\n"
            ),
            "{text}"
        );
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("provenance.toml");
        std::fs::write(&path, text).expect("written");
        assert_eq!(Provenance::read(&path).expect("read"), Some(record()));
    }

    #[test]
    fn nobody_edits_the_facts_by_hand() {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let facts = std::fs::read(spec.join("openai.yaml")).expect("the document is there");
        let record = Provenance::read(&spec.join("provenance.toml")).expect("readable");
        let record = record.expect("the document has a record");
        assert_eq!(
            sha256(&facts),
            record.facts_sha256,
            "spec/openai.yaml is not what `cargo xtask spec update` wrote: repairs belong into spec/overlays/"
        );
    }

    #[test]
    fn the_same_bytes_on_another_day_are_the_same_document() {
        let later = Provenance {
            retrieved: today(),
            etag: None,
            ..record()
        };
        assert!(later.same_document(&record()));
        assert!(
            !Provenance {
                prose: Prose::Keep,
                ..record()
            }
            .same_document(&record())
        );
    }
}
