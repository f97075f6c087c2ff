//! Which release a class of change calls for, and its number.
//!
//! In: a class and a version. Out: [`Release`] and the next version, by Semantic Versioning as cargo reads it.

use serde::Serialize;

use super::rules::Class;

/// The part of a version that has to go up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing changed.
    #[default]
    None,
    /// The last number.
    Patch,
    /// The middle number.
    Minor,
    /// The first number.
    Major,
}

impl Level {
    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The release called for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Release {
    /// Of a version below 1.0, where cargo takes the middle number for the breaking one.
    pub before_1_0: Level,
    /// Of 1.0 and later.
    pub from_1_0: Level,
}

impl Release {
    /// The release that the gravest class of a report calls for.
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

    /// The part of this version that has to go up; none if it is no version of three numbers.
    pub fn level(self, version: &str) -> Option<Level> {
        let [major, _, _] = numbers(version)?;
        Some(if major == 0 {
            self.before_1_0
        } else {
            self.from_1_0
        })
    }

    /// The version after this one; none if it is no version of three numbers.
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

/// The numbers of a version, for comparing; a pre-release or a build in it is not looked at.
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
    fn a_class_calls_for_a_version() {
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
