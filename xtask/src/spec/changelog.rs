//! `CHANGELOG.md`: an entry for each document taken over, in the part that is not released yet.
//!
//! In: the file's text and an entry. Out: the text with it. A comment in each entry remembers from which version on
//! changes are counted and how grave they were, so that the version goes up once between two releases, however many
//! documents come in between.

use oasmith::diff::Class;

const UNRELEASED: &str = "## [Unreleased]";
const EMPTY: &str = "# Changelog\n\n## [Unreleased]\n";
const MARK: &str = "<!-- spec update: since ";

/// What the entries that are not released yet remember.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The version that users have.
    pub released: Option<String>,
    /// The gravest class of change since.
    pub class: Option<Class>,
}

/// Reads what is not released yet.
pub fn pending(text: &str) -> Pending {
    let mut pending = Pending::default();
    let Some((start, end)) = unreleased(text) else {
        return pending;
    };
    for line in text[start..end].lines() {
        let Some(mark) = line.trim().strip_prefix(MARK) else {
            continue;
        };
        let mark = mark.trim_end_matches("-->").trim();
        let Some((released, class)) = mark.split_once(", ") else {
            continue;
        };
        // The oldest entry stands first.
        pending
            .released
            .get_or_insert_with(|| released.trim().to_owned());
        let class = Class::ALL
            .into_iter()
            .find(|it| it.as_str() == class.trim());
        // The gravest class is the smallest.
        pending.class = match (pending.class, class) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    pending
}

/// Adds an entry at the end of what is not released yet.
pub fn with_entry(text: &str, title: &str, released: &str, class: Class, body: &str) -> String {
    let text = match text.trim().is_empty() {
        true => EMPTY.to_owned(),
        false => text.to_owned(),
    };
    let (head, tail) = match unreleased(&text) {
        Some((_, end)) => (text[..end].to_owned(), text[end..].to_owned()),
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

/// The part that is not released yet: from behind its heading to the next release or the end.
fn unreleased(text: &str) -> Option<(usize, usize)> {
    let heading = match text.starts_with(UNRELEASED) {
        true => 0,
        false => text.find(&format!("\n{UNRELEASED}"))? + 1,
    };
    let start = heading + UNRELEASED.len();
    let end = text[start..]
        .find("\n## ")
        .map_or(text.len(), |at| start + at + 1);
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use oasmith::diff::Class;

    use super::{Pending, pending, with_entry};

    const LOG: &str =
        "# Changelog\n\nAbout.\n\n## [Unreleased]\n\nFirst.\n\n## [0.1.0] - 2026-01-01\n\nOld.\n";

    #[test]
    fn an_entry_goes_behind_what_is_there_and_remembers() {
        assert_eq!(pending(LOG), Pending::default());
        let one = with_entry(LOG, "A", "0.1.0", Class::Additive, "More.");
        assert_eq!(
            one,
            "# Changelog\n\nAbout.\n\n## [Unreleased]\n\nFirst.\n\n### A\n\n\
             <!-- spec update: since 0.1.0, additive -->\nMore.\n\n## [0.1.0] - 2026-01-01\n\nOld.\n"
        );
        let two = with_entry(&one, "B", "0.1.0", Class::Breaking, "Less.");
        let three = with_entry(&two, "C", "0.1.0", Class::Docs, "Words.");
        let remembered = Pending {
            released: Some("0.1.0".to_owned()),
            class: Some(Class::Breaking),
        };
        assert_eq!(pending(&three), remembered);
        assert!(three.find("### A") < three.find("### B"));
        assert!(three.find("### C") < three.find("## [0.1.0]"));
    }

    #[test]
    fn what_is_released_is_not_pending() {
        let entry = with_entry(LOG, "A", "0.1.0", Class::Breaking, "More.");
        let released = entry.replace(
            "## [Unreleased]",
            "## [Unreleased]\n\n## [0.2.0] - 2026-02-01",
        );
        assert_eq!(pending(&released), Pending::default());
    }

    #[test]
    fn a_file_without_the_part_gets_it() {
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
