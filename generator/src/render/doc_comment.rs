//! Documentation as comments.

/// Returns the lines of a doc comment: `marker`, such as `///`, precedes each line of the text.
///
/// Characters that rustc rejects in comments, or that editors do not show, are written as their code points: control
/// characters, and those that change the direction of text.
pub fn doc_comment(marker: &str, indent: usize, text: &str) -> String {
    let pad = " ".repeat(indent);
    let text = text.replace("\r\n", "\n");
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']);
    lines
        .map(|line| format!("{pad}{marker}{}\n", printable(line)))
        .collect()
}

fn printable(line: &str) -> String {
    let mut printable = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '\t' => printable.push_str("    "),
            hidden if is_hidden(hidden) => {
                printable.push_str(&format!("U+{:04X}", u32::from(hidden)));
            }
            shown => printable.push(shown),
        }
    }
    printable.trim_end().to_owned()
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::doc_comment;

    #[test]
    fn each_line_is_a_comment_of_visible_characters() {
        let text = " a\r\nb\rc\u{2028}d\u{202e}e\0f\tg";
        assert_eq!(
            doc_comment("///", 4, text),
            "    /// a\n    ///b\n    ///c\n    ///dU+202EeU+0000f    g\n"
        );
    }
}
