//! Labels that drive a state, such as a status or the reason for an end.

/// Returns whether a label has a value. Some services send an empty string, or the word `null`, where null is meant.
pub fn is_label(label: &str) -> bool {
    let label = label.trim();
    let is_word = |word: &&str| label.eq_ignore_ascii_case(word);
    !label.is_empty() && !["null", "none"].iter().any(is_word)
}
