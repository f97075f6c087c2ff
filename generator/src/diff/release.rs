//! The release that a class of change requires, and its version.
//!
//! Input: a class and a version. Output: [`Release`] and the next version, by Semantic Versioning as Cargo applies it.

use serde::Serialize;

use super::class::Class;

/// The part of a version to increment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// None: nothing changed.
    #[default]
    None,
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

impl Level {
    /// Returns the name used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The required release.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Release {
    /// For versions below 1.0, in which Cargo treats an increment of the second number as breaking.
    pub before_1_0: Level,
    /// For 1.0 and later.
    pub from_1_0: Level,
}

impl Release {
    /// Returns the release that the most severe class of a report requires.
    pub fn of(class: Option<Class>) -> Self {
        let (before_1_0, from_1_0) = match class {
            None => (Level::None, Level::None),
            Some(Class::Docs) => (Level::Patch, Level::Patch),
            Some(Class::Additive) => (Level::Patch, Level::Minor),
            Some(Class::Breaking) => (Level::Minor, Level::Major),
        };
        Self {
            before_1_0,
            from_1_0,
        }
    }

    /// Returns the part of a version to increment, or `None` if the version does not have three numbers.
    pub fn level(self, version: &str) -> Option<Level> {
        let [major, _, _] = numbers(version)?;
        Some(if major == 0 {
            self.before_1_0
        } else {
            self.from_1_0
        })
    }

    /// Returns the next version, or `None` if the version does not have three numbers.
    pub fn next(self, version: &str) -> Option<String> {
        let [major, minor, patch] = numbers(version)?;
        let [major, minor, patch] = match self.level(version)? {
            Level::None => [major, minor, patch],
            Level::Patch => [major, minor, patch.checked_add(1)?],
            Level::Minor => [major, minor.checked_add(1)?, 0],
            Level::Major => [major.checked_add(1)?, 0, 0],
        };
        Some(format!("{major}.{minor}.{patch}"))
    }
}

/// Returns the three numbers of a version, ignoring its pre-release and build metadata.
pub fn numbers(version: &str) -> Option<[u64; 3]> {
    let core = version.split(['-', '+']).next().unwrap_or(version);
    let mut parts = core.split('.').map(|part| part.parse::<u64>().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::{Class, Release};

    #[test]
    fn each_class_leads_to_the_next_version() {
        let next = |class, version: &str| Release::of(class).next(version);
        let cases = [
            (Some(Class::Breaking), "0.1.7", "0.2.0"),
            (Some(Class::Additive), "0.1.7", "0.1.8"),
            (Some(Class::Docs), "0.1.7", "0.1.8"),
            (None, "0.1.7", "0.1.7"),
            (Some(Class::Breaking), "1.4.2", "2.0.0"),
            (Some(Class::Additive), "1.4.2", "1.5.0"),
            (Some(Class::Docs), "1.4.2", "1.4.3"),
        ];
        for (class, version, expected) in cases {
            assert_eq!(next(class, version).as_deref(), Some(expected));
        }
        assert_eq!(next(None, "1.0"), None);
        assert_eq!(next(None, "1.0.0.0"), None);
    }
}
