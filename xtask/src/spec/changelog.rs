//! `CHANGELOG.md`: an entry for each imported document in the unreleased section.
//!
//! Input: the text of the file and an entry. Output: the text with the entry. A comment in each entry records the last
//! released version and the class of the changes, so that the version rises once per release, regardless of the number of
//! documents imported in between.

use std::ops::Range;

use oasmith_core::diff::Class;

const UNRELEASED: &str = "## [Unreleased]";
const EMPTY: &str = "# Changelog\n\n## [Unreleased]\n";
const MARK: &str = "<!-- spec update: since ";

/// What the unreleased entries record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The last released version.
    pub released: Option<String>,
    /// The most severe class of changes since then.
    pub class: Option<Class>,
}

/// Reads the unreleased section.
pub fn pending(text: &str) -> Pending {
    let mut pending = Pending::default();
    let Some(section) = unreleased(text) else {
        return pending;
    };
    for line in text[section].lines() {
        let Some(mark) = line.trim().strip_prefix(MARK) else {
            continue;
        };
        let record = mark.trim_end_matches("-->").trim();
        let Some((released, class)) = record.split_once(", ") else {
            continue;
        };
        // The oldest entry comes first.
        pending
            .released
            .get_or_insert_with(|| released.trim().to_owned());
        let class = Class::ALL
            .into_iter()
            .find(|it| it.as_str() == class.trim());
        // The most severe class compares lowest.
        pending.class = match (pending.class, class) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    pending
}

/// Appends an entry to the unreleased section, which is created if it does not exist.
pub fn with_entry(text: &str, title: &str, released: &str, class: Class, body: &str) -> String {
    let text = match text.trim().is_empty() {
        true => EMPTY.to_owned(),
        false => text.to_owned(),
    };
    let (head, tail) = match unreleased(&text) {
        Some(section) => {
            let (head, tail) = text.split_at(section.end);
            (head.to_owned(), tail.to_owned())
        }
        None => {
            let at = text.find("\n## ").map_or(text.len(), |at| at + 1);
            let head = format!("{}\n\n{UNRELEASED}\n", text[..at].trim_end());
            (head, text[at..].to_owned())
        }
    };
    let entry = format!(
        "### {title}\n\n{MARK}{released}, {} -->\n{}\n",
        class.as_str(),
        body.trim_end()
    );
    let gap = match tail.is_empty() {
        true => "",
        false => "\n",
    };
    format!("{}\n\n{entry}{gap}{tail}", head.trim_end())
}

/// Returns the range of the unreleased section, without its heading.
fn unreleased(text: &str) -> Option<Range<usize>> {
    let heading = match text.starts_with(UNRELEASED) {
        true => 0,
        false => text.find(&format!("\n{UNRELEASED}"))? + 1,
    };
    let start = heading + UNRELEASED.len();
    let end = text[start..]
        .find("\n## ")
        .map_or(text.len(), |at| start + at + 1);
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use oasmith_core::diff::Class;

    use super::{Pending, pending, with_entry};

    const LOG: &str = "# Changelog\n\nIntroduction.\n\n## [Unreleased]\n\nFirst.\n\n## [0.1.0] - 2026-01-01\n\nOld.\n";

    #[test]
    fn an_entry_is_appended_and_records_version_and_class() {
        assert_eq!(pending(LOG), Pending::default());
        let one = with_entry(LOG, "A", "0.1.0", Class::Additive, "More.");
        assert_eq!(
            one,
            "# Changelog\n\nIntroduction.\n\n## [Unreleased]\n\nFirst.\n\n### A\n\n\
             <!-- spec update: since 0.1.0, additive -->\nMore.\n\n## [0.1.0] - 2026-01-01\n\nOld.\n"
        );
        let two = with_entry(&one, "B", "0.1.0", Class::Breaking, "Less.");
        let three = with_entry(&two, "C", "0.1.0", Class::Docs, "Descriptions.");
        let recorded = Pending {
            released: Some("0.1.0".to_owned()),
            class: Some(Class::Breaking),
        };
        assert_eq!(pending(&three), recorded);
        assert!(three.find("### A") < three.find("### B"));
        assert!(three.find("### C") < three.find("## [0.1.0]"));
    }

    #[test]
    fn a_released_entry_is_not_pending() {
        let entry = with_entry(LOG, "A", "0.1.0", Class::Breaking, "More.");
        let released = entry.replace(
            "## [Unreleased]",
            "## [Unreleased]\n\n## [0.2.0] - 2026-02-01",
        );
        assert_eq!(pending(&released), Pending::default());
    }

    #[test]
    fn a_missing_unreleased_section_is_created() {
        let started = with_entry("", "A", "0.1.0", Class::Docs, "More.");
        assert!(started.starts_with("# Changelog\n\n## [Unreleased]\n\n### A\n"));
        let log = "# Changelog\n\n## [0.1.0]\n\nOld.\n";
        let text = with_entry(log, "A", "0.1.0", Class::Docs, "More.");
        assert!(
            text.starts_with("# Changelog\n\n## [Unreleased]\n\n### A\n"),
            "{text}"
        );
        assert!(text.ends_with("\n\n## [0.1.0]\n\nOld.\n"), "{text}");
    }
}
