//! Reads the part of a JSONPath that needs no JSONPath engine, and corrects a common mistake in the rest.
//!
//! Input: a query string. Output: its leading names and indexes, and the rest. The full parser checks the string as
//! well: anything that this module does not recognize is left to that parser.

/// A leading segment that selects at most one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// `.name` or `['name']`
    Name(Box<str>),
    /// `[0]`; a negative index counts from the end.
    Index(i64),
}

/// Splits a query into the leading segments that select at most one node, and the remaining text.
pub(super) fn head(query: &str) -> (Vec<Segment>, &str) {
    let mut segments = Vec::new();
    let mut rest = query.strip_prefix('$').unwrap_or(query);
    while let Some((segment, tail)) = dotted(rest).or_else(|| bracketed(rest)) {
        segments.push(segment);
        rest = tail;
    }
    (segments, rest)
}

fn dotted(text: &str) -> Option<(Segment, &str)> {
    let rest = skip_blanks(text).strip_prefix('.')?;
    let (name, rest) = split_name(rest, is_name_char)?;
    Some((Segment::Name(name.into()), rest))
}

fn bracketed(text: &str) -> Option<(Segment, &str)> {
    let inside = skip_blanks(skip_blanks(text).strip_prefix('[')?);
    let (segment, rest) = match inside.chars().next()? {
        quote @ ('\'' | '"') => {
            let (name, rest) = inside[1..].split_once(quote)?;
            // Escapes are left to the full parser.
            if name.contains('\\') {
                return None;
            }
            (Segment::Name(name.into()), rest)
        }
        _ => {
            let end =
                inside.find(|character: char| !character.is_ascii_digit() && character != '-')?;
            (Segment::Index(inside[..end].parse().ok()?), &inside[end..])
        }
    };
    Some((segment, skip_blanks(rest).strip_prefix(']')?))
}

/// Returns the names in a segment such as `['a','b']`, or `None` if the string starts with another kind of segment.
pub(super) fn names(text: &str) -> Option<Vec<Box<str>>> {
    let mut rest = skip_blanks(text).strip_prefix('[')?;
    let mut names = Vec::new();
    loop {
        let inside = skip_blanks(rest);
        let quote = inside
            .chars()
            .next()
            .filter(|first| matches!(first, '\'' | '"'))?;
        let (name, tail) = inside[1..].split_once(quote)?;
        // Escapes are left to the full parser.
        if name.contains('\\') {
            return None;
        }
        names.push(name.into());
        let tail = skip_blanks(tail);
        match tail.strip_prefix(',') {
            Some(more) => rest = more,
            None => return tail.starts_with(']').then_some(names),
        }
    }
}

/// Returns how many levels below a node a query examines, down to the deepest value that it selects or tests. Returns
/// `None` if there is no limit: with `..`, or if two non-literals are compared. A decimal point counts as a level.
pub(super) fn depth(query: &str) -> Option<usize> {
    let mut deepest = 0;
    let mut current = 0;
    // The level of the nodes that the segment of each open bracket selects.
    let mut open = Vec::new();
    let mut rest = query;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        match character {
            '\'' | '"' => length = quoted_end(rest)?,
            '.' if rest.starts_with("..") => return None,
            '.' => current += 1,
            '[' => {
                current += 1;
                open.push(current);
            }
            ']' => current = open.pop()?,
            '@' => current = open.last().copied().unwrap_or_default(),
            '=' | '<' | '>' if !compares_literal(rest) => return None,
            _ => {}
        }
        deepest = deepest.max(current);
        rest = &rest[length..];
    }
    Some(deepest)
}

/// Whether a comparison operator is followed by a literal: a string, a number, or the first character of a keyword.
fn compares_literal(text: &str) -> bool {
    let operand = skip_blanks(text.trim_start_matches(['=', '<', '>']));
    operand.starts_with(|first: char| {
        first.is_ascii_digit() || matches!(first, '\'' | '"' | '-' | 't' | 'f' | 'n')
    })
}

