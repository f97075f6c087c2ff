//! Labels that drive a state, such as a status or the reason for an end.

/// Returns whether a label has a value. Some services send an empty string, or the word `null`, where null is meant.
pub fn is_label(label: &str) -> bool {
    let label = label.trim();
    let is_word = |word: &&str| label.eq_ignore_ascii_case(word);
    !label.is_empty() && !["null", "none"].iter().any(is_word)
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn an_empty_string_and_the_word_null_are_no_labels() {
        for label in ["", " ", "null", "NULL", "None"] {
            assert!(!is_label(label), "{label}");
        }
        for label in ["stop", "nullable", "0"] {
            assert!(is_label(label), "{label}");
        }
    }
}
