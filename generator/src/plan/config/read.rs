//! Reads the configuration, with the location of each entry.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Config, EntryKey};
use crate::source::{Origin, SourceId};

/// An error in a TOML file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Its location.
    pub origin: Origin,
    /// What is wrong.
    pub reason: String,
}

impl ReadError {
    /// Adds the location to an error of the TOML parser.
    pub fn new(error: &toml::de::Error, source: SourceId) -> Self {
        let span = error.span().unwrap_or_default();
        Self {
            origin: Origin::new(source, span.start, span.end),
            reason: error.message().to_owned(),
        }
    }
}

impl Config {
    /// Parses a configuration file.
    ///
    /// # Errors
    /// Returns an error if the text is not valid TOML, or contains an unknown key.
    pub fn read(text: &str, source: SourceId) -> Result<Self, ReadError> {
        let origin = |range: Range<usize>| Origin::new(source, range.start, range.end);
        let failed = |error| ReadError::new(&error, source);
        let mut config: Self = toml::from_str(text).map_err(failed)?;
        let table = DeTable::parse(text).map_err(failed)?;
        let table = table.get_ref();
        for (section, entries) in table {
            config.locate(section.get_ref(), entries.get_ref(), origin);
        }
        let groups = table.get("pins").and_then(|pins| pins.get_ref().as_array());
        for (group, index) in groups.into_iter().flatten().zip(0..) {
            for (section, entries) in group.get_ref().as_table().into_iter().flatten() {
                config.locate(section.get_ref(), entries.get_ref(), origin);
                if section.get_ref() == "applies-if"
                    && let Some(pins) = config.pins.get_mut(index)
                {
                    pins.origin = Some(origin(entries.span()));
                }
            }
        }
        Ok(config)
    }

    /// Records the locations of the entries of a section.
    fn locate(
        &mut self,
        section: &str,
        entries: &DeValue<'_>,
        origin: impl Fn(Range<usize>) -> Origin,
    ) {
        let keys = entries
            .as_table()
            .into_iter()
            .flat_map(|table| table.keys());
        for key in keys {
            let entry = EntryKey {
                section: section.to_owned(),
                key: key.get_ref().to_string(),
            };
            self.locations.insert(entry, origin(key.span()));
        }
    }
}
