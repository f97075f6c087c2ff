//! Words of names.

/// The words of a name in camel case or snake case, in lower case.
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut current = String::new();
    let letters: Vec<char> = name.chars().collect();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|it| letters.get(it));
        let after = letters.get(index + 1);
        let starts = letter.is_uppercase()
            && (before.is_some_and(|it| it.is_lowercase() || it.is_ascii_digit())
                || before.is_some_and(|it| it.is_uppercase())
                    && after.is_some_and(|it| it.is_lowercase()));
        if !letter.is_alphanumeric() || starts {
            words.extend((!current.is_empty()).then(|| std::mem::take(&mut current)));
        }
        if letter.is_alphanumeric() {
            current.extend(letter.to_lowercase());
        }
    }
    words.extend((!current.is_empty()).then_some(current));
    words
}

/// A name in snake case.
pub fn snake_case(name: &str) -> String {
    words(name).join("_")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn capitals_in_a_row_are_one_word() {
        assert_eq!(
            words("HostedEnvironmentFileID"),
            ["hosted", "environment", "file", "id"]
        );
        assert_eq!(words("download_recording"), ["download", "recording"]);
        assert_eq!(words("McpURLTool2Param"), ["mcp", "url", "tool2", "param"]);
    }
}
