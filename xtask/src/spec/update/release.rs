//! The release that an update requires.
//!
//! Input: a comparison with the older document. Output: the version, and the files that contain it.

use std::fs;

use anyhow::Result;

use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::spec::provenance::Provenance;
use crate::spec::{changelog, version};
use oasmith::compare::document::date_in;
use oasmith::compare::report::{Comparison, changelog_entry};

/// The version of the crate before and after an update.
pub struct VersionChange {
    /// The current version.
    pub old: String,
    /// The version after the update.
    pub new: String,
}

/// The version after an update, and the new contents of files that name it. There are none if nothing changes for users.
pub struct Release {
    /// The version.
    pub version: VersionChange,
    /// `spec/oasmith.toml`.
    pub config: Option<String>,
    /// `Cargo.lock`.
    pub lock: Option<String>,
    /// `CHANGELOG.md`.
    pub changelog: Option<String>,
}

impl Release {
    /// Derives the release from the changes.
    pub fn of(
        comparison: Option<&Comparison>,
        provenance: &Provenance,
        repository: &Repository,
    ) -> Result<Self> {
        let read = |path| fs::read_to_string(repository.path(path)).unwrap_or_default();
        let config = read(paths::CONFIG);
        let current = version::current(&config)?;
        let unchanged = Self {
            version: VersionChange {
                old: current.clone(),
                new: current.clone(),
            },
            config: None,
            lock: None,
            changelog: None,
        };
        let Some((comparison, class)) = comparison.and_then(|it| Some((it, it.report.class()?)))
        else {
            return Ok(unchanged);
        };
        let changelog = read(paths::CHANGELOG);
        let pending = changelog::pending(&changelog);
        let released = pending.released.unwrap_or_else(|| current.clone());
        // The most severe class compares lowest.
        let most_severe = pending.class.map_or(class, |before| before.min(class));
        let required = version::required(&current, &released, Some(most_severe));
        let title = match date_in(&provenance.source) {
            Some(date) => format!("API of {date}"),
            None => format!("API as retrieved on {}", provenance.retrieved),
        };
        let body = format!(
            "From `{}`: {}",
            provenance.source,
            changelog_entry(comparison)
        );
        let lock = version::in_lock(&read(paths::LOCK), GENERATED_PACKAGE, &required);
        Ok(Self {
            config: Some(version::in_config(&config, &required)?),
            lock: Some(lock).filter(|text| !text.is_empty()),
            changelog: Some(changelog::with_entry(
                &changelog, &title, &released, class, &body,
            )),
            version: VersionChange {
                old: current,
                new: required,
            },
        })
    }
}
