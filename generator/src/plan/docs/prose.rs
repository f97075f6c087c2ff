//! Prose of the document as lines of documentation.

use crate::ir::Docs;

/// The prose, if there is any.
pub(super) fn first_prose(docs: &Docs) -> Option<Vec<String>> {
    let prose = docs.prose.as_deref()?.trim();
    (!prose.is_empty()).then(|| lines(prose))
}

/// Lines of Markdown. rustdoc treats a code block without a language as Rust, so such blocks are marked as text.
fn lines(prose: &str) -> Vec<String> {
    let mut in_block = false;
    let line = |line: &str| {
        let mut line = line.trim_end().replace("```", "~~~").replace('\r', " ");
        if line.trim_start().starts_with("~~~") {
            if !in_block && line.trim() == "~~~" {
                line.push_str("text");
            }
            in_block = !in_block;
        }
        line
    };
    prose.lines().map(line).collect()
}

/// One line that ends like a sentence.
pub(super) fn sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.ends_with(['.', '!', '?']) {
        true => text,
        false => format!("{text}."),
    }
}

/// The longest line of a comment, without its indentation, slashes and the mark of a list item.
pub(super) const WIDTH: usize = 112;

/// Wraps an item of a list into lines.
pub(super) fn list_item(text: &str) -> Vec<String> {
    let lines = wrapped(text).into_iter().enumerate();
    let lines = lines.map(|(at, line)| match at {
        0 => format!("- {line}"),
        _ => format!("  {line}"),
    });
    lines.collect()
}

/// Wraps a paragraph into lines. A line is longer than [`WIDTH`] only if it is a single long word.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
