//! Case conventions: strings of the document as words of Rust names.

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::identifier;

/// Snake case. May be a keyword.
pub fn plain_name(text: &str) -> String {
    snake(text)
}

/// The words of a name, in lower case.
pub fn words(name: &str) -> Vec<String> {
    with_plain_plurals(name)
        .to_snake_case()
        .split('_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Snake case without further changes. May be empty, and may start with a digit.
pub(super) fn words_in_snake_case(text: &str) -> String {
    with_plain_plurals(text).to_snake_case()
}

/// Upper camel case without further changes. May be empty, and may start with a digit.
pub(super) fn words_in_camel_case(text: &str) -> String {
    with_plain_plurals(text).to_upper_camel_case()
}

/// Snake case, with a valid first character. Never empty.
pub(super) fn snake(text: &str) -> String {
    match with_plain_plurals(&replace_invalid(text)).to_snake_case() {
        name if name.is_empty() => spelled_snake(text),
        name => identifier::with_valid_start(name),
    }
}

/// Snake case in which every character except letters and digits is a word. Never empty.
pub(super) fn spelled_snake(text: &str) -> String {
    match spelled_camel(text).to_snake_case() {
        name if name.is_empty() => "empty".to_owned(),
        name => identifier::with_valid_start(name),
    }
}

/// Upper camel case, with `_` between digits that another character separates: `v-4.1` and `v-41` differ.
pub(super) fn camel(text: &str) -> String {
    let text = replace_invalid(text);
    let text = with_plain_plurals(&text);
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |index: Option<usize>| {
        index
            .and_then(|at| characters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let mut name = String::with_capacity(text.len());
    let mut part = String::new();
    for (index, &character) in characters.iter().enumerate() {
        let separates_digits = !character.is_alphanumeric()
            && is_digit(index.checked_sub(1))
            && is_digit(Some(index + 1));
        if separates_digits {
            name.push_str(&part.to_upper_camel_case());
            name.push('_');
            part.clear();
        } else {
            part.push(character);
        }
    }
    name.push_str(&part.to_upper_camel_case());
    name
}

/// Upper camel case in which every character except letters and digits is a word.
pub(super) fn spelled_camel(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match word(character) {
            Some(word) => {
                words.push(' ');
                words.push_str(word);
                words.push(' ');
            }
            None if unicode_ident::is_xid_continue(character) => words.push(character),
            None => words.push_str(&code_point(character)),
        }
    }
    words.to_upper_camel_case()
}

/// Distinguishes a name from others that differ only in capitals: appends `Upper13` if the letters 1 and 3 of `text`
/// are capitals.
pub fn with_capitals(name: &str, text: &str) -> String {
    let capitals: Vec<String> = text
        .chars()
        .enumerate()
        .filter(|(_, character)| character.is_uppercase())
        .map(|(at, _)| (at + 1).to_string())
        .collect();
    let is_snake = !name.contains(char::is_uppercase);
    let suffix = match capitals.is_empty() {
        true => "Lower".to_owned(),
        false => format!("Upper{}", capitals.concat()),
    };
    let name = identifier::without_raw(name.trim_end_matches('_'));
    match is_snake {
        true => format!("{name}_{}", suffix.to_lowercase()),
        false => format!("{name}{suffix}"),
    }
}

/// Writes plurals of abbreviations as words: `IDs` as `Ids`, so that they are not split before the last capital.
fn with_plain_plurals(text: &str) -> Cow<'_, str> {
    let characters: Vec<char> = text.chars().collect();
    let mut plain = String::new();
    let mut run = 0;
    for (index, &character) in characters.iter().enumerate() {
        let next = characters.get(index + 1);
        let ends_word = next.is_none_or(|next| !next.is_lowercase());
        if character == 's' && run >= 2 && ends_word {
            let kept = plain.chars().count() - (run - 1);
            let word: String = plain.chars().skip(kept).collect();
            plain = plain.chars().take(kept).collect();
            plain.push_str(&word.to_lowercase());
        }
        run = match character.is_ascii_uppercase() {
            true => run + 1,
            false => 0,
        };
        plain.push(character);
    }
    match plain == text {
        true => Cow::Borrowed(text),
        false => Cow::Owned(plain),
    }
}

/// Replaces letters and digits that are not allowed in identifiers (`²`, `Ⓐ`) with words.
fn replace_invalid(text: &str) -> Cow<'_, str> {
    let is_invalid =
        |character: char| character.is_alphanumeric() && !unicode_ident::is_xid_continue(character);
    if !text.contains(is_invalid) {
        return Cow::Borrowed(text);
    }
    let replace = |character| match is_invalid(character) {
        true => code_point(character),
        false => character.to_string(),
    };
    Cow::Owned(text.chars().map(replace).collect())
}

/// A character as a word: its code point.
fn code_point(character: char) -> String {
    format!(" u{:x} ", u32::from(character))
}

fn word(character: char) -> Option<&'static str> {
    Some(match character {
        '-' => "dash",
        '_' => "line",
        '.' => "dot",
        '/' => "slash",
        ' ' => "space",
        '+' => "plus",
        '*' => "star",
        '[' => "open",
        ']' => "close",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        ':' => "colon",
        '<' => "less",
        '>' => "greater",
        '=' => "equals",
        '%' => "percent",
        '&' => "and",
        '!' => "not",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{camel, snake};

    #[test]
    fn plurals_of_abbreviations_are_one_word() {
        assert_eq!(snake("IDs"), "ids");
        assert_eq!(snake("userIDs"), "user_ids");
        assert_eq!(camel("URLsOfAPIs"), "UrlsOfApis");
        assert_eq!(snake("HTTPServer"), "http_server");
        assert_eq!(snake("userID"), "user_id");
    }
}