/// Rewrites each `.name-with-hyphens` to `['name-with-hyphens']`, as RFC 9535 requires. Returns `None` if the query has
/// no such name. Apart from negative numbers, nothing else in a query contains a hyphen outside quotes.
pub(super) fn bracket_hyphens(query: &str) -> Option<String> {
    let mut out = String::with_capacity(query.len() + 8);
    let mut rest = query;
    let mut changed = false;
    while let Some(character) = rest.chars().next() {
        if matches!(character, '\'' | '"') {
            let end = quoted_end(rest)?;
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        if character == '.' {
            let dots = if rest.starts_with("..") { ".." } else { "." };
            let hyphenated = split_name(&rest[dots.len()..], |character| {
                is_name_char(character) || character == '-'
            });
            if let Some((name, tail)) = hyphenated.filter(|(name, _)| name.contains('-')) {
                out.push_str(if dots == ".." { ".." } else { "" });
                out.push_str(&format!("['{name}']"));
                changed = true;
                rest = tail;
                continue;
            }
        }
        out.push(character);
        rest = &rest[character.len_utf8()..];
    }
    changed.then_some(out)
}

/// The offset after the closing quote, in a string that starts with a quote.
pub(super) fn quoted_end(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (_, quote) = characters.next()?;
    while let Some((offset, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return Some(offset + 1);
        }
    }
    None
}

fn split_name(text: &str, allowed: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    let end = text
        .find(|character| !allowed(character))
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        return None;
    }
    Some((name, rest))
}

fn is_name_char(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || !character.is_ascii()
}

fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::{Segment, bracket_hyphens, depth, head, names};

    fn split(query: &str) -> (String, &str) {
        let (segments, rest) = head(query);
        let parts: Vec<String> = segments
            .into_iter()
            .map(|segment| match segment {
                Segment::Name(name) => name.into(),
                Segment::Index(index) => index.to_string(),
            })
            .collect();
        (parts.join(" "), rest)
    }

    #[test]
    fn reads_leading_names_and_indexes() {
        for (query, names, rest) in [
            ("$", "", ""),
            ("$.a.b['/c d'][\"e\"][0] [ -1 ]", "a b /c d e 0 -1", ""),
            ("$.paths.*.get", "paths", ".*.get"),
            ("$.a..b", "a", "..b"),
            ("$.a['b','c']", "a", "['b','c']"),
            ("$.a['b\\'c'].d", "a", "['b\\'c'].d"),
            ("$.a[0:2]", "a", "[0:2]"),
            ("$.a[?@.b]", "a", "[?@.b]"),
            ("$[*]", "", "[*]"),
            ("$.ü_1.x", "ü_1 x", ""),
        ] {
            assert_eq!(split(query), (names.to_owned(), rest), "{query}");
        }
    }

    #[test]
    fn reads_lists_of_names() {
        for (text, expected) in [
            ("['a','b c'].x", Some("a|b c")),
            (" [ \"a\" , 'b' ][0]", Some("a|b")),
            ("['a'].x", Some("a")),
            ("['a', 0]", None),
            ("['a','b\\'c']", None),
            ("[?@.a]", None),
            ("['a'", None),
            (".a", None),
        ] {
            let names = names(text).map(|names| names.join("|"));
            assert_eq!(names.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn depth_is_that_of_the_deepest_value_a_query_looks_at() {
        for (query, expected) in [
            ("", Some(0)),
            ("[*].get", Some(2)),
            ("['a.b', 'c[d']", Some(1)),
            ("[?@.a.b && (@.c || !@.d)].e", Some(3)),
            ("[*][?@.tags[?@ == 'A' || @ == 'B']]", Some(4)),
            ("[?match(@.a, 'b.*')].c.d.e", Some(4)),
            ("[?@.a > 1 && @.b == true]", Some(2)),
            ("..a", None),
            ("[?@.a == @.b]", None),
            ("[?1 < length(@.a)]", None),
            ("[?'a' == @.b]", None),
        ] {
            assert_eq!(depth(query), expected, "{query}");
        }
    }

    #[test]
    fn names_with_hyphens_are_put_in_brackets() {
        for (query, fixed) in [
            ("$.a.x-b", Some("$.a['x-b']")),
            (
                "$..x-b[?@.x-c-d == 'a.x-y']",
                Some("$..['x-b'][?@['x-c-d'] == 'a.x-y']"),
            ),
            ("$.a['.x-b'][-1]", None),
            ("$.a['.x-b", None),
        ] {
            assert_eq!(bracket_hyphens(query).as_deref(), fixed, "{query}");
        }
    }
}
