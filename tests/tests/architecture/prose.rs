//! Phrases that must not appear in comments, documentation, messages and other prose.
//!
//! Each of them has a standard alternative, or is an awkward inversion. The list contains only phrases that can be
//! recognized without context.

use crate::assert_none;
use crate::files::{self, File};

/// A phrase, with what to write instead.
struct Phrase {
    text: &'static str,
    instead: &'static str,
    /// Words before the phrase that make it standard English.
    unless_after: &'static [&'static str],
    /// Words after the phrase that make it standard English.
    unless_before: &'static [&'static str],
}

const fn phrase(text: &'static str, instead: &'static str) -> Phrase {
    Phrase {
        text,
        instead,
        unless_after: &[],
        unless_before: &[],
    }
}

const PHRASES: &[Phrase] = &[
    Phrase {
        text: "is no",
        instead: "is not a …, invalid …",
        unless_after: &["there"],
        unless_before: &["longer", "more", "different"],
    },
    phrase("told apart", "distinguished, discriminated"),
    phrase("tell apart", "distinguish"),
    phrase("tells apart", "distinguishes"),
    phrase("told otherwise", "by default"),
    phrase("who wants", "callers that want"),
    phrase("who want", "callers that want"),
    phrase("at hand", "available"),
    phrase("take the place of", "replace"),
    phrase("takes the place of", "replaces"),
    phrase("beside", "next to, alongside, compared with"),
    phrase(
        "with all that is required",
        "creates a value from its required fields",
    ),
    phrase(
        "does not know, whole",
        "unknown to this version, kept as raw JSON",
    ),
    phrase("and what stands inside it", "and its inline types"),
    phrase("what stands", "the content of …"),
    phrase("stands in the", "is in the"),
    phrase("stands beside", "is next to"),
    phrase("all there is", "everything"),
    phrase("as it is,", "unchanged"),
    phrase("as it is.", "unchanged"),
    phrase("as it is;", "unchanged"),
    phrase("no name of the api", "does not mention any particular API"),
    phrase("is told", "is reported"),
    phrase("are told", "are reported"),
    phrase("told of", "reported"),
    phrase("tells of", "reports"),
    phrase("says of itself", "describes"),
    phrase("mended", "repaired, fixed"),
    phrase("mends", "repairs, fixes"),
    phrase("of one's own", "its own, separate"),
    phrase("a method more", "adds a method"),
    phrase("sent otherwise", "request encoding changed"),
    phrase("apart otherwise", "discriminator changed"),
    phrase("in one feature less", "removed from a feature"),
    phrase("is so already", "already applied upstream"),
    phrase("till", "until"),
    phrase("hence", "so"),
    phrase("thereby", "so"),
    phrase("the client, adjustable", "starts configuring a client"),
    phrase("not the same as leaving it out", "sends an explicit `null`"),
    phrase("what came of", "the result of"),
    phrase("what comes of", "the result of"),
    phrase("what becomes of", "the result of"),
    phrase("what became of", "the result of"),
    phrase("what is to be", "pending, expected"),
    phrase("to be had", "available"),
    phrase("of no matter", "irrelevant"),
    phrase("gravest", "most severe"),
    phrase("taken over", "imported"),
    phrase("must not know", "is independent of"),
    phrase("knows nothing of", "is independent of"),
    phrase("! in:", "Input:"),
];

/// Text that others wrote, generated text, and this file.
const EXEMPT: &[&str] = &[
    "LICENSE",
    "bench/Cargo.lock",
    "generated/",
    "spec/openai.yaml",
    "tests/tests/architecture/prose.rs",
    "tests/tests/surface/",
];

const EXTENSIONS: &[&str] = &[
    ".rs", ".md", ".yaml", ".yml", ".toml", ".txt", ".snap", ".js", ".css", ".html",
];

#[test]
fn prose_uses_standard_terms() {
    let mut violations = Vec::new();
    for file in files::under("", EXTENSIONS) {
        let is_in = |folders: &[&str]| folders.iter().any(|folder| file.path.starts_with(folder));
        if !is_in(EXEMPT) {
            violations.extend(check(&file));
        }
    }
    assert_none("write standard terms", &violations);
}

/// Returns the phrases in a file.
fn check(file: &File) -> Vec<String> {
    let text = match file.path.ends_with(".rs") {
        true => file.prose(),
        false => file.text.clone(),
    };
    let lines: Vec<String> = text.lines().map(normalized).collect();
    let mut violations = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        // A phrase may continue in the next line.
        let next = lines.get(index + 1).map_or("", String::as_str);
        let both = format!("{line} {next}");
        for phrase in PHRASES {
            if occurs(&both, phrase).is_some_and(|at| at < line.len()) {
                violations.push(format!(
                    "{}:{}: `{}`, write: {}",
                    file.path,
                    index + 1,
                    phrase.text,
                    phrase.instead
                ));
            }
        }
    }
    violations
}

/// Returns a line in lower case, without comment markers and repeated blanks.
fn normalized(line: &str) -> String {
    let line = line.trim().trim_start_matches(['/', '#', '*', '|']);
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Returns where a phrase occurs as complete words, outside of its standard uses.
fn occurs(text: &str, phrase: &Phrase) -> Option<usize> {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let starts_word = phrase.text.starts_with(is_letter);
    let ends_word = phrase.text.ends_with(is_letter);
    let mut occurrences = text.match_indices(phrase.text).map(|(at, _)| at);
    occurrences.find(|at| {
        let (before, after) = (&text[..*at], &text[at + phrase.text.len()..]);
        let is_part_of_word =
            starts_word && before.ends_with(is_letter) || ends_word && after.starts_with(is_letter);
        let before = before.split_whitespace().next_back().unwrap_or_default();
        let after = after.split_whitespace().next().unwrap_or_default();
        let bare = |word: &str| {
            word.trim_matches(|letter: char| !is_letter(letter))
                .to_owned()
        };
        !is_part_of_word
            && !phrase.unless_after.contains(&bare(before).as_str())
            && !phrase.unless_before.contains(&bare(after).as_str())
    })
}

#[test]
fn phrases_are_recognized_across_lines_and_in_strings() {
    let file = |text: &str| File {
        path: "a.rs".to_owned(),
        text: text.to_owned(),
    };
    let count = |text: &str| check(&file(text)).len();
    assert_eq!(count("/// It takes the\n/// place of `x`.\nfn f() {}"), 1);
    assert_eq!(count("fn f() { panic!(\"`x` is no name\"); }"), 1);
    assert_eq!(
        count("// There is no file. It is no longer here. Besides, untold."),
        0
    );
    assert_eq!(count("fn told_apart() { at.hand(); beside(); }"), 0);
}
