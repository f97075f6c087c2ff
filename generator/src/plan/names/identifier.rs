//! Valid identifiers: first characters and keywords.

use crate::plan::reserved_names::{KEYWORDS, NON_RAW_KEYWORDS};

/// Whether Rust accepts `text` as an identifier that is not a keyword.
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let valid_start = characters.next().is_some_and(is_valid_start);
    valid_start && characters.all(unicode_ident::is_xid_continue) && !is_keyword(text)
}

pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || NON_RAW_KEYWORDS.contains(&name)
}

/// Makes a keyword a raw identifier, or appends `_` where Rust has no raw identifier.
pub(super) fn escape_keyword(name: String) -> String {
    if NON_RAW_KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// An identifier without `r#`.
pub(super) fn without_raw(name: &str) -> &str {
    name.trim_start_matches("r#")
}

/// Prepends `_` to a name whose first character is not allowed there.
pub(super) fn with_valid_start(name: String) -> String {
    match name.chars().next() {
        Some(first) if is_valid_start(first) => name,
        _ => format!("_{name}"),
    }
}

/// Prepends `prefix` to a name that does not start with a letter.
pub(super) fn with_leading_letter(name: String, prefix: &str) -> String {
    match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => name,
        _ => format!("{prefix}{name}"),
    }
}

fn is_valid_start(first: char) -> bool {
    first == '_' || unicode_ident::is_xid_start(first)
}
